"""Notices, and how each account wants them."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """Something one account is told once. `mail` is where its e-mail stands; one that was being sent when its
    worker died is not sent again: it stands in the pages."""

    WAITING, SENDING, SENT, NONE = "waiting", "sending", "sent", "none"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=500)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, default=WAITING)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["user", "-at"], name="notices_of_somebody"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notices_unread"),
            models.Index(fields=["user"], condition=Q(mail="waiting"), name="notices_to_mail"),
        ]


class NoticeWish(models.Model):
    """How an account wants to be told; none: as `Wish` says by default."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_wish"
    )
    mail = models.CharField(max_length=10)
    digest_at = models.TimeField(default=time(8))
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    quiet_days = models.JSONField(default=list)
    muted = models.JSONField(default=list)
    digest_sent_at = models.DateTimeField(null=True)

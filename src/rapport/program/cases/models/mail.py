"""E-mails sent from a case."""

from __future__ import annotations

import uuid

from django.db import models

from rapport.program.cases.models.cases import Case, CaseEntry


class CaseMail(models.Model):
    """One message on its way to one address. One that was being sent when its worker died is `unsure`: it
    is never sent again by itself, because a customer who gets the same words twice is worse off."""

    WAITING, SENDING, SENT, FAILED, UNSURE = "waiting", "sending", "sent", "failed", "unsure"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="mails")
    entry = models.OneToOneField(CaseEntry, on_delete=models.CASCADE, related_name="mail")
    once = models.UUIDField(unique=True)
    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    reply_to = models.CharField(max_length=320, blank=True)
    answer_id = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, default=WAITING)
    attempts = models.SmallIntegerField(default=0)
    try_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["try_at"],
                condition=models.Q(state__in=("waiting", "sending")),
                name="case_mails_waiting",
            )
        ]

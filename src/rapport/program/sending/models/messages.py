"""Messages on their way to customers."""

from __future__ import annotations

import uuid

from django.db import models


class Message(models.Model):
    """One mail or text message of one invitation. `number` 0 is the invitation itself, then its reminders.
    Words and addresses are never kept here: they are put together when it is sent.

    `state` is written before and after: what was `sending` when a worker died is `uncertain` afterwards, and
    never sent again by itself; what was only `taken`, with others that are sent one after the other, is taken
    again. `stamp` is what a mail's Message-ID and a gateway's own id are made of.
    """

    WAITING, TAKEN, SENDING, SENT, UNCERTAIN, FAILED, BOUNCED = (
        "waiting", "taken", "sending", "sent", "uncertain", "failed", "bounced",
    )  # fmt: skip
    ON_ITS_WAY = (TAKEN, SENDING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation_id = models.UUIDField()
    number = models.SmallIntegerField()
    channel = models.CharField(max_length=20)
    programme = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=12, default=WAITING)
    attempts = models.SmallIntegerField(default=0)
    try_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    remote_id = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invitation_id", "number"], name="one_message_a_number"),
        ]
        indexes = [
            models.Index(fields=["state", "try_at"], name="messages_by_state"),
            models.Index(fields=["taken_at"], name="messages_by_taken"),
            models.Index(fields=["remote_id"], name="messages_by_remote"),
        ]

"""What has been decided and must still reach the warehouse."""

from django.db import models


class Outbox(models.Model):
    """Written in the transaction of the decision it announces; delivered at least once.

    `payload` only refers to what is to be published: the publisher reads its present state, so
    that deliveries may be repeated and reordered, and nothing personal lies here.
    """

    key = models.CharField(max_length=200, unique=True)
    topic = models.CharField(max_length=50)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(delivered_at__isnull=True), name="outbox_undelivered"
            )
        ]

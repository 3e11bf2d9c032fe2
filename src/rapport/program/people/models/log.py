"""What was changed, by whom, when: only ever added to."""

from django.db import models


class LogEntry(models.Model):
    """One change. The database itself refuses to alter or remove a row (see the migration).

    `before` and `after` hold what changed of the thing itself, never what customers wrote or said.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    who = models.CharField(max_length=200)
    user_id = models.UUIDField(null=True, db_index=True)
    action = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=500)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id"], name="log_by_object")]

"""One row a customer who is known to the CRM, and how far what happened has been looked at."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class CrmRow(models.Model):
    """Whether the CRM has what is known now. `digest` is of the facts written last, so that nothing is
    written that has not changed; `taken` is how many changes (`changed`) there were when it was taken."""

    WAITING, WRITING, WRITTEN, FAILED = "waiting", "writing", "written", "failed"

    customer_id = models.CharField(primary_key=True, max_length=500)
    state = models.CharField(max_length=10, default=WAITING)
    attempts = models.SmallIntegerField(default=0)
    try_at = models.DateTimeField()
    changed = models.IntegerField(default=0)
    taken = models.IntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["try_at"], condition=Q(state__in=("waiting", "writing")), name="crm_due")
        ]


class CrmMark(models.Model):
    """How far changes have been noted: until when rows came in, and until when cases changed."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    imported_at = models.DateTimeField()
    data_version = models.BigIntegerField()
    noted_at = models.DateTimeField()

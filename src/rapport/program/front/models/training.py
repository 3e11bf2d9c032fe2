"""Short lessons, and who has read them."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class TrainingModule(models.Model):
    """One lesson. `revision` goes up when its words change: who read an older one is asked to again."""

    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    body = models.TextField(blank=True)
    metric = models.CharField(max_length=200, blank=True)
    survey = models.CharField(max_length=100, blank=True)
    revision = models.IntegerField(default=1)
    published_at = models.DateTimeField(null=True)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()


class ModuleRead(models.Model):
    """Somebody says that they have read these words."""

    module = models.ForeignKey(TrainingModule, on_delete=models.CASCADE, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="modules_read")
    revision = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["module", "user"], name="read_by_somebody")]

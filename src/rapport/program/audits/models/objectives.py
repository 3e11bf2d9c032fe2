"""Why an audit is made, and the audits made for it."""

from django.conf import settings
from django.db import models

from rapport.program.audits.models.criteria import CriteriaVersion


class Objective(models.Model):
    """What somebody wants to be better for customers, and the way of adding value that it calls for.

    `emphases` are the components and factors it puts weight on: name → times as important.
    """

    ACTIVE, REACHED, DROPPED = "active", "reached", "dropped"

    name = models.CharField(max_length=200, unique=True)
    statement = models.TextField(blank=True)
    strategy = models.CharField(max_length=40, blank=True)
    emphases = models.JSONField(default=dict)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    owner_name = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=20, default=ACTIVE)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.name)


class Audit(models.Model):
    """An objective measured once: by one criteria version, on its samples, until a deadline.

    `previous` is the audit it is compared with, so that audits of an objective make a chain.
    """

    PLANNED, RUNNING, DONE, STOPPED = "planned", "running", "done", "stopped"

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="audits")
    name = models.CharField(max_length=200, unique=True)
    criteria = models.ForeignKey(CriteriaVersion, null=True, on_delete=models.PROTECT)
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=20, default=PLANNED)
    previous = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="followed_by")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.name)

"""What opens the door: roles held, invitations sent, keys of the API."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from rapport.program.people.models.user import User


class RoleGrant(models.Model):
    """One role somebody holds, for one team or without."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    team = models.CharField(max_length=200, null=True)
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "team"], name="role_held_once_per_team"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(team__isnull=True), name="role_held_once"
            ),
        ]


class Invitation(models.Model):
    """Somebody was asked to join. The secret itself is never stored, only its digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    roles = models.JSONField(default=list)
    agent_id = models.CharField(max_length=500, null=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class ApiKey(models.Model):
    """A key of the API: acts as its user, narrowed to its scopes. Only its digest is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=200)
    hint = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

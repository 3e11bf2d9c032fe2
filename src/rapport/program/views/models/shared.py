"""Views that were shared by a link."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class SharedView(models.Model):
    """A dashboard of one part of the home that whoever holds the link may see, as far as the person who
    shared it still may. The link is the id, signed; nothing secret is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shared_views")
    title = models.CharField(max_length=200)
    dashboard = models.CharField(max_length=20)
    query = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened = models.IntegerField(default=0)
    opened_at = models.DateTimeField(null=True)

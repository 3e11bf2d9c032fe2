"""Whether this process can do its work, for whoever watches it."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from rapport import __version__


def health(request: HttpRequest) -> JsonResponse:
    """200 with the version when the database answers, else 503. Says nothing about anybody's data."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "broken", "database": "does not answer"}, status=503)
    return JsonResponse({"status": "ok", "version": __version__})

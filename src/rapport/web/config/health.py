"""Whether this process can do its work, for whoever watches it."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from rapport import __version__
from rapport.program.people.permissions import Permission
from rapport.web.config.home_of import served_home
from rapport.work.health import Part, health_of


def health(request: HttpRequest) -> JsonResponse:
    """200 with the version when pages can be answered, else 503; says nothing about anybody's data.

    Who manages the settings, signed in or by a key, learns what each part is like.
    """
    parts = health_of(served_home())
    broken = [one for one in parts if one.needed and not one.well]
    said: dict[str, object] = {"status": "broken" if broken else "ok", "version": __version__}
    if broken:
        said["parts"] = [one.name for one in broken]
    if _manages(request):
        said["checks"] = {one.name: _told(one) for one in parts}
    answer = JsonResponse(said, status=503 if broken else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _told(one: Part) -> dict[str, object]:
    return {"well": one.well, "said": one.said}


def _manages(request: HttpRequest) -> bool:
    from rapport.program.people.selectors import actor_of_key

    try:
        kind, _, key = request.headers.get("Authorization", "").partition(" ")
        actor = actor_of_key(key.strip()) if kind.lower() == "bearer" else request.actor
    except DatabaseError:
        return False
    return actor is not None and bool(actor.may(Permission.SETTINGS_MANAGE))

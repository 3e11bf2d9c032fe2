"""What the layout needs on every page: who is here and where they may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from rapport.program.people.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation; shown to those who may use it."""

    title: str
    path: str
    permission: Permission | None = None


ENTRIES = (
    Entry("Home", "/"),
    Entry("Explore", "/explore/", Permission.INTERACTIONS_READ),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every template."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"entries": ()}
    shown = [one for one in ENTRIES if one.permission is None or actor.may(one.permission)]
    return {"actor": actor, "entries": [(one, _here(one, request.path)) for one in shown]}


def _here(entry: Entry, path: str) -> bool:
    return path == "/" if entry.path == "/" else path.startswith(entry.path)

"""What the layout needs on every page: who is here and where they may go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from rapport.program.notices.selectors import unread
from rapport.program.people.actor import Actor
from rapport.web.base.filter_bar import FOLLOWED, carried
from rapport.web.base.navigation import ENTRIES, Entry, Waiting


@dataclass(frozen=True)
class Shown:
    """An entry as this person sees it on this page."""

    title: str
    path: str
    here: bool
    pages: tuple[Shown, ...] = ()
    waiting: int = 0


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every template."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"entries": ()}
    entries = _followed(_shown(ENTRIES, actor, request.path, {}), carried(request))
    return {
        "actor": actor,
        "entries": entries,
        "pages": next((one.pages for one in entries if one.here), ()),
        "notices_unread": unread(actor),
    }


def _shown(
    entries: tuple[Entry, ...], actor: Actor, path: str, counted: dict[Waiting, int]
) -> tuple[Shown, ...]:
    """The entries for this person; only of those that are shown is it asked, once, what waits there."""
    mine = [one for one in entries if not one.needs or any(map(actor.may, one.needs))]
    here = max((one for one in mine if _covers(one, path)), key=lambda one: len(one.path), default=None)
    for one in mine:
        if one.waiting is not None and one.waiting not in counted:
            counted[one.waiting] = one.waiting(actor)
    return tuple(
        Shown(
            one.title,
            one.path,
            one is here,
            _shown(one.pages, actor, path, counted) if one is here else (),
            counted[one.waiting] if one.waiting is not None else 0,
        )
        for one in mine
    )


def _followed(entries: tuple[Shown, ...], query: str) -> tuple[Shown, ...]:
    """The entries, those that the filter follows to with what stands in the address now."""
    if not query:
        return entries
    return tuple(replace(one, path=f"{one.path}?{query}") if one.path in FOLLOWED else one for one in entries)


def _covers(entry: Entry, path: str) -> bool:
    return path == "/" if entry.path == "/" else path.startswith(entry.path)

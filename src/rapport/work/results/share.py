"""A view by link: whoever holds it sees aggregates of what the person who shared it still may see."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.views.plain import SharedFacts
from rapport.work.results.board import Board, seen_board
from rapport.work.results.sight import Seen, aggregates_only, seen_as
from rapport.work.results.view import View, ViewError, read_view

DAYS = (1, 7, 30, 90)
NEVER_SHARED = "associate"


@dataclass(frozen=True)
class OpenedLink:
    """What a link shows: its facts, whose sight, and which view."""

    facts: SharedFacts
    seen: Seen
    view: View


def share(home: Home, actor: Actor, view: View, dashboard: str, *, title: str, days: int) -> str:
    """Makes a link to one's own dashboard → its token.

    Raises NotAllowedError, or InputError for a view out of sight or a time that is too long.
    """
    from rapport.program.views.services import view_share, view_token
    from rapport.work.results.choices import all_choices

    seen = seen_as(actor, dashboard)
    if seen.dashboard == NEVER_SHARED:
        raise ViewError("One person's own work is not shared by a link", "dashboard", "Export it instead.")
    all_choices(home).within(seen).check(view)
    return view_token(view_share(actor, dashboard, dict(view.pairs()), title=title, days=days))


def open_link(token: str) -> OpenedLink | None:
    """What the link shows now; None for one that was never made, is over, was taken back, or whose maker
    has lost the account or the right."""
    from rapport.program.people.selectors import actor_of
    from rapport.program.views.selectors import shared_view
    from rapport.program.views.services import view_of_token

    shared = view_of_token(token)
    facts = shared_view(shared) if shared else None
    sharer = actor_of(facts.user_id) if facts else None
    if facts is None or sharer is None:
        return None
    try:
        seen = aggregates_only(seen_as(sharer, facts.dashboard))
    except NotAllowedError:
        return None
    return OpenedLink(facts, seen, read_view(facts.query))


def link_board(home: Home, link: OpenedLink, wait_s: float | None = None) -> Board | None:
    """The dashboard behind a link, or None while it is worked out."""
    return seen_board(home, link.seen, link.view, wait_s=wait_s)

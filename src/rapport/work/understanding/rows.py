"""The conversations behind a concern, newest first, page by page; and all of them for a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rapport.home import Home
from rapport.language.concerns.model import OTHER
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.work.concerns.kept import kept_concerns
from rapport.work.results.sight import still_blind
from rapport.work.results.view import View
from rapport.work.understanding.along import Along, bring_causes
from rapport.work.understanding.comes import COMES_IN
from rapport.work.understanding.concern import place_of
from rapport.work.understanding.seen import checked_view, seen_of, where
from rapport.work.understanding.sheet.ask import Session, sheet_of, sheet_session
from rapport.work.understanding.tree import NO_CONCERN, Place, labels_of

PAGE, MOST = 50, 100_000
STRETCHES = (7, 28)
"""Days that are looked through before all are."""
COLUMNS = (
    "interaction_id", "started_at", "channel", "team", "agent_id", "given", "stated", "stated_p",
    "resolved", "resolved_p", "effort_label", "effort_p", "ending",
)  # fmt: skip


@dataclass(frozen=True)
class Behind:
    """A page of conversations. `after` continues it, None at the end. `hidden`: of some nothing is told,
    because this person still has to score them blind."""

    place: Place
    rows: tuple[dict[str, Any], ...]
    after: str | None
    names: dict[str, str]
    hidden: int = 0


def conversations_behind(
    home: Home,
    actor: Actor,
    view: View,
    concern: str,
    after: str = "",
    most: int = PAGE,
    along: Along | None = None,
) -> Behind | None:
    """The conversations in which the concern comes, as far as this person sees, or those of them that went
    badly `along` with something; None when there is no such concern. Raises NotAllowedError for who sees no
    single conversations, InputError. Of who scores it is kept that they looked at what was read."""
    from rapport.program.reading.services import readings_opened_note

    actor.require(Permission.INTERACTIONS_READ)
    seen = seen_of(actor)
    checked_view(home, seen, view)
    place, kept, sheet = place_of(home, concern), kept_concerns(home), sheet_of(home)
    if place is None or kept is None or sheet is None:
        return None
    labels = list(labels_of(kept.taxonomy, kept.model.concerns).get(place.id, ()))
    part, went = where(seen, view), along.badly if along else "TRUE"
    beyond, more = _beyond(after)
    asked = (
        f"SELECT {', '.join(COLUMNS)} FROM sheet WHERE concerns_by IS NOT NULL AND {part.sql} AND {beyond} "
        f"AND {COMES_IN} AND {went}"
    )
    given = {**part.values, **more, "labels": labels, "most": most + 1}
    given |= {"along": along.label} if along else {}
    with sheet_session(home, sheet) as session:
        bring_causes(home, session, along)
        rows = _newest(session, asked, given)
    blind = still_blind(actor)
    tree = kept.taxonomy
    shown = tuple(
        {**row, "stated": _today(tree, row["stated"])}
        for row in rows[:most]
        if row["interaction_id"] not in blind
    )
    readings_opened_note(actor, [row["interaction_id"] for row in shown])
    names = {
        one: tree.concerns[one].name if one in tree.concerns else NO_CONCERN[one]
        for one in {row["stated"] for row in shown}
    }
    last = _mark(rows[most - 1]) if len(rows) > most else None
    return Behind(place, shown, last, names, len(rows[:most]) - len(shown))


def _newest(session: Session, asked: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    """The newest of the rows asked for. The sheet lies in the order of time: of a stretch of days only its
    part is read, so a short one is tried first, then longer ones."""
    order = " ORDER BY started_at DESC NULLS LAST, interaction_id DESC LIMIT $most"
    newest = given.get("at") or session.ask("SELECT max(started_at) AS at FROM sheet")["at"][0].as_py()
    timeless = "name" in given and "at" not in given
    for days in () if newest is None or timeless else STRETCHES:
        since = {**given, "since": newest - timedelta(days=days)}
        rows: list[dict[str, Any]] = session.ask(f"{asked} AND started_at > $since{order}", since).to_pylist()
        if len(rows) == given["most"]:
            return rows
    rows = session.ask(asked + order, given).to_pylist()
    return rows


def _today(tree: Taxonomy, label: str) -> str:
    """What a label is called since people merged and moved it; one that nothing took is other."""
    today = label if label in NO_CONCERN else tree.follow(label)
    return today if today in tree.concerns or today in NO_CONCERN else OTHER


def _mark(row: dict[str, Any]) -> str:
    return f"{row['started_at'].isoformat() if row['started_at'] else ''}|{row['interaction_id']}"


def _beyond(after: str) -> tuple[str, dict[str, Any]]:
    """The rows behind a mark."""
    if not after:
        return "TRUE", {}
    at, _, name = after.partition("|")
    if not at:
        return "started_at IS NULL AND interaction_id < $name", {"name": name}
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise InputError(
            f"{after!r} is no place in the list", "after", "Start from the first page."
        ) from None
    if moment.tzinfo is None:
        raise InputError(f"{after!r} is no place in the list", "after", "Start from the first page.")
    sql = "(started_at < $at OR (started_at = $at AND interaction_id < $name) OR started_at IS NULL)"
    return sql, {"at": moment, "name": name}

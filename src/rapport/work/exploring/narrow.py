"""Conditions on interactions that the index and the tables say in the same words."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.records.interaction import SHOP_PREFIX
from rapport.work.exploring.asked import BY_SCORE, FIELDS, KINDS, SORTS, Search
from rapport.work.exploring.reach import Reach, reach_of
from rapport.work.exploring.scored import Wanted, wanted_by_score

AFTER_SHOPS = SHOP_PREFIX[:-1] + chr(ord(SHOP_PREFIX[-1]) + 1)


@dataclass(frozen=True)
class Asked:
    """A search as a person may make it: how far they see, and which interactions their scores name."""

    search: Search
    reach: Reach
    wanted: Wanted


def asked_by(home: Home, actor: Actor, search: Search) -> Asked:
    """What this person asks for. Raises NotAllowedError, or InputError for what cannot be searched."""
    reach = reach_of(actor, Permission.INTERACTIONS_READ)
    for name in search.where:
        if name not in FIELDS:
            raise InputError(
                f"Interactions cannot be searched by {name!r}", name, f"Use {', '.join(FIELDS)}."
            )
    if search.sort not in SORTS:
        raise InputError(
            f"Interactions cannot be ordered by {search.sort!r}", "sort", f"Use {', '.join(SORTS)}."
        )
    if search.kind not in (None, *KINDS):
        raise InputError(f"There is no kind {search.kind!r}", "kind", f"Use {', '.join(KINDS)}.")
    wanted = Wanted()
    if search.scored.asks or search.sort in BY_SCORE:
        wanted = wanted_by_score(home, actor, search.scored, ordered=search.sort in BY_SCORE)
    return Asked(search, reach, wanted)


def plain_conditions(asked: Asked, among: Callable[[str, Collection[str]], tuple[str, list[Any]]]) -> Any:
    """Conditions on single columns; `among` says in the engine's words that a column is one of many."""
    search, reach = asked.search, asked.reach
    parts: list[str] = []
    values: list[Any] = []

    def add(part: str, *given: Any) -> None:
        parts.append(part)
        values.extend(given)

    if reach.agent is not None:
        add("agent_id = ?", reach.agent)
    elif len(reach.teams) == 1:
        add("team = ?", reach.teams[0])
    elif not reach.everything:
        part, given = among("team", reach.teams)
        add(part, *given)
    for name, value in search.where.items():
        add(f"{name} = ?", value)
    if search.kind is not None:
        no = "" if search.kind == "shop" else "NOT "
        add(f"{no}(interaction_id >= ? AND interaction_id < ?)", SHOP_PREFIX, AFTER_SHOPS)
    if asked.wanted.only is not None and search.sort not in BY_SCORE:
        part, given = among("interaction_id", asked.wanted.only)
        add(part, *given)
    if asked.wanted.without is not None:
        part, given = among("interaction_id", asked.wanted.without)
        add(f"NOT ({part})", *given)
    return parts, values

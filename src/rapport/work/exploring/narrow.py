"""Conditions on interactions that the index and the tables say in the same words."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.warehouse.served import A_SHOP, SERVED
from rapport.work.exploring.asked import BY_SCORE, FIELDS, KINDS, SORTS, Search
from rapport.work.exploring.reach import Reach, reach_of
from rapport.work.exploring.read_about import read_about
from rapport.work.exploring.scored import Wanted, wanted_by_score


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
    if search.concern_read is not None:
        wanted = read_about(home, actor, search, wanted)
    return Asked(search, reach, wanted)


@dataclass(frozen=True)
class Condition:
    """One condition with its values. `told`: the facts in the index's full-text question say the same."""

    sql: str
    values: tuple[Any, ...] = ()
    told: bool = False


Among = Callable[[str, Collection[str]], tuple[str, list[Any]]]


def plain_conditions(asked: Asked, among: Among) -> list[Condition]:
    """Conditions on single columns; `among` says in the engine's words that a column is one of many."""
    search, reach, found = asked.search, asked.reach, list[Condition]()

    def one_of(column: str, names: Collection[str], no: bool = False, told: bool = False) -> None:
        part, given = among(column, names)
        found.append(Condition(f"NOT ({part})" if no else part, tuple(given), told))

    if reach.agent is not None:
        found.append(Condition("agent_id = ?", (reach.agent,), told=True))
    elif len(reach.teams) == 1:
        found.append(Condition("team = ?", reach.teams, told=True))
    elif not reach.everything:
        one_of("team", reach.teams, told=bool(reach.teams))
    found += [Condition(f"{name} = ?", (value,), told=True) for name, value in search.where.items()]
    if search.kind is not None:
        found.append(Condition(A_SHOP if search.kind == "shop" else SERVED))
    if asked.wanted.only is not None and search.sort not in BY_SCORE:
        one_of("interaction_id", asked.wanted.only)
    if asked.wanted.without is not None:
        one_of("interaction_id", asked.wanted.without, no=True)
    return found

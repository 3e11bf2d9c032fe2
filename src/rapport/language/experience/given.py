"""Ratings and groups as people give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from rapport.language.conversation import conversations as records
from rapport.language.experience.course import Floats, courses
from rapport.language.experience.facts import facts_of
from rapport.language.experience.reading import read
from rapport.language.experience.terms import counts
from rapport.records.errors import InputError
from rapport.records.interaction import Interaction

Given = Iterable[Interaction | Mapping[str, Any]]


@dataclass(frozen=True, eq=False)
class Rated:
    """The conversations that have words and a rating: `places` among those given, what was read of them,
    their ratings, and who each is held together with."""

    count: int
    places: list[int]
    courses: Floats
    counted: Any
    values: Floats
    groups: list[str]
    times: list[datetime | None]


def rated(conversations: Given, values: Any, groups: Any) -> Rated:
    """Raises InputError where none is left, for values that are no numbers, and for unequal lengths."""
    known = records(conversations)
    numbers, named = _numbers(values, len(known)), _groups(groups, known)
    turns = [read(one) for one in known]
    places = [place for place, one in enumerate(turns) if one and np.isfinite(numbers[place])]
    if not places:
        raise InputError("no conversation has words and a value", "values", "give a number to each of some")
    here = [turns[place] for place in places]
    return Rated(
        count=len(known),
        places=places,
        courses=courses(here, facts=[facts_of(known[place]) for place in places]),
        counted=counts(here),
        values=numbers[places],
        groups=[named[place] for place in places],
        times=[known[place].started_at for place in places],
    )


def _numbers(values: Any, count: int) -> Floats:
    try:
        found = np.asarray([np.nan if one is None else float(one) for one in values], dtype=np.float64)
    except (TypeError, ValueError):
        raise InputError("values are not numbers", "values", "give a number or None a conversation") from None
    if len(found) != count:
        raise InputError(f"{len(found)} values for {count} conversations", "values", "give one to each")
    return found


def _groups(groups: Any, known: Sequence[Interaction]) -> list[str]:
    """As given, else by agent, else each conversation by itself."""
    if groups is None:
        return [one.agent_id or f"\0{one.interaction_id}" for one in known]
    found = [str(one) for one in groups]
    if len(found) != len(known):
        raise InputError(f"{len(found)} groups for {len(known)} conversations", "groups", "give one to each")
    return found

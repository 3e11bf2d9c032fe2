"""What somebody wants a sample to be, checked."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rapport.program.audits.plain import Barred
from rapport.records import InputError
from rapport.work.sampling.size import margin_in_points


@dataclass(frozen=True)
class Asked:
    """Everything that decides which interactions are drawn and who scores them."""

    by: tuple[str, ...]
    where: Mapping[str, str]
    margin: float | None
    size: int | None
    confidence: float
    double: float
    minimum: int
    seed: int
    evaluators: tuple[str, ...]
    open_to_all: bool
    shares: Mapping[str, float] = field(default_factory=dict)
    exclusions: Mapping[str, Barred] = field(default_factory=dict)
    bar_own_team: bool = True
    hide_agents: bool = False
    due_at: datetime | None = None
    audit: int | None = None


def checked(
    *,
    by: Sequence[str],
    where: Mapping[str, str] | None,
    margin: float | None,
    size: int | None,
    confidence: float,
    double: float,
    minimum: int,
    seed: int | None,
    evaluators: Sequence[str],
    shares: Mapping[str, float] | None = None,
    exclusions: Mapping[str, Barred] | None = None,
    bar_own_team: bool = True,
    hide_agents: bool = False,
    due_at: datetime | None = None,
    audit: int | None = None,
) -> Asked:
    """The wish, complete: a seed where none is given, stand-ins where nobody is named.

    Raises InputError for what cannot be.
    """
    check_numbers(margin, size, confidence, double, minimum)
    people = tuple(dict.fromkeys(evaluators))
    if double and len(people) == 1:
        todo = "Name a second evaluator, or pass --double 0."
        raise InputError("Scoring twice needs two evaluators", "--evaluators", todo)
    return Asked(
        by=tuple(dict.fromkeys(by)),
        where=dict(where or {}),
        margin=margin_in_points(margin) if margin is not None and size is None else None,
        size=size,
        confidence=confidence,
        double=double,
        minimum=minimum,
        seed=secrets.randbelow(2**31) if seed is None else seed,
        evaluators=people or (("evaluator-1", "evaluator-2") if double else ("evaluator-1",)),
        open_to_all=not people,
        shares=_shares(shares or {}, people),
        exclusions=dict(exclusions or {}),
        bar_own_team=bar_own_team,
        hide_agents=hide_agents,
        due_at=due_at,
        audit=audit,
    )


def check_numbers(
    margin: float | None, size: int | None, confidence: float, double: float, minimum: int
) -> None:
    """Raises InputError for a number of the design that cannot be."""
    if not 0.5 <= confidence < 1:
        raise InputError(f"The confidence is {confidence}", "--confidence", "Use 0.5 to below 1, e.g. 0.95.")
    if not 0 <= double <= 1:
        raise InputError(f"The share scored twice is {double}", "--double", "Use 0 to 1, e.g. 0.2.")
    if minimum < 0 or (size is not None and size < 1):
        raise InputError("Sizes are at least 1", "--size, --minimum", "Use a larger number.")
    if size is None and margin is None:
        raise InputError("Neither a margin nor a size is given", None, "Pass --margin or --size.")


def _shares(shares: Mapping[str, float], people: Sequence[str]) -> dict[str, float]:
    """Designed shares as parts of one; nothing where they are equal."""
    for name, one in shares.items():
        if name not in people:
            raise InputError(f"{name!r} has a share but does not score", None, "Look at the name again.")
        if not 0 < one < 1e6:
            raise InputError(f"The share of {name} is {one}", None, "Use a number above 0, e.g. 1 or 0.5.")
    given = {name: float(shares.get(name, 1.0)) for name in people}
    if len(set(given.values())) <= 1:
        return {}
    whole = sum(given.values())
    return {name: one / whole for name, one in given.items()}

"""What is ready for a scenario: criteria that treat it apart, model answers, scores, a place in samples."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapport.criteria import Criteria, parse_criteria
from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.schemas.plain import Schema
from rapport.records import InputError
from rapport.work.schema.answers_for import answers_for
from rapport.work.schema.counted import count_by, evaluated_interactions
from rapport.work.schema.placing import Cell, Placing
from rapport.work.schema.shares import Shares


@dataclass(frozen=True)
class Coverage:
    """`clauses` of the criteria that change weights or applicability there, model `answers`,
    interactions `evaluated` and `sampled`; None where it cannot be told."""

    clauses: int = 0
    answers: int | None = None
    evaluated: int = 0
    sampled: int = 0


@dataclass
class Covered:
    """The coverage of every cell; `criteria` names the version looked at."""

    criteria: str | None = None
    clauses: Mapping[Cell, int] = field(default_factory=dict)
    answers: Mapping[Cell, int] | None = None
    evaluated: Mapping[Cell, int] = field(default_factory=dict)
    sampled: Mapping[Cell, int] = field(default_factory=dict)

    def of(self, cell: Cell) -> Coverage:
        """The coverage of one cell."""
        return Coverage(
            self.clauses.get(cell, 0),
            None if self.answers is None else self.answers.get(cell, 0),
            self.evaluated.get(cell, 0),
            self.sampled.get(cell, 0),
        )


def coverage_of(home: Home, actor: Actor, schema: Schema, axes: Sequence[str], shares: Shares) -> Covered:
    """The coverage of the scenarios in `shares`. Raises NotAllowedError."""
    from rapport.program.schemas.selectors import sampled_interactions

    actor.require(Permission.SCHEMA_READ)
    cells = list(shares.shares)
    spelt = _spellings(schema, shares.axes)
    criteria = _criteria(actor)
    readable = all(schema.sources.get(axis) for axis in shares.axes)
    evaluated: Mapping[Cell, int] = {}
    sampled: Mapping[Cell, int] = {}
    if readable:
        try:
            sampled = _counts(home, schema, shares.axes, sampled_interactions(actor))
            evaluated = _counts(home, schema, shares.axes, evaluated_interactions(home))
        except InputError:  # a dimension has gone from the data: nothing can be placed
            sampled, evaluated = {}, {}
    return Covered(
        criteria=criteria.definition if criteria else None,
        clauses={cell: _clauses(criteria, spelt, shares.axes, cell) for cell in cells} if criteria else {},
        answers=answers_for(actor, [(cell, _facts(spelt, shares.axes, cell)) for cell in cells]),
        evaluated=evaluated,
        sampled=sampled,
    )


Spellings = Mapping[tuple[str, str], Mapping[str, frozenset[str]]]
"""(axis, value) → for the dimension it is read from, the spellings that mean it."""


def _spellings(schema: Schema, axes: Sequence[str]) -> Spellings:
    """Axes read from two dimensions joined say nothing of one alone, and are left out."""
    return {
        (axis, value.name): {schema.sources[axis][0]: frozenset(value.aliases)}
        for axis in axes
        if len(schema.sources.get(axis, ())) == 1
        for value in schema.values(axis)
    }


def _facts(spelt: Spellings, axes: Sequence[str], cell: Cell) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for axis, value in zip(axes, cell, strict=True):
        found.update(spelt.get((axis, value), {}))
    return found


def _clauses(criteria: Criteria, spelt: Spellings, axes: Sequence[str], cell: Cell) -> int:
    """Clauses and exceptions whose every condition this scenario meets; conditions on something that
    the axes do not tell are not met."""
    facts = _facts(spelt, axes, cell)
    conditions = [clause.when for clause in criteria.weights_when]
    conditions += [one.not_applicable_when for one in criteria.elements if one.not_applicable_when]
    return sum(_meets(facts, when) for when in conditions)


def _meets(facts: Mapping[str, Collection[str]], when: Mapping[str, Collection[str]]) -> bool:
    return bool(when) and all(
        name in facts and not set(facts[name]).isdisjoint(values) for name, values in when.items()
    )


def _criteria(actor: Actor) -> Criteria | None:
    """The newest criteria that people score by; None before the first, or for who may not read them."""
    from rapport.program.audits.selectors import criteria_text, newest_criteria

    if not actor.may(Permission.CRITERIA_READ):
        return None
    newest = newest_criteria(actor)
    return _parsed(criteria_text(actor, newest), newest) if newest else None


@lru_cache(maxsize=8)
def _parsed(text: str, definition: str) -> Criteria:
    return parse_criteria(text, source=definition)


def _counts(home: Home, schema: Schema, axes: Sequence[str], ids: frozenset[str]) -> Mapping[Cell, int]:
    if not ids:
        return {}
    placing = Placing(schema, axes)
    return placing.counts(count_by(home, placing.dimensions, ids))

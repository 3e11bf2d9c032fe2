"""How far coders of the same interactions agree, axis by axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.home import Home
from rapport.measures import krippendorff_alpha, proportion
from rapport.measures.estimate import Estimate
from rapport.program.people.actor import Actor
from rapport.program.schemas.axes import AXIS, CANNOT_TELL
from rapport.program.schemas.plain import CodedUnit, RoundFacts, Schema

NEEDED = 0.667
WELL = 0.8


@dataclass(frozen=True)
class AxisAgreement:
    """One axis: Krippendorff's `alpha` of the doubly coded, the share coded `alike`, what is `open`."""

    axis: str
    title: str
    alpha: Estimate
    alike: Estimate
    open: int
    verdict: str


@dataclass(frozen=True)
class Disagreement:
    """An interaction whose coders differ on an axis, and who said what; `settled` once somebody did."""

    unit: int
    interaction_id: str
    axis: str
    title: str
    said: tuple[tuple[str, str, str], ...]
    settled: str | None
    settled_label: str = ""


def axis_agreement(
    home: Home, actor: Actor, schema: Schema, facts: RoundFacts, units: Sequence[CodedUnit]
) -> tuple[AxisAgreement, ...]:
    """The agreement of a round. "Cannot tell" is an answer as any other: who says it where another names a
    value disagrees. What was settled later does not make the coders agree."""
    return tuple(_agreement(home, schema, axis, units) for axis in facts.axes)


def _agreement(home: Home, schema: Schema, axis: str, units: Sequence[CodedUnit]) -> AxisAgreement:
    said = [
        [_meant(schema, axis, value) for _, value in unit.codes.get(axis, ())]
        for unit in units
        if axis in unit.codes
    ]
    widest = max(map(len, said), default=0)
    table = [[*row, *[None] * (widest - len(row))] for row in said]
    twice = [row for row in said if len(row) > 1]
    alpha = krippendorff_alpha(table or [[None, None]], "nominal", home.settings.confidence)
    alike = proportion(sum(len(set(row)) == 1 for row in twice), len(twice), home.settings.confidence)
    return AxisAgreement(
        axis=axis,
        title=AXIS[axis].title,
        alpha=alpha,
        alike=alike,
        open=sum(unit.disagreed(axis) for unit in units),
        verdict=_verdict(alpha),
    )


def _meant(schema: Schema, axis: str, value: str) -> str:
    """What a code means now: merged values are one."""
    return CANNOT_TELL if value == CANNOT_TELL else (schema.standing(axis, value) or value)


def _verdict(alpha: Estimate) -> str:
    if alpha.value is None:
        return "nobody knows yet: interactions coded by two people will tell"
    if alpha.low is None or alpha.high is None:
        return "too few were coded twice to tell"
    if alpha.low >= WELL:
        return "coders agree well"
    if alpha.low >= NEEDED:
        return "coders agree well enough"
    if alpha.high < NEEDED:
        return "coders do not agree: describe the values better"
    return "cannot tell yet whether coders agree well enough"


def disagreements(schema: Schema, facts: RoundFacts, units: Sequence[CodedUnit]) -> list[Disagreement]:
    """Where coders differ, what is open first."""
    labels = {(axis, one.name): one.label for axis in facts.axes for one in schema.axes.get(axis, ())}

    def label(axis: str, value: str) -> str:
        return labels.get((axis, value), value) if value != CANNOT_TELL else "Cannot tell"

    found = [
        Disagreement(
            unit=unit.id,
            interaction_id=unit.interaction_id,
            axis=axis,
            title=AXIS[axis].title,
            said=tuple((name, value, label(axis, value)) for name, value in unit.codes[axis]),
            settled=unit.settled.get(axis),
            settled_label=label(axis, unit.settled[axis]) if axis in unit.settled else "",
        )
        for unit in units
        for axis in facts.axes
        if len({_meant(schema, axis, value) for _, value in unit.codes.get(axis, ())}) > 1
    ]
    return sorted(found, key=lambda one: one.settled is not None)

"""Where an associate's scored conversations lose points: counts of what was seen, no estimate."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.work.coaching.evidence import Record

PERFECT = 100.0


@dataclass(frozen=True)
class Standing:
    """One element: points were lost in `lost` of the `scored` conversations it applied to."""

    element: str
    title: str
    lost: int
    scored: int
    model_answer: str | None


def standings(record: Record) -> tuple[Standing, ...]:
    """Every element that applied, the one that most often lost points first."""
    found = []
    for element in record.criteria.elements:
        values = [one.elements.get(element.name) for one in record.scored]
        known = [value for value in values if value is not None]
        if known:
            lost = sum(value < PERFECT for value in known)
            found.append(Standing(element.name, element.title, lost, len(known), element.model_answer))
    return tuple(sorted(found, key=lambda one: (-one.lost / one.scored, one.title)))

"""How often a machine's labels are right, from questions that came up at random."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapport.measures import Estimate, design_proportion, proportion
from rapport.program.reading.plain import CANNOT_TELL, RANDOM, CheckFacts

METHOD = "of questions drawn at random; the interval covers which were drawn"


@dataclass(frozen=True)
class Judged:
    """A person's answer beside the machine's label now; `weight` is one over the probability to be asked."""

    unit: str
    answer: str
    label: str
    weight: float = 1.0


def judged(
    checks: Iterable[CheckFacts], labels: dict[tuple[str, int | None, str], str] | None = None
) -> list[Judged]:
    """The random checks that were answered, each once (the first counts). `labels` are the machine's by
    (interaction, turn, about), where it has read again since; otherwise those it gave then."""
    found: dict[tuple[str, int | None, str], Judged] = {}
    for one in checks:
        asked = one.question
        key = (asked.interaction_id, asked.turn, asked.about)
        if one.drawn.how != RANDOM or not one.known or key in found:
            continue
        label = (labels or {}).get(key, one.said.label)
        found[key] = Judged(asked.interaction_id, one.answer, label, 1 / (one.drawn.probability or 1.0))
    return list(found.values())


def unanswered(checks: Iterable[CheckFacts]) -> dict[str, int]:
    """Random questions that nobody answered, by why."""
    return dict(Counter(one.verdict for one in checks if one.drawn.how == RANDOM and not one.known))


def accuracy(rows: Sequence[Judged], left: dict[str, int] | None = None) -> Estimate:
    """The share of labels that are right, of those that say anything. `left` are questions left open.

    Interval: Wilson's for equal chances to be asked; else weighted by the design, clustered by interaction.
    """
    said = [one for one in rows if one.label != CANNOT_TELL]
    excluded = {name.replace("_", " "): number for name, number in (left or {}).items() if number}
    if len(said) < len(rows):
        excluded["the machine cannot tell"] = len(rows) - len(said)
    return share(said, [one.answer == one.label for one in said]).with_(excluded=excluded)


def share(rows: Sequence[Judged], hits: Sequence[bool]) -> Estimate:
    """The share of hits among these rows of a random draw."""
    weights, units = [one.weight for one in rows], [one.unit for one in rows]
    if len({round(one, 9) for one in weights}) <= 1 and len(set(units)) == len(units):
        found = proportion(sum(hits), len(rows))
    else:
        found = design_proportion(
            [float(one) for one in hits], weights=weights, clusters=units, method="wilson"
        )
    return found.with_(method=f"{found.method}; {METHOD}")


def accuracy_by_label(rows: Sequence[Judged]) -> dict[str, Estimate]:
    """How often each label is right where the machine gave it."""
    found: dict[str, list[Judged]] = {}
    for one in rows:
        if one.label != CANNOT_TELL:
            found.setdefault(one.label, []).append(one)
    return {label: accuracy(own) for label, own in sorted(found.items())}

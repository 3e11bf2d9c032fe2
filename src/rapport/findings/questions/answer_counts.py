"""How often each answer was given: all that survey metrics need to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.questions.split import answers, groups, kept

SCALES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0), "psat": (1.0, 5.0)}
AT = "answered_at"
COUNTED = ("item_type", "number", "scale_min", "scale_max", "higher_is_better")


@dataclass(frozen=True)
class AnswerKind:
    """Answers that can be pooled: of one type, on one scale, about one thing (relationship,
    transactional)."""

    item_type: str
    low: float
    high: float
    better: bool
    about: str


@dataclass(frozen=True)
class AnswerCount:
    """`n` people answered `number` (None: left it open); `group` has a name, or None, for each
    dimension."""

    kind: AnswerKind
    group: tuple[str | None, ...]
    number: float | None
    n: int


def answer_counts(
    snapshot: Any,
    item_types: Sequence[str],
    by: Sequence[str],
    where: Mapping[str, str],
    zone: str,
    domain: Domain = EVERYTHING,
) -> list[AnswerCount]:
    """Answers of these types, counted by kind, group and number. A kind and group can have several
    counts of one number: of answers that told their scale and of others. A kind in which nobody answered
    is none."""
    table = kept(answers(snapshot, COUNTED, (*by, *where, *domain.names)), where, zone, AT)
    table = domain.kept(table, zone, AT)
    table = table.filter(table.item_type.isin(list(item_types)))
    split = groups(table, by, zone, AT)
    relationship = table.interaction_id.isnull()
    counted = table.group_by(**{name: table[name] for name in COUNTED}, relationship=relationship, **split)
    rows = snapshot.ask(counted.agg(n=table.count())).to_pylist()
    names = tuple(split)
    found = [
        AnswerCount(_kind(row), tuple(row[name] for name in names), row["number"], row["n"]) for row in rows
    ]
    answered = {one.kind for one in found if one.number is not None}
    return [one for one in found if one.kind in answered]


def _kind(row: Mapping[str, Any]) -> AnswerKind:
    """Where the scale is not told, it is the usual one of the type."""
    low, high = SCALES[row["item_type"]]
    return AnswerKind(
        row["item_type"],
        low if row["scale_min"] is None else row["scale_min"],
        high if row["scale_max"] is None else row["scale_max"],
        row["higher_is_better"] is not False,
        "relationship" if row["relationship"] else "transactional",
    )

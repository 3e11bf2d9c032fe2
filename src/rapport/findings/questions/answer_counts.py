"""How often each answer was given: all that survey metrics need to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis

from rapport.findings.questions.split import answers, groups, kept

SCALES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0), "psat": (1.0, 5.0)}
AT = "answered_at"


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
    """`n` people answered `number`; `group` has a name, or None, for each dimension."""

    kind: AnswerKind
    group: tuple[str | None, ...]
    number: float
    n: int


def answer_counts(
    snapshot: Any, item_types: Sequence[str], by: Sequence[str], where: Mapping[str, str], zone: str
) -> list[AnswerCount]:
    """Answers of these types that are numbers, counted by kind, group and number."""
    table = kept(answers(snapshot, (*by, *where)), where, zone, AT)
    table = table.filter(table.item_type.isin(list(item_types)), table.number.notnull())
    table = table.select(**_kind(table, item_types), number=table.number, **groups(table, by, zone, AT))
    counted = table.group_by(table.columns).agg(n=table.count())
    return [
        AnswerCount(
            AnswerKind(row["item_type"], row["low"], row["high"], row["better"], row["about"]),
            tuple(row[f"g{place}"] for place in range(len(by))),
            row["number"],
            row["n"],
        )
        for row in snapshot.ask(counted).to_pylist()
    ]


def _kind(table: Any, item_types: Sequence[str]) -> dict[str, Any]:
    usual = [
        ibis.cases(*((table.item_type == name, SCALES[name][end]) for name in item_types)) for end in (0, 1)
    ]
    return {
        "item_type": table.item_type,
        "low": ibis.coalesce(table.scale_min, usual[0]),
        "high": ibis.coalesce(table.scale_max, usual[1]),
        "better": table.higher_is_better.fill_null(True),
        "about": ibis.ifelse(table.interaction_id.isnull(), "relationship", "transactional"),
    }

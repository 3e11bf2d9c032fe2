"""The rows that a number was counted from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapport.findings.questions.answer_counts import AT
from rapport.findings.questions.split import answers, dimension, kept, served

ANSWER = ("answer_id", "submission_id", "item", "interaction_id", "customer_id")


def interaction_rows(
    snapshot: Any, column: str, by: Sequence[str], where: Mapping[str, str], zone: str
) -> list[dict[str, Any]]:
    """Interactions with the value of `column` and their dimensions, in the order of their ids."""
    table = kept(served(snapshot, (*by, *where)), where, zone)
    facts = {"interaction_id": table.interaction_id, "started_at": table.started_at, "value": table[column]}
    split = {name: dimension(table, name, zone) for name in by if name not in facts}
    return _listed(snapshot, table.select(**facts, **split), "interaction_id")


def answer_rows(
    snapshot: Any, item_type: str, by: Sequence[str], where: Mapping[str, str], zone: str
) -> list[dict[str, Any]]:
    """Answers of a type with their dimensions, in the order of their ids."""
    table = kept(answers(snapshot, (*ANSWER, "number", "item_type"), (*by, *where)), where, zone, AT)
    table = table.filter(table.item_type == item_type)
    facts = {**{name: table[name] for name in ANSWER}, "value": table.number, AT: table[AT]}
    split = {name: dimension(table, name, zone, AT) for name in by if name not in facts}
    return _listed(snapshot, table.select(**facts, **split), "answer_id")


def _listed(snapshot: Any, table: Any, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = snapshot.ask(table.order_by(key)).to_pylist()
    return rows

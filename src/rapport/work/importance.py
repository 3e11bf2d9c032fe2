"""How important customers say the parts of the criteria are to them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from rapport.findings.questions.among import among
from rapport.warehouse import Snapshot

PREFIX = "importance."
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Stated = tuple[str, str, object]


def stated_importance(snapshot: Snapshot, customers: Iterable[str]) -> dict[str, dict[str, float]]:
    """What these customers stated: importances by customer and name.

    They come from customers' attributes `importance.<name>` and from answers to items of that name;
    an answer (the newest) overrules an attribute. Values that are no numbers ≥ 0 are left aside.
    """
    wanted = sorted(set(customers))
    stated: dict[str, dict[str, float]] = {}
    if not wanted:
        return stated
    known = among(snapshot.table("customers"), "customer_id", wanted)
    answers = among(snapshot.table("answers"), "customer_id", wanted)
    for customer_id, name, value in (*_attributes(snapshot, known), *_answers(snapshot, answers)):
        number = _number(value)
        if number is not None:
            stated.setdefault(customer_id, {})[name.removeprefix(PREFIX)] = number
    return stated


def _attributes(snapshot: Snapshot, customers: Any) -> Iterator[Stated]:
    having = customers.filter(customers.attributes.keys().join(" ").contains(PREFIX))
    for row in snapshot.ask(having.select("customer_id", "attributes")).to_pylist():
        for name, value in row["attributes"]:
            if name.startswith(PREFIX):
                yield row["customer_id"], name, value


def _answers(snapshot: Snapshot, answers: Any) -> Iterator[Stated]:
    having = answers.filter(
        answers.item.startswith(PREFIX), answers.number.notnull(), answers.customer_id.notnull()
    )
    newest = having.number.argmax(having.answered_at.fill_null(EPOCH))
    for row in snapshot.ask(having.group_by("customer_id", "item").agg(value=newest)).to_pylist():
        yield row["customer_id"], row["item"], row["value"]


def _number(value: object) -> float | None:
    try:
        number = float(str(value).strip())
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None

"""How important customers say the parts of the criteria are to them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from rapport.warehouse import Snapshot

PREFIX = "importance."
Stated = tuple[str, str, object]
ATTRIBUTES = "SELECT customer_id, attributes FROM customers WHERE customer_id IN (SELECT unnest(?))"
ANSWERS = """
SELECT customer_id, item, arg_max(number, coalesce(answered_at, TIMESTAMPTZ 'epoch')) AS value FROM answers
WHERE customer_id IN (SELECT unnest(?)) AND starts_with(item, 'importance.') AND number IS NOT NULL
GROUP BY ALL
"""


def stated_importance(snapshot: Snapshot, customers: Iterable[str]) -> dict[str, dict[str, float]]:
    """What these customers stated: importances by customer and name.

    They come from customers' attributes `importance.<name>` and from answers to items of that name;
    an answer (the newest) overrules an attribute. Values that are no numbers ≥ 0 are left aside.
    """
    wanted = sorted(set(customers))
    stated: dict[str, dict[str, float]] = {}
    if not wanted:
        return stated
    for customer_id, name, value in (*_attributes(snapshot, wanted), *_answers(snapshot, wanted)):
        number = _number(value)
        if number is not None:
            stated.setdefault(customer_id, {})[name.removeprefix(PREFIX)] = number
    return stated


def _attributes(snapshot: Snapshot, customers: Sequence[str]) -> Iterator[Stated]:
    for row in snapshot.sql(ATTRIBUTES, [customers]).to_pylist():
        for name, value in row["attributes"] or ():
            if name.startswith(PREFIX):
                yield row["customer_id"], name, value


def _answers(snapshot: Snapshot, customers: Sequence[str]) -> Iterator[Stated]:
    for row in snapshot.sql(ANSWERS, [customers]).to_pylist():
        yield row["customer_id"], row["item"], row["value"]


def _number(value: object) -> float | None:
    try:
        number = float(str(value).strip())
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None

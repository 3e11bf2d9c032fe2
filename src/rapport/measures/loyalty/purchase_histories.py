"""From purchases to the histories that buying models take."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.measures.checked import checked
from rapport.measures.inputs import Floats, sums
from rapport.measures.labelling import present
from rapport.measures.loyalty.transactions import Transactions, transactions
from rapport.measures.moments import DAY
from rapport.records.errors import InputError


@dataclass(frozen=True, eq=False)
class PurchaseHistories:
    """One place a customer: repeat purchases, age at the last, age at the end, mean amount of the repeat
    purchases (0 without), in the unit of time asked for; `excluded` in rows."""

    customers: list[Hashable]
    frequency: Floats
    recency: Floats
    age: Floats
    monetary: Floats
    excluded: Mapping[str, int]


@checked
def purchase_histories(
    customers: Any, dates: Any, values: Any = None, as_of: Any = None, *, days: float = 1.0
) -> PurchaseHistories:
    """Repeat purchases, recency and age of each customer.

    Question it answers: what do bg_nbd, pareto_nbd and gamma_gamma need to know of our purchases?

    Definition: purchases of one day are one purchase. `frequency` counts days with a purchase after the
    first; `recency` is the time from the first to the last; `age` from the first to the end; `monetary`
    the mean amount a day of the repeats.

    Base: purchases with customer, date (and amount). Excluded: "no customer", "no date", "no amount",
    "after the end".

    Parameters: one row a purchase: `customers`, `dates` (dates, moments, text like 2026-01-31, or numbers
    of days), `values` amounts; `as_of` the end of observation, by default the day of the last purchase;
    `days` in a unit of time: 7 gives weeks.

    Returns: PurchaseHistories.

    Raises: InputError for what is not a date, or a unit that is not above 0.

    Do not: put refunds in as purchases; leave them out before.

    Validated against: PyPI lifetimes 0.11.3 (summary of transactions) on UCI Online Retail.

    Example:
        >>> found = purchase_histories(["a", "a", "b"], ["2026-01-01", "2026-01-11", "2026-01-05"])
        >>> found.frequency.tolist(), found.recency.tolist(), found.age.tolist()
        ([1.0, 0.0], [10.0, 0.0], [10.0, 6.0])

    References: Fader & Hardie (2005), Implementing the BG/NBD model in Excel.

    See also: bg_nbd, rfm.
    """
    if not 0 < days < np.inf:
        raise InputError(f"a unit of {days} days", "days", "give a number above 0")
    given = transactions(customers, dates, values, as_of)
    which, customer = present(given.customer)
    count = len(which)
    first = first_days(customer, given.day, count)
    bought, total = customer_days(given, customer)
    repeats = bought.day > first[bought.customer]
    frequency = sums(bought.customer[repeats], None, count)
    amount = sums(bought.customer[repeats], total[repeats], count)
    last = first.copy()
    np.maximum.at(last, bought.customer, bought.day)
    end = given.until // DAY
    return PurchaseHistories(
        [given.names[place] for place in which],
        frequency,
        (last - first) / days,
        (end - first) / days,
        np.divide(amount, frequency, out=np.zeros(count), where=frequency > 0),
        given.excluded,
    )


@dataclass(frozen=True, eq=False)
class CustomerDays:
    """The distinct days on which each customer bought, by customer and day."""

    customer: NDArray[np.int64]
    day: NDArray[np.int64]


def first_days(customer: Any, day: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The first day of each customer."""
    first = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(first, customer, day)
    return first


def customer_days(given: Transactions, customer: Any) -> tuple[CustomerDays, Floats]:
    """Distinct days of each customer, and the amount of each."""
    if not len(given.at):
        nothing = np.empty(0, dtype=np.int64)
        return CustomerDays(nothing, nothing), np.empty(0)
    start = int(given.day.min())
    span = int(given.day.max()) - start + 1
    key = customer.astype(np.int64) * span + (given.day - start)
    order = np.argsort(key, kind="stable")
    key = key[order]
    new = np.concatenate([[True], np.diff(key) != 0])
    begins = np.flatnonzero(new)
    distinct = key[begins]
    total = np.add.reduceat(given.value[order], begins)
    return CustomerDays(distinct // span, distinct % span + start), total

"""Recency, frequency and money of each customer, and the segments they make."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.mean import mean
from rapport.measures.inference.proportion import proportion
from rapport.measures.inputs import Codes, Floats, confidence_of, sums
from rapport.measures.labelling import present
from rapport.measures.loyalty.transactions import transactions
from rapport.measures.moments import DAY
from rapport.records.errors import InputError

SEGMENTS = ("champions", "loyal", "at risk", "promising", "occasional", "lost")


@dataclass(frozen=True, eq=False)
class RFM:
    """One place a customer: days since the last purchase, number of purchases, total amount, their scores
    1…`quantiles` (the best highest) and the segment; the means, the repeat rate and each segment's share
    of customers as Estimates."""

    customers: list[Hashable]
    recency_days: Floats
    frequency: Floats
    monetary: Floats
    recency_score: Codes
    frequency_score: Codes
    monetary_score: Codes
    segment: NDArray[np.str_]
    mean_recency: Estimate
    mean_frequency: Estimate
    mean_monetary: Estimate
    repeat_rate: Estimate
    segments: Mapping[str, Estimate]


@checked
def rfm(
    customers: Any,
    dates: Any,
    values: Any,
    as_of: Any = None,
    confidence: float = 0.95,
    *,
    quantiles: int = 5,
) -> RFM:
    """Recency, frequency, monetary value.

    Question it answers: who bought lately, who often, who for much; who has fallen silent?

    Definition: recency is whole days from the last purchase to `as_of`, frequency the number of purchases,
    the first included, monetary their total amount. A score is 1 + the whole part of `quantiles` × the
    share of customers that are worse, so that equal customers have equal scores. Segments: recent (top
    two fifths of recency) and frequent (top two fifths of frequency) are "champions", frequent and in
    the middle "loyal", frequent and silent (last two fifths) "at risk"; the others "promising",
    "occasional" and "lost".

    Scale, unit, range: days, purchases, money; shares 0–1.

    Base: customers with a purchase. Excluded: rows, "no customer", "no date", "no amount", "after the
    end".

    Parameters: one row a purchase: `customers`, `dates`, `values`; `as_of` the moment looked from, by
    default the end of the last purchase's day; `quantiles` scores.

    Returns: RFM.

    Undefined when: there are no purchases.

    Raises: InputError for what is not a date, or fewer than two scores.

    How sure: the means by Student's t and the shares by Wilson, as if the customers were drawn from more
    of their kind.

    Do not: rank customers a day apart by their scores; those are places among today's customers.

    Validated against: UCI Online Retail (means of 4,338 customers, repeat rate) by pandas and polars.

    Example:
        >>> found = rfm(["a", "a", "b"], ["2026-01-01", "2026-01-11", "2026-01-05"], [10, 20, 5])
        >>> found.recency_days.tolist(), found.frequency.tolist(), found.monetary.tolist()
        ([0.0, 6.0], [2.0, 1.0], [30.0, 5.0])

    References: Hughes (1994), Strategic Database Marketing. Fader, Hardie & Lee (2005),
    doi:10.1509/jmkr.2005.42.4.415.

    See also: repeat_rate, repurchase_cycle, purchase_histories.
    """
    level = confidence_of(confidence)
    if quantiles < 2 or quantiles != int(quantiles):
        raise InputError(f"{quantiles} scores", "quantiles", "give a whole number from 2")
    given = transactions(customers, dates, values, as_of)
    which, customer = present(given.customer)
    count = len(which)
    last = np.full(count, np.iinfo(np.int64).min)
    np.maximum.at(last, customer, given.at)
    recency = np.floor((given.until - last) / DAY)
    frequency = sums(customer, None, count)
    monetary = sums(customer, given.value, count)
    worse = [_worse(column) for column in (-recency, frequency, monetary)]
    r, f, m = (_scores(share, int(quantiles)) for share in worse)
    segment = _segments(*worse[:2])
    again = float((frequency > 1).sum())
    facts: dict[str, Any] = {"excluded": given.excluded, "definition": "rfm@1"}

    def share(k: float) -> Estimate:
        if not count:
            return undefined("there are no purchases", unit="share", confidence=level, **facts)
        return proportion(k, count, level).with_(**facts)

    def average(column: Floats, unit: str) -> Estimate:
        if not count:
            return undefined("there are no purchases", unit=unit, confidence=level, **facts)
        return mean(np.sort(column), confidence=level).with_(unit=unit, **facts)

    return RFM(
        [given.names[place] for place in which],
        recency,
        frequency,
        monetary,
        r,
        f,
        m,
        segment,
        average(recency, "days"),
        average(frequency, "purchases"),
        average(monetary, "money"),
        share(again),
        {name: share(float((segment == name).sum())) for name in SEGMENTS},
    )


def _worse(values: Floats) -> Floats:
    """Share of customers with a smaller value."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    # Looked up among the distinct values, which are few days and counts for very many customers.
    start = np.flatnonzero(first)
    return start[np.searchsorted(ordered[start], values)] / max(len(values), 1)


def _scores(worse: Floats, quantiles: int) -> Codes:
    return 1 + np.floor(worse * quantiles + 1e-9).astype(np.intp)


def _segments(fresh: Floats, more: Floats) -> NDArray[np.str_]:
    """By the shares of customers who bought longer ago, and less often."""
    often = more >= 0.6
    recent, silent = fresh >= 0.6, fresh < 0.4
    code = np.where(often, np.select([recent, silent], [0, 2], 1), np.select([recent, silent], [3, 5], 4))
    return np.array(SEGMENTS)[code]

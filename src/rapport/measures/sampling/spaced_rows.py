"""Rows at equal distances along an order, and other draws with given probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.inputs import Codes, Floats, labels, numbers
from rapport.measures.sampling.columns import column_of
from rapport.measures.sampling.row_keys import Keys
from rapport.records.errors import InputError

TRIES = 20_000


def ordered(table: Any, columns: list[str], keys: Keys) -> Codes:
    """The rows sorted by columns (missing last), ties by their keys: the same order whatever came."""
    ranks = [_rank(table, name) for name in columns]
    return np.lexsort([keys, *reversed(ranks)])


def spaced(probability: Floats, start: float) -> Codes:
    """Systematic: the places that the points start, start + 1 … fall on along the summed probabilities."""
    n = round(float(probability.sum()))
    if not n:
        return np.empty(0, dtype=np.intp)
    end = np.cumsum(probability)
    end *= n / end[-1]
    places = np.searchsorted(end, start + np.arange(n), side="right")
    last: Codes = np.minimum(places, np.flatnonzero(probability > 0)[-1])
    return last


def rejected_until_distinct(probability: Floats, rng: np.random.Generator) -> Codes:
    """Sampford's draws: one in proportion to π, the others to π / (1 − π), again until all differ."""
    n = round(float(probability.sum()))
    if not n:
        return np.empty(0, dtype=np.intp)
    first = np.cumsum(probability / n)
    with np.errstate(divide="ignore", invalid="ignore"):
        later = np.cumsum(np.where(probability < 1, probability / (1 - probability), 0.0))
    tried, batch = 0, 64
    while tried < TRIES:
        tried += batch
        draws = np.empty((batch, n), dtype=np.intp)
        draws[:, 0] = np.searchsorted(first / first[-1], rng.random(batch), side="right")
        rest = rng.random((batch, n - 1))
        draws[:, 1:] = np.searchsorted(later / max(later[-1], 1e-300), rest, side="right")
        arranged = np.sort(draws, axis=1)
        fine = np.flatnonzero((arranged[:, 1:] != arranged[:, :-1]).all(axis=1))
        if len(fine):
            return np.asarray(arranged[fine[0]])
        batch = min(4 * batch, max(64, 1_000_000 // n))
    raise InputError(
        "Sampford's method finds no sample of different units in reasonable time",
        "method",
        'use method="systematic" for samples that are a large part of the frame',
    )


def _rank(table: Any, name: str) -> Floats:
    """The place of each row's value among the values of a column; missing comes last."""
    column = column_of(table, name)
    try:
        values = numbers(column, name)
        return np.where(np.isnan(values), np.inf, values)
    except InputError:
        code, found = labels(column, name)
        order = sorted(range(len(found)), key=lambda place: (type(found[place]).__name__, str(found[place])))
        rank = np.empty(len(found) + 1)
        rank[order] = np.arange(len(found))
        rank[-1] = np.inf
        return rank[code]

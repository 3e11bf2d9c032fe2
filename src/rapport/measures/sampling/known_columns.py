"""What is known of everybody asked, as classes of which some answered more than others."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.compare import compare
from rapport.measures.inference.proportion import proportion
from rapport.measures.inputs import Bools, Codes, Floats, numbers, sums
from rapport.measures.sampling.columns import column_of, labels_of
from rapport.measures.sampling.spread_of_rates import beyond_chance
from rapport.records.errors import InputError

FEW = 12
BINS = 5


@dataclass(frozen=True)
class ColumnBias:
    """One known column: by class the `rates` of answering and the `differences` of its share among
    those who answered from its share of the frame; the `size` of the difference in standard deviations
    (0.1 is small, 0.25 is large), and `p` of one as large by chance. Numbers are cut at their fifths."""

    column: str
    size: Estimate
    p: float
    rates: Mapping[Hashable, Estimate]
    differences: Mapping[Hashable, Estimate]


@dataclass(frozen=True)
class Classes:
    """The class of each row and the classes' names."""

    column: str
    code: Codes
    names: list[Hashable]


def classes_of(frame: Any, name: str) -> Classes:
    """Labels as they are, numbers of many values cut at their fifths, missing a class of its own."""
    column = column_of(frame, name)
    try:
        values = numbers(column, name)
    except InputError as error:
        if "not a number" not in error.what:
            raise
        values = np.empty(0)
    known = values[~np.isnan(values)]
    if len(known) and len(np.unique(known[:100_000])) > FEW:
        return _cut(name, values, known)
    code, names = labels_of(frame, name, missing="(missing)")
    return Classes(name, code, names)


def column_bias(classes: Classes, answered: Bools, confidence: float) -> ColumnBias:
    """How those who answered differ from everybody in one column."""
    count = len(classes.names)
    everybody = sums(classes.code, None, count)
    those = sums(classes.code, answered.astype(np.float64), count)
    n, k = len(answered), int(answered.sum())
    rates = {
        name: proportion(int(yes), int(asked), confidence).with_(definition="response_rate@1")
        for name, yes, asked in zip(classes.names, those, everybody, strict=True)
    }
    if not 0 < k < n:
        why = "nobody answered" if not k else "everybody answered"
        nothing = undefined(why, confidence=confidence, unit="standard deviations", base=n)
        return ColumnBias(classes.column, nothing, 1.0, rates, {})
    left = 1 - k / n
    square = float((k / left * (those / k - everybody / n) ** 2 / (everybody / n)).sum())
    found = beyond_chance(square, count - 1, confidence)
    size, low, high = ((one * left / k) ** 0.5 for one in (found.value, found.low, found.high))
    estimate = Estimate(
        value=size,
        low=low,
        high=high,
        confidence=confidence,
        unit="standard deviations",
        base=n,
        method="answered against frame, beyond chance, noncentral chi-square",
        definition="nonresponse_difference@1",
    )
    differences = {
        name: _difference(int(yes), int(asked), k, n, confidence)
        for name, yes, asked in zip(classes.names, those, everybody, strict=True)
    }
    return ColumnBias(classes.column, estimate, found.p, rates, differences)


def _cut(name: str, values: Floats, known: Floats) -> Classes:
    ends = np.unique(np.quantile(known, np.linspace(0, 1, BINS + 1)[1:-1]))
    code = np.searchsorted(ends, np.where(np.isnan(values), np.inf, values)).astype(np.intp)
    texts = [f"up to {ends[0]:g}", *(f"{a:g} to {b:g}" for a, b in pairwise(ends))]
    names: list[Hashable] = [*texts, f"above {ends[-1]:g}"]
    gone = np.isnan(values)
    if gone.any():
        code[gone] = len(names)
        names.append("(missing)")
    there = np.bincount(code, minlength=len(names)) > 0
    return Classes(
        name,
        (np.cumsum(there) - 1)[code],
        [one for one, is_there in zip(names, there, strict=True) if is_there],
    )


def _difference(yes: int, asked: int, k: int, n: int, confidence: float) -> Estimate:
    """Share among the answered − share of the frame: the difference from those who did not, times
    their part."""
    gap = compare(proportion(yes, k, confidence), proportion(asked - yes, n - k, confidence))
    part = (n - k) / n
    low, high = gap.low, gap.high
    return Estimate(
        value=yes / k - asked / n,
        low=None if low is None else low * part,
        high=None if high is None else high * part,
        confidence=confidence,
        unit="share",
        base=n,
        standard_error=None if gap.standard_error is None else gap.standard_error * part,
        method="Newcombe, from both intervals, times the part that did not answer",
        definition="nonresponse_difference@1",
    )

"""Signs in a row of points that more than chance is at work, though no single point is out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from rapport.measures.inputs import Bools, Floats
from rapport.records.errors import InputError

Rule = Callable[[Floats, int], Bools]


def _run(z: Floats, run: int) -> Bools:
    """The last of at least `run` points in a row on one side of the centre."""
    return _in_a_row(z > 0, run) | _in_a_row(z < 0, run)


def _trend(z: Floats, run: int) -> Bools:
    """The last of six points that rise, or fall, all the way."""
    step = np.diff(z, prepend=z[:1])
    return _in_a_row(step > 0, 5) | _in_a_row(step < 0, 5)


def _two_of_three(z: Floats, run: int) -> Bools:
    """Two of three in a row beyond two sigma on one side."""
    return _some_of(z > 2, 2, 3) | _some_of(z < -2, 2, 3)


def _four_of_five(z: Floats, run: int) -> Bools:
    """Four of five in a row beyond one sigma on one side."""
    return _some_of(z > 1, 4, 5) | _some_of(z < -1, 4, 5)


def _hugging(z: Floats, run: int) -> Bools:
    """Fifteen in a row within one sigma: limits too wide, or a mixed sample."""
    return _in_a_row(np.abs(z) < 1, 15)


def _alternating(z: Floats, run: int) -> Bools:
    """Fourteen in a row, each on the other way than the one before."""
    step = np.sign(np.diff(z, prepend=z[:1]))
    turned = np.zeros(len(z), dtype=bool)
    turned[2:] = step[2:] * step[1:-1] < 0
    return _in_a_row(turned, 12)


RULES: Mapping[str, Rule] = {
    "run": _run,
    "trend": _trend,
    "two_of_three": _two_of_three,
    "four_of_five": _four_of_five,
    "hugging": _hugging,
    "alternating": _alternating,
}
WESTERN_ELECTRIC = ("run", "two_of_three", "four_of_five")


def check_rules(rules: tuple[str, ...], run: int) -> None:
    """Refuses rules that do not exist."""
    for name in rules:
        if name not in RULES:
            raise InputError(f"rule {name!r} is unknown", "rules", f"use some of {', '.join(RULES)}")
    if run < 2:
        raise InputError(f"a run of {run} points is none", "run", "give at least 2, as a rule 8")


def signals_of(z: Floats, rules: tuple[str, ...], run: int) -> dict[str, Bools]:
    """Which points each rule tells; `z` counts sigmas from the centre."""
    return {name: RULES[name](z, run) for name in rules}


def _in_a_row(yes: Bools, length: int) -> Bools:
    """The points that end at least `length` yes in a row."""
    place = np.arange(len(yes))
    last_no = np.maximum.accumulate(np.where(yes, -1, place)) if len(yes) else place
    found: Bools = yes & (place - last_no >= length)
    return found


def _some_of(yes: Bools, many: int, window: int) -> Bools:
    """The points that are a yes and bring the yeses of their window to `many`."""
    total = np.cumsum(yes)
    before = np.concatenate([np.zeros(min(window, len(total)), dtype=total.dtype), total[:-window]])
    found: Bools = yes & (total - before >= many)
    return found

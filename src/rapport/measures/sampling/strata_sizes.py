"""The strata that a sample is spread over, and shares of them held between bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from rapport.measures.columns import by_label
from rapport.measures.inputs import Floats, numbers
from rapport.records.errors import InputError


def sizes_of(sizes: Any) -> tuple[list[Any], Floats]:
    """The strata's names (or places) and sizes, which are whole numbers."""
    names, size = named_numbers(sizes, "sizes")
    if np.isnan(size).any() or (size < 0).any() or (size != np.floor(size)).any():
        raise InputError("a stratum's size is not a whole number", "sizes", "give numbers of units")
    return names, size


def named_numbers(values: Any, what: str) -> tuple[list[Any], Floats]:
    """Names (places, where none are given) and their numbers, of a mapping, a labelled series or a list."""
    values = by_label(values)
    if isinstance(values, Mapping):
        names = list(values)
        return names, numbers(list(values.values()), what, length=len(names))
    found = numbers(values, what)
    return list(range(len(found))), found


def by_name(values: Any, names: list[Any], what: str, *, zero: bool) -> Floats:
    """One number for each stratum: a mapping or list like the sizes, or one number for all."""
    if isinstance(values, int | float | np.number):
        values = dict.fromkeys(names, values)
    own, amounts = named_numbers(values, what)
    place = {name: at for at, name in enumerate(own)}
    if any(name not in place for name in names):
        raise InputError(f"a stratum has no {what.rstrip('s')}", what, "give one for each stratum")
    found = amounts[[place[name] for name in names]]
    if np.isnan(found).any() or (found < 0).any() or (not zero and (found == 0).any()):
        todo = "give a number ≥ 0" if zero else "give a number above 0"
        raise InputError(f"{what}: one is missing, negative or zero", what, todo)
    return found


def held(pull: Floats, low: Floats, high: Floats, reached: Callable[[Floats], float], goal: float) -> Floats:
    """Parts in proportion to `pull`, held between their bounds, of which `reached` is the goal.

    `reached` grows with each part. What strata with a pull cannot take goes to the others by size.
    """
    active = pull > 0
    full = np.where(active, high, low)
    if reached(full) < goal:
        # Nothing pulls here: fill in proportion to the room that is left.
        room = np.where(active, 0.0, high - low)
        return _bisected(lambda share: full + room * share, reached, goal, 1.0)
    most = float((high[active] / pull[active]).max(initial=0.0)) + 1.0
    return _bisected(lambda factor: np.clip(factor * pull, low, high), reached, goal, most)


def _bisected(
    parts: Callable[[float], Floats], reached: Callable[[Floats], float], goal: float, most: float
) -> Floats:
    left, right = 0.0, most
    for _ in range(200):
        middle = (left + right) / 2
        if not left < middle < right:
            break
        left, right = (middle, right) if reached(parts(middle)) < goal else (left, middle)
    return parts(right)

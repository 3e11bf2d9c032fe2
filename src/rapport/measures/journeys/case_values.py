"""One value a case: its outcome, its end, its segment."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np

from rapport.measures.columns import by_label
from rapport.measures.inputs import Codes, Floats, labels, numbers
from rapport.measures.journeys.event_log import EventLog
from rapport.records.errors import InputError


def number_per_case(log: EventLog, values: Any, name: str) -> Floats:
    """A number for each case of the log, NaN where none is given.

    `values` is {case: number}, or two columns (cases, numbers) in any order.
    """
    whose, given = _pair(values, name)
    column = numbers(given, name, length=len(whose))
    found = np.full(log.count, np.nan)
    place = _places(log, whose, name)
    known = place >= 0
    found[place[known]] = column[known]
    return found


def label_per_case(log: EventLog, values: Any, name: str) -> tuple[Codes, list[Hashable]]:
    """A label for each case of the log → (codes, labels by name). Raises InputError for a case without."""
    whose, given = _pair(values, name)
    code, names = labels(given, name, length=len(whose))
    order = sorted(range(len(names)), key=lambda one: str(names[one]))
    move = np.full(len(names) + 1, -1, dtype=np.intp)
    move[order] = np.arange(len(names))
    place = _places(log, whose, name)
    found = np.full(log.count, -1, dtype=np.intp)
    found[place[place >= 0]] = move[code[place >= 0]]
    if (found < 0).any():
        missing = log.cases[int(np.argmax(found < 0))]
        raise InputError(f"case {missing!r} has no value", name, "give one for each case of the log")
    return found, [names[one] for one in order]


def _pair(values: Any, name: str) -> tuple[list[Hashable], Any]:
    values = by_label(values)
    if isinstance(values, Mapping):
        return list(values), list(values.values())
    if isinstance(values, tuple) and len(values) == 2:
        code, names = labels(values[0], name)
        return [names[one] if one >= 0 else None for one in code.tolist()], values[1]
    raise InputError(f"{name} are not given by case", name, "give {case: value} or (cases, values)")


def _places(log: EventLog, whose: list[Hashable], name: str) -> Codes:
    """Where each named case stands in the log (−1: not there). A case named twice is refused."""
    index = {case: place for place, case in enumerate(log.cases)}
    found = np.array([index.get(case, -1) for case in whose], dtype=np.intp)
    if len(known := found[found >= 0]) > len(np.unique(known)):
        raise InputError("a case is named twice", name, "give one value for each case")
    return found

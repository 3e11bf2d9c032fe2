"""Paths with how often each was taken and how often it ended in a conversion."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.columns import rows_of
from rapport.measures.inputs import Floats, labels, numbers, sums
from rapport.measures.journeys.case_values import number_per_case
from rapport.measures.journeys.event_log import EventLog
from rapport.measures.journeys.variants import path_names, paths_of
from rapport.records.errors import InputError

Path = tuple[Hashable, ...]


@dataclass(frozen=True, eq=False)
class PathsGiven:
    """Different `paths`, sorted, with the `converted` and `lost` cases of each; what was left out."""

    paths: tuple[Path, ...]
    converted: Floats
    lost: Floats
    excluded: Mapping[str, int]

    @property
    def cases(self) -> float:
        """All cases, converted or not."""
        return float(self.converted.sum() + self.lost.sum())


def paths_given(paths: Any, conversions: Any, nulls: Any, separator: str) -> PathsGiven:
    """Paths of an EventLog with an outcome a case, or rows of paths with their counts."""
    if isinstance(paths, EventLog):
        return _of_log(paths, conversions)
    converted = _counts(conversions, "conversions")
    code, names = _coded(paths, separator)
    if len(code) != len(converted):
        raise InputError(
            f"conversions has {len(converted)} rows where {len(code)} are expected",
            "conversions",
            "give one number for each path",
        )
    if nulls is None:
        lost = _ones_only(converted)
    else:
        lost = _counts(nulls, "nulls")
        if len(lost) != len(code):
            raise InputError(f"nulls has {len(lost)} rows", "nulls", "give one number for each path")
    open_end, empty = np.isnan(converted) | np.isnan(lost), code < 0
    used = ~(open_end | empty)
    reasons = {"no path": int(empty.sum()), "no outcome": int((open_end & ~empty).sum())}
    won, gone = (sums(code[used], one[used], len(names)) for one in (converted, lost))
    return _sorted(names, won, gone, {key: number for key, number in reasons.items() if number})


def collapsed(path: Path) -> Path:
    """The path without direct repeats."""
    return tuple(one for place, one in enumerate(path) if not place or path[place - 1] != one)


def _of_log(log: EventLog, conversions: Any) -> PathsGiven:
    outcome = number_per_case(log, conversions, "conversions")
    lost = _ones_only(outcome)
    used = ~np.isnan(outcome)
    found = paths_of(log)
    names = [path_names(log, one) for one in found.example.tolist()]
    own = found.of_case[used]
    excluded = dict(log.left_out)
    if unknown := int((~used).sum()):
        excluded["no outcome"] = unknown
    won, gone = (sums(own, one[used], len(names)) for one in (outcome, lost))
    return _sorted(names, won, gone, excluded)


def _sorted(names: list[Path], converted: Floats, lost: Floats, excluded: Mapping[str, int]) -> PathsGiven:
    order = sorted(range(len(names)), key=lambda one: [str(part) for part in names[one]])
    order = [one for one in order if converted[one] + lost[one] > 0]
    return PathsGiven(tuple(names[one] for one in order), converted[order], lost[order], dict(excluded))


def _coded(paths: Any, separator: str) -> tuple[Any, list[Path]]:
    """Rows of text "a > b", or of lists, as codes of different paths; an empty one has −1."""
    if not separator.strip():
        raise InputError("the separator is empty", "separator", "give what stands between steps, e.g. >")
    rows = paths
    if isinstance(paths, list | tuple) or getattr(getattr(paths, "dtype", None), "kind", "O") == "O":
        rows = [tuple(row) if isinstance(row, list | np.ndarray) else row for row in rows_of(paths)]
    code, names = labels(rows, "paths")
    split: list[Path] = []
    for name in names:
        if isinstance(name, str):
            split.append(tuple(part.strip() for part in name.split(separator.strip()) if part.strip()))
        elif isinstance(name, tuple):
            split.append(name)
        else:
            raise InputError(f"{name!r} is no path", "paths", f'give "a{separator}b" or lists of steps')
    empty = np.array([not path for path in split] + [True])
    return np.where(empty[code], -1, code), split


def _counts(values: Any, name: str) -> Floats:
    column = numbers(values, name)
    if (column < 0).any():
        raise InputError(f"{name} holds a negative number", name, "give how often, ≥ 0")
    return column


def _ones_only(converted: Floats) -> Floats:
    """Without counts of losses each row is one case: it converted (1) or not (0)."""
    known = ~np.isnan(converted)
    if not np.isin(converted[known], (0.0, 1.0)).all():
        raise InputError(
            "conversions are counts, but nothing says how many were lost", "nulls", "give nulls, or 0 and 1"
        )
    return np.asarray(1.0 - converted)

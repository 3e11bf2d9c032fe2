"""The columns that a sample and its target share, each read for both together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.columns import rows_of as as_list
from rapport.measures.columns import series_of
from rapport.measures.inputs import Bools, Codes, Floats, labels, numbers
from rapport.measures.sampling.columns import column_of, names_of, rows_of
from rapport.records.errors import InputError

MISSING = "(missing)"
YES_OR_NO = (bool, np.bool_)


@dataclass(frozen=True)
class Covariate:
    """One column, the sample's rows before the target's: its numbers (NaN where missing), or the code of
    each row (−1 where missing) among the labels in the order of their names."""

    name: str
    values: Floats | None
    code: Codes
    names: list[str]

    @property
    def missing(self) -> Bools:
        """The rows without a value."""
        return np.asarray(self.code < 0 if self.values is None else np.isnan(self.values))


def covariates(sample: Any, target: Any, columns: Any, as_labels: Sequence[str]) -> list[Covariate]:
    """The columns named, or all that both frames have, in the order named."""
    for frame, name in ((sample, "sample"), (target, "target")):
        if not rows_of(frame):
            raise InputError(f"the {name} has no rows", name, "give at least one row")
    wanted = _wanted(sample, target, columns)
    unknown = [name for name in as_labels if name not in wanted]
    if unknown:
        raise InputError(f"{unknown[0]!r} is not among the columns", "labels", "name a column that is used")
    return [_read(name, sample, target, name in as_labels) for name in wanted]


def _wanted(sample: Any, target: Any, columns: Any) -> list[Any]:
    if columns is None:
        there = names_of(target)
        found = [name for name in names_of(sample) if name in there]
    else:
        found = [columns] if isinstance(columns, str) else list(dict.fromkeys(columns))
    if not found:
        raise InputError("sample and target share no column", "columns", "name columns that both have")
    return found


def _read(name: Any, sample: Any, target: Any, as_label: bool) -> Covariate:
    first, second = column_of(sample, name), column_of(target, name)
    kinds = [_of_labels(one) for one in (first, second)]
    if not as_label and None not in kinds and kinds[0] != kinds[1]:
        raise InputError(
            f"{name!r} holds numbers in one frame and labels in the other",
            f"column {name!r}",
            "give both alike, or name it in labels",
        )
    none = np.empty(0, dtype=np.intp)
    if not as_label and True not in kinds:
        values = np.concatenate([numbers(one, f"column {name!r}") for one in (first, second)])
        # Numbers of two values are yes and no, which tenths would join to one.
        if len(np.unique(values[~np.isnan(values)][:100_000])) != 2:
            return Covariate(str(name), values, none, [])
    return _labelled(name, first, second)


def _labelled(name: Any, first: Any, second: Any) -> Covariate:
    parts = [labels(one, f"column {name!r}") for one in (first, second)]
    texts = sorted({str(label) for _, found in parts for label in found})
    place = {text: at for at, text in enumerate(texts)}
    codes = [_placed(code, found, place) for code, found in parts]
    return Covariate(str(name), None, np.concatenate(codes), texts)


def _placed(code: Codes, found: list[Hashable], place: dict[str, int]) -> Codes:
    move = np.array([*(place[str(label)] for label in found), -1], dtype=np.intp)
    return move[code]


def _of_labels(column: Any) -> bool | None:
    """Whether a column is of labels (text, yes and no, dates); None when it holds nothing."""
    series = series_of(column)
    if series is not None and series.dtype.is_numeric():
        return False
    if isinstance(column, np.ndarray) and column.dtype.kind in "fiu":
        return False
    rows = series.drop_nulls().to_list() if series is not None else as_list(column)
    there = [one for one in rows if one is not None and one == one]
    return (
        any(isinstance(one, YES_OR_NO) or not isinstance(one, int | float | np.number) for one in there)
        if there
        else None
    )

"""The same metric for every group: one Estimate a group, or all of them as columns."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.estimate import Estimate
from rapport.measures.feedback.tally import Key
from rapport.measures.inputs import Floats, weights_of
from rapport.measures.labelling import placed
from rapport.records.errors import InputError

NUMBERS = ("value", "low", "high", "standard_error", "base", "weighted_base", "effective_base", "missing")


@dataclass(frozen=True)
class Finished:
    """A metric of many groups as columns; NaN where undefined. `df` None: no degrees of freedom."""

    value: Floats
    low: Floats
    high: Floats
    standard_error: Floats
    base: Floats
    weighted_base: Floats
    effective_base: Floats
    missing: Floats
    df: Floats | None
    facts: dict[str, Any]

    def estimate(self, place: int) -> Estimate:
        """One group's Estimate."""
        excluded = {"no answer": int(self.missing[place])} if self.missing[place] else {}
        facts = {key: fact for key, fact in self.facts.items() if key != "undefined_because"}
        if np.isnan(self.value[place]):
            facts.pop("method")
            because = self.facts["undefined_because"]
            return Estimate(value=None, undefined_because=because, excluded=excluded, **facts)
        one: dict[str, Any] = {name: _or_none(getattr(self, name)[place]) for name in NUMBERS[:4]}
        if one["low"] is None:
            facts["method"] += "; one unit has no interval"
        return Estimate(
            base=int(self.base[place]),
            weighted_base=float(self.weighted_base[place]),
            effective_base=float(self.effective_base[place]),
            degrees_of_freedom=None if self.df is None or one["low"] is None else float(self.df[place]),
            excluded=excluded,
            **one,
            **facts,
        )


class ByGroup(Mapping[Any, Estimate]):
    """{group: Estimate}, in the groups' own order; `columns()` gives the same as columns of a frame.

    A group is a label, or a tuple of labels when several columns were named; a missing label is None.
    """

    def __init__(self, names: Sequence[str], groups: list[tuple[Hashable, ...]], finished: Finished) -> None:
        self._names, self._groups, self._finished = list(names), groups, finished
        single = len(self._names) == 1
        self._places = {group[0] if single else group: place for place, group in enumerate(groups)}

    def __getitem__(self, group: Any) -> Estimate:
        return self._finished.estimate(self._places[group])

    def __iter__(self) -> Iterator[Any]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return f"ByGroup({len(self)} groups by {', '.join(self._names)})"

    def columns(self) -> dict[str, Any]:
        """The groups' labels (lists) and numbers (arrays, NaN where undefined): ready for any data frame."""
        labels = {name: [group[k] for group in self._groups] for k, name in enumerate(self._names)}
        return {**labels, **{name: getattr(self._finished, name) for name in NUMBERS}}


@dataclass(frozen=True)
class Groups:
    """The columns of a frame that a metric by group needs."""

    answers: Any
    keys: list[Key]
    names: list[str]
    weights: Floats | None


def groups_of(frame: Any, answer: str, by: str | Sequence[str], weight: str | None) -> Groups:
    """Takes the columns out of a frame, whatever it is, and prepares its groups for counting."""
    names = [by] if isinstance(by, str) else list(by)
    if not names:
        raise InputError("no column to group by", "by", "name at least one column")
    wanted = [answer, *names, *([weight] if weight is not None else [])]
    columns = _columns(frame, list(dict.fromkeys(wanted)))
    # Text is turned into codes by the frames' own compiled code, several columns side by side.
    with ThreadPoolExecutor(len(names)) as threads:
        found = list(threads.map(lambda name: placed(columns[name], name), names))
    keys = [Key(codes, low, [(label,) for label in labels]) for codes, low, labels in found]
    rows = {len(key.codes) for key in keys}
    if len(rows) > 1:
        raise InputError("the columns differ in length", "frame", "give one value for each row")
    weights = None if weight is None else weights_of(columns[weight], rows.pop())
    return Groups(columns[answer], keys, names, weights)


def _columns(frame: Any, wanted: list[str]) -> Mapping[str, Any]:
    if isinstance(frame, Mapping):
        there: Sequence[str] = list(frame)
        found: Mapping[str, Any] = frame
    else:
        native = nw.from_native(frame, pass_through=True)
        if not isinstance(native, nw.DataFrame | nw.LazyFrame):
            raise InputError("a frame was expected", "frame", "give a data frame or a dict of columns")
        there = native.collect_schema().names()
        if isinstance(native, nw.LazyFrame):
            native = native.select([name for name in wanted if name in there]).collect()
        found = {name: native[name] for name in wanted if name in there}
    for name in wanted:
        if name not in there:
            raise InputError(
                f"the frame has no column {name!r}", "frame", f"it has {', '.join(map(str, there))}"
            )
    return found


def _or_none(number: Any) -> float | None:
    return None if np.isnan(number) else float(number)

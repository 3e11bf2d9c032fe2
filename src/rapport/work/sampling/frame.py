"""The frame: every interaction that could be drawn, in strata, and what is left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.findings.dimensions import check_dimensions
from rapport.findings.questions.split import groups, kept, served
from rapport.records import InputError
from rapport.warehouse import Snapshot

ALL = "all"
EMPTY = "(none)"
MOST_STRATA = 2000


@dataclass(frozen=True)
class Frame:
    """`ids` and `strata` (labels) have one entry an interaction; `keys` tells each label's dimensions."""

    ids: NDArray[np.object_]
    strata: NDArray[np.object_]
    keys: Mapping[str, Mapping[str, str | None]]
    excluded: Mapping[str, int]

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Interactions by stratum, in the order of the labels."""
        return dict(sorted(Counter(self.strata.tolist()).items()))


@dataclass(frozen=True)
class FrameSizes:
    """How many interactions there are in each stratum, and what the frame leaves out."""

    sizes: Mapping[str, int]
    excluded: Mapping[str, int]


def frame_sizes(snapshot: Snapshot, by: Sequence[str], where: Mapping[str, str], zone: str) -> FrameSizes:
    """The strata that `sampling_frame` of the same arguments has, counted without listing anything.

    Raises InputError as `sampling_frame` does.
    """
    names, source = _source(snapshot, by, where, zone)
    eligible = source.filter(source.eligible)
    parts = groups(eligible, names, zone)
    counted = (
        eligible.group_by(**parts).agg(n=eligible.count()) if parts else eligible.agg(n=eligible.count())
    )
    table = snapshot.ask(counted)
    if not sum(table.column("n").to_pylist()):
        raise _empty(where)
    dimensions = [table.column(f"g{n}").to_numpy(zero_copy_only=False) for n in range(len(names))]
    strata, keys = _strata(names, dimensions, table.num_rows)
    _check_strata(keys, by)
    found: dict[str, int] = {}
    for label, count in sorted(zip(strata.tolist(), table.column("n").to_pylist(), strict=True)):
        found[label] = found.get(label, 0) + count
    return FrameSizes(found, _excluded(snapshot, source))


def sampling_frame(snapshot: Snapshot, by: Sequence[str], where: Mapping[str, str], zone: str) -> Frame:
    """Interactions with an agent's turn for which `where` holds, in strata `by` dimensions.

    The order of the rows is that of their ids, so that a seed gives the same sample every time.

    Raises InputError for a dimension that nothing has, an empty frame or far too many strata.
    """
    names, source = _source(snapshot, by, where, zone)
    excluded = _excluded(snapshot, source)
    drawn = source.filter(source.eligible).order_by("interaction_id")
    table = snapshot.ask(drawn.select("interaction_id", **groups(drawn, names, zone)))
    if table.num_rows == 0:
        raise _empty(where)
    dimensions = [table.column(f"g{n}").to_numpy(zero_copy_only=False) for n in range(len(names))]
    strata, keys = _strata(names, dimensions, table.num_rows)
    _check_strata(keys, by)
    ids = table.column("interaction_id").to_numpy(zero_copy_only=False)
    return Frame(ids, strata, keys, excluded)


def _source(
    snapshot: Snapshot, by: Sequence[str], where: Mapping[str, str], zone: str
) -> tuple[tuple[str, ...], Any]:
    """The dimensions by their one name, and the interactions for which `where` holds."""
    names = check_dimensions(snapshot, by)
    conditions = dict(zip(check_dimensions(snapshot, where), where.values(), strict=True))
    return names, kept(served(snapshot, (*names, *conditions)), conditions, zone)


def _empty(where: Mapping[str, str]) -> InputError:
    return InputError(
        "No interaction can be drawn: none has an agent's turn" + (" there" if where else ""),
        ", ".join(f"{name}={value}" for name, value in where.items()) or None,
        "Import conversations, or drop --where.",
    )


def _check_strata(keys: Mapping[str, Any], by: Sequence[str]) -> None:
    if len(keys) > MOST_STRATA:
        raise InputError(
            f"These dimensions make {len(keys)} strata", ", ".join(by), "Choose fewer or coarser dimensions."
        )


def _excluded(snapshot: Snapshot, source: Any) -> dict[str, int]:
    unanswered = ~source.eligible & ~source.abandoned
    counted = source.agg(abandoned=source.abandoned.sum(), unanswered=unanswered.sum())
    row = snapshot.ask(counted).to_pylist()[0]
    reasons = {"abandoned": row["abandoned"], "no agent's turn": row["unanswered"]}
    return {reason: count for reason, count in reasons.items() if count}


def _strata(
    names: Sequence[str], dimensions: Sequence[NDArray[np.object_]], rows: int
) -> tuple[NDArray[np.object_], dict[str, Mapping[str, str | None]]]:
    """Labels such as `chat · north`, and what they stand for."""
    if not names:
        return np.full(rows, ALL, dtype=object), {ALL: {}}
    combined = list(zip(*dimensions, strict=True))
    labels = {key: " · ".join(EMPTY if part is None else part for part in key) for key in set(combined)}
    strata = np.array([labels[key] for key in combined], dtype=object)
    return strata, {
        label: dict(zip(names, key, strict=True))
        for key, label in sorted(labels.items(), key=lambda item: item[1])
    }

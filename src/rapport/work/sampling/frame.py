"""The frame: every interaction that could be drawn, in strata, and what is left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.findings.dimensions import check_dimensions, expression
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

    @property
    def sizes(self) -> dict[str, int]:
        """Interactions by stratum, in the order of the labels."""
        labels, counts = np.unique(self.strata.astype(str), return_counts=True)
        return dict(zip(labels.tolist(), counts.tolist(), strict=True))


def sampling_frame(snapshot: Snapshot, by: Sequence[str], where: Mapping[str, str], zone: str) -> Frame:
    """Interactions with an agent's turn for which `where` holds, in strata `by` dimensions.

    The order of the rows is that of their ids, so that a seed gives the same sample every time.

    Raises InputError for a dimension that nothing has, an empty frame or far too many strata.
    """
    names, kept = check_dimensions(snapshot, by), dict(where)
    conditions = dict(zip(check_dimensions(snapshot, kept), kept.values(), strict=True))
    columns = "".join(f", CAST({expression(name, zone)} AS VARCHAR) AS d{n}" for n, name in enumerate(names))
    tests = " AND ".join(f"CAST({expression(name, zone)} AS VARCHAR) = ?" for name in conditions) or "true"
    source = f"FROM interactions i LEFT JOIN customers c USING (customer_id) WHERE {tests}"
    values = list(conditions.values())
    excluded = _excluded(snapshot, source, values)
    query = f"SELECT i.interaction_id{columns} {source} AND i.eligible ORDER BY i.interaction_id"
    table = snapshot.sql(query, values)
    if table.num_rows == 0:
        raise InputError(
            "No interaction can be drawn: none has an agent's turn" + (" there" if where else ""),
            ", ".join(f"{name}={value}" for name, value in where.items()) or None,
            "Import conversations, or drop --where.",
        )
    dimensions = [table.column(f"d{n}").to_numpy(zero_copy_only=False) for n in range(len(names))]
    strata, keys = _strata(names, dimensions, table.num_rows)
    if len(keys) > MOST_STRATA:
        raise InputError(
            f"These dimensions make {len(keys)} strata", ", ".join(by), "Choose fewer or coarser dimensions."
        )
    ids = table.column("interaction_id").to_numpy(zero_copy_only=False)
    return Frame(ids, strata, keys, excluded)


def _excluded(snapshot: Snapshot, source: str, values: list[str]) -> dict[str, int]:
    query = f"""SELECT count(*) FILTER (i.abandoned) AS abandoned,
        count(*) FILTER (NOT i.eligible AND NOT i.abandoned) AS unanswered {source}"""
    row = snapshot.sql(query, values).to_pylist()[0]
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

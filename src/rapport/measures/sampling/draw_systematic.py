"""A sample spread evenly along an order of the frame."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inputs import Codes
from rapport.measures.sampling.allocate import allocate
from rapport.measures.sampling.columns import labels_of
from rapport.measures.sampling.frame_rows import drawn_table, frame_table, ids_of, names_in, text_of
from rapport.measures.sampling.row_keys import keys_of, shares_of
from rapport.measures.sampling.spaced_rows import ordered, spaced
from rapport.records.errors import InputError


@checked
def draw_systematic(
    frame: Any,
    n: int | Mapping[Any, int],
    order: str | list[str] | None = None,
    by: str | list[str] | None = None,
    seed: int = 0,
    *,
    id_column: str | None = None,
    minimum: int = 0,
) -> Any:
    """Draw every N/n-th row along an order, from a random start.

    Question it answers: how do I get a sample that follows the calendar, the queue or the length of
    contacts as the frame does, without strata?

    Definition: rows sorted by `order` (ties by id and seed); those at u, u + N/n, u + 2N/n …, u random:
    each row enters with probability n/N (within each stratum n_h/N_h).

    Parameters: `frame` a data frame or {column: values}; `n` in all, or {stratum: n}; `order` columns to
    sort by (implicit stratification; None: a random order); `by` columns of explicit strata;
    `id_column`, `minimum` as in `draw`.

    Returns: the drawn rows as the same kind of table in their order, with `inclusion_probability`,
    `survey_weight`, `pair` (neighbours along the order share one) and, with `by`, `stratum`.

    Raises: InputError as `draw`.

    How sure: give `pair` as the strata to `mean` (with `population` for a finite frame): the
    differences of neighbours estimate the variance, so that what the order explains is gone from it.
    Covers 94–96.5 % in simulation on trends and random orders from 40 rows on; not for a cycle in step
    with the interval.

    Do not: sort by something that recurs every N/n rows, such as the weekday of a daily list.

    Validated against: the frequency of each row over seeds, and simulated intervals.

    Example:
        >>> import polars as pl
        >>> frame = pl.DataFrame({"id": list("abcdef"), "day": [1, 2, 3, 4, 5, 6]})
        >>> draw_systematic(frame, 3, order="day", seed=1)["survey_weight"].to_list()
        [2.0, 2.0, 2.0]

    References: Cochran (1977), Sampling Techniques, chapter 8. Wolter (2007),
    doi:10.1007/978-0-387-35099-8, chapter 8.

    See also: draw, draw_pps, mean.
    """
    columns, along = names_in(by), names_in(order)
    table = frame_table(frame, [*columns, *along, *([id_column] if id_column else [])])
    keys = keys_of(ids_of(table, id_column), seed)
    sorted_rows = ordered(table, along, keys)
    code: Codes = np.zeros(len(keys), dtype=np.intp)
    names: list[Hashable] = ["all"]
    if columns:
        code, names = labels_of(
            table, columns[0] if len(columns) == 1 else tuple(columns), missing="(missing)"
        )
    sizes = dict(zip(names, np.bincount(code, minlength=len(names)).tolist(), strict=True))
    counts = dict(n) if isinstance(n, Mapping) else allocate(n, sizes, minimum=minimum)
    starts = shares_of(keys_of([text_of(name) for name in names], seed))
    rows, pairs, used = [np.empty(0, dtype=np.intp)], [np.empty(0, dtype=np.intp)], 0
    for place, name in enumerate(names):
        count = counts.get(name, 0)
        if not 0 <= count <= sizes[name]:
            raise InputError(f"{count} units are wanted of {sizes[name]}", f"stratum {name!r}", "draw fewer")
        own = sorted_rows[code[sorted_rows] == place] if columns else sorted_rows
        rows.append(own[spaced(np.full(len(own), count / max(len(own), 1)), float(starts[place]))])
        # Neighbours two by two; an odd last one joins the pair before it.
        pairs.append(used + np.minimum(np.arange(count) // 2, max(count // 2 - 1, 0)))
        used += max(count // 2, 1)
    drawn, pair = np.concatenate(rows), np.concatenate(pairs)
    in_frame = np.argsort(drawn, kind="stable")
    drawn, pair = drawn[in_frame], pair[in_frame]
    own_names = [names[one] for one in code[drawn].tolist()]
    probability = np.array([counts[name] / sizes[name] for name in own_names], dtype=np.float64)
    extra: dict[str, Any] = {
        "inclusion_probability": probability,
        "survey_weight": 1 / probability,
        "pair": pair,
    }
    if columns:
        extra = {"stratum": [text_of(name) for name in own_names]} | extra
    return drawn_table(table, drawn, extra)

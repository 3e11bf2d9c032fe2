"""A sample in which larger units are likelier, with the exact probability of each."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inputs import Codes, Floats, chosen, numbers
from rapport.measures.sampling.columns import column_of
from rapport.measures.sampling.frame_rows import drawn_table, frame_table, ids_of, names_in
from rapport.measures.sampling.inclusion_probabilities import inclusion_probabilities
from rapport.measures.sampling.row_keys import Keys, keys_of, shares_of
from rapport.measures.sampling.spaced_rows import ordered, rejected_until_distinct, spaced

METHODS = ("systematic", "sampford", "poisson")


@checked
def draw_pps(
    frame: Any,
    n: int,
    size: str,
    seed: int = 0,
    *,
    method: str = "systematic",
    order: str | list[str] | None = None,
    id_column: str | None = None,
) -> Any:
    """Draw n rows with probability in proportion to a column of sizes.

    Question it answers: which accounts do I ask, when an account of a thousand seats should count a
    thousand times?

    Definition: π as `inclusion_probabilities`, units that pass 1 certain. "systematic": equal steps
    along the summed π, in a random order or sorted by `order`; "sampford": fixed size, every pair
    possible; "poisson": each row on its own, so that n is only expected.

    Parameters: `frame` a data frame or {column: values}; `n` to draw; `size` the column of sizes, not
    negative; `order` columns to sort by (systematic only); `id_column` as in `draw`.

    Returns: the drawn rows as the same kind of table in their order, with `inclusion_probability` and
    `survey_weight` (its inverse).

    Raises: InputError for an unknown column or method, missing or negative sizes, more rows than have a
    size, and Sampford's method where it would take too long.

    How sure: give `survey_weight` to `mean` (Hájek's ratio). It counts the draws as made with
    replacement, which is slightly cautious where n is a large part of the frame. Covers 94–96 % in
    simulation from 100 rows on while the weights' design effect is under about 1.3; 89 % where sizes
    differ so much that it is 1.8 and 60 rows are drawn: few small units then carry the variance.

    Do not: leave the weights out afterwards; large accounts would speak for all.

    Validated against: the frequency of each row over seeds for all three methods, and simulated
    intervals.

    Example:
        >>> import polars as pl
        >>> frame = pl.DataFrame({"id": list("abcd"), "seats": [1, 2, 3, 14]})
        >>> draw_pps(frame, 2, "seats", seed=3)["inclusion_probability"].to_list()[-1]
        1.0

    References: Madow (1949), doi:10.1214/aoms/1177729988. Sampford (1967), doi:10.1093/biomet/54.3-4.499.
    Tillé (2006), doi:10.1007/0-387-34240-0.

    See also: inclusion_probabilities, draw, draw_systematic, mean.
    """
    chosen(method, METHODS, "method")
    along = names_in(order)
    table = frame_table(frame, [size, *along, *([id_column] if id_column else [])])
    probability = inclusion_probabilities(numbers(column_of(table, size), f"column {size!r}"), n)
    keys = keys_of(ids_of(table, id_column), seed)
    rows = np.sort(_drawn(table, along, keys, probability, method, seed))
    own = probability[rows]
    return drawn_table(table, rows, {"inclusion_probability": own, "survey_weight": 1 / own})


def _drawn(table: Any, along: list[str], keys: Keys, probability: Floats, method: str, seed: int) -> Codes:
    """Certain units, and the others by the method; in the order of the keys, so that no other matters."""
    if method == "poisson":
        return np.flatnonzero(shares_of(keys) < probability)
    certain = np.flatnonzero(probability >= 1)
    row = ordered(table, along, keys)
    row = row[(probability[row] < 1) & (probability[row] > 0)]
    if method == "sampford":
        rest = rejected_until_distinct(probability[row], np.random.default_rng(seed))
    else:
        rest = spaced(probability[row], float(shares_of(keys_of(["start"], seed))[0]))
    return np.concatenate([certain, row[rest]])

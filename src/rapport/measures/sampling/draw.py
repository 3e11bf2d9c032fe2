"""Which ones to draw: the same sample for the same frame and seed, in whatever order it comes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.inputs import Codes, Floats, labels
from rapport.measures.sampling.allocate import allocate
from rapport.records.errors import InputError

ID_COLUMNS = ("interaction_id", "id")


@dataclass(frozen=True)
class Drawn:
    """`rows` drawn (positions in the frame, ascending), the `stratum` and inclusion `probability` of
    each, and by stratum the frame's `sizes` N_h and the `counts` n_h drawn."""

    rows: Codes
    stratum: tuple[Hashable, ...]
    probability: Floats
    sizes: Mapping[Hashable, int]
    counts: Mapping[Hashable, int]


def draw_rows(
    ids: Any, n: int | Mapping[Any, int], strata: Any = None, *, seed: int = 0, minimum: int = 0
) -> Drawn:
    """Draw by id: in each stratum those whose hash with the seed is smallest.

    A sample of each stratum without replacement in which every set is as likely as another over seeds.
    A larger n of the same seed contains the smaller one, so that a sample can be extended.

    Parameters: `ids` one of each unit of the frame, unique; `n` in all (spread in proportion to size) or
    {stratum: n}; `strata` label of each unit; `minimum` of each stratum.

    Raises: InputError for missing or repeated ids, or more units than a stratum holds.

    Validated against: chi-square tests of inclusion over seeds, and fixed samples.

    Example:
        >>> draw_rows(["a", "b", "c", "d"], 2, seed=5).rows.tolist()
        [0, 2]

    See also: draw, allocate.
    """
    codes, names = labels(ids, "ids")
    if (codes < 0).any() or len(names) != len(codes):
        raise InputError("an id is missing or appears twice", "ids", "give each unit of the frame one id")
    stratum, strata_names = _strata(strata, len(codes))
    sizes = dict(zip(strata_names, np.bincount(stratum, minlength=len(strata_names)).tolist(), strict=True))
    counts = dict(n) if isinstance(n, Mapping) else allocate(n, sizes, minimum=minimum)
    for name, count in counts.items():
        if count > sizes.get(name, 0):
            raise InputError(
                f"{count} units are wanted of {sizes.get(name, 0)}", f"stratum {name!r}", "draw fewer"
            )
    keys = np.array([_key(seed, name) for name in names], dtype=np.uint64)
    rows = [_smallest(keys, stratum == code, counts.get(name, 0)) for code, name in enumerate(strata_names)]
    drawn = np.sort(np.concatenate(rows)) if rows else np.empty(0, dtype=np.intp)
    own = tuple(strata_names[code] for code in stratum[drawn])
    probability = np.array([counts[name] / sizes[name] for name in own], dtype=np.float64)
    return Drawn(drawn, own, probability, sizes, {name: counts.get(name, 0) for name in strata_names})


def draw(
    frame: Any,
    n: int | Mapping[Any, int],
    by: str | list[str] | None = None,
    seed: int = 0,
    *,
    id_column: str | None = None,
    minimum: int = 0,
) -> Any:
    """Draw n rows of a data frame, stratified by columns.

    Question it answers: which interactions shall people score?

    Definition: `draw_rows`, with the strata the combinations of the columns `by`.

    Parameters: `frame` a pandas, Polars or Arrow table; `n` in all, or {stratum: n} (a tuple where `by`
    names several columns); `id_column` what tells rows apart (by default interaction_id or id; without
    one the row's whole content, so that identical rows are exchangeable).

    Returns: the drawn rows as the same kind of table in their order, with the columns
    `inclusion_probability` and, with `by`, `stratum` as text.

    Raises: InputError for an unknown column, missing ids, or too large an n.

    Validated against: as `draw_rows`; the same rows drawn whatever their order and kind of table.

    Example:
        >>> import polars as pl
        >>> frame = pl.DataFrame({"id": ["a", "b", "c", "d"], "channel": ["chat", "chat", "call", "call"]})
        >>> draw(frame, 2, by="channel", seed=1)["inclusion_probability"].to_list()
        [0.5, 0.5]

    See also: allocate, audit_mean.
    """
    table = nw.from_native(frame, eager_only=True)
    columns = [by] if isinstance(by, str) else list(by or [])
    wanted = columns + ([id_column] if id_column else [])
    unknown = [name for name in wanted if name not in table.columns]
    if unknown:
        raise InputError(f"there is no column {unknown[0]!r}", "by, id_column", "name a column of the frame")
    strata = None
    if columns:
        lists = [table[name].to_list() for name in columns]
        strata = lists[0] if len(columns) == 1 else list(zip(*lists, strict=True))
        strata = ["(missing)" if label is None else label for label in strata]
    drawn = draw_rows(_ids(table, id_column), n, strata, seed=seed, minimum=minimum)
    taken = table[drawn.rows.tolist()]
    extra: dict[str, list[Any]] = {"inclusion_probability": drawn.probability.tolist()}
    if columns:
        texts = [" / ".join(map(str, s)) if isinstance(s, tuple) else str(s) for s in drawn.stratum]
        extra = {"stratum": texts} | extra
    added = [nw.new_series(name, values, backend=table.implementation) for name, values in extra.items()]
    return nw.to_native(taken.with_columns(*added))


def _strata(strata: Any, length: int) -> tuple[Codes, list[Hashable]]:
    if strata is None:
        return np.zeros(length, dtype=np.intp), ["all"]
    codes, names = labels(strata, "strata", length=length)
    if (codes < 0).any():
        raise InputError("a unit of the frame has no stratum", "strata", "name the stratum of each unit")
    return codes, names


def _key(seed: int, name: Hashable) -> int:
    return int.from_bytes(blake2b(f"{seed}\x00{name}".encode(), digest_size=8).digest(), "big")


def _smallest(keys: Any, own: Any, count: int) -> Codes:
    places = np.flatnonzero(own)
    return places[np.argsort(keys[places], kind="stable")[:count]]


def _ids(table: Any, id_column: str | None) -> list[Hashable]:
    """The id column, or each row's content with a counter for identical rows."""
    name = id_column or next((known for known in ID_COLUMNS if known in table.columns), None)
    if name is not None:
        return list(table[name].to_list())
    seen: dict[str, int] = {}
    ids: list[Hashable] = []
    for row in table.iter_rows():
        text = repr(row)
        seen[text] = seen.get(text, 0) + 1
        ids.append(f"{text}\x00{seen[text]}")
    return ids

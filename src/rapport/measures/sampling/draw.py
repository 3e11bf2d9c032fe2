"""Which ones to draw: the same sample for the same frame and seed, in whatever order it comes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inputs import Codes, Floats, labels
from rapport.measures.sampling.allocate import allocate
from rapport.measures.sampling.columns import labels_of
from rapport.measures.sampling.frame_rows import drawn_table, frame_table, ids_of, names_in, text_of
from rapport.measures.sampling.row_keys import keys_of
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Drawn:
    """`rows` drawn (positions in the frame, ascending), the `stratum` and inclusion `probability` of
    each, and by stratum the frame's `sizes` N_h and the `counts` n_h drawn."""

    rows: Codes
    stratum: tuple[Hashable, ...]
    probability: Floats
    sizes: Mapping[Hashable, int]
    counts: Mapping[Hashable, int]

    @property
    def weights(self) -> Floats:
        """How many units of the frame each drawn one stands for."""
        return 1 / self.probability


@checked
def draw_rows(
    ids: Any, n: int | Mapping[Any, int], strata: Any = None, *, seed: int = 0, minimum: int = 0
) -> Drawn:
    """Draw by id: in each stratum those whose hash with the seed is smallest.

    A sample of each stratum without replacement in which every set is as likely as another over seeds.
    A larger n of the same seed contains the smaller one, so that a sample can be extended. Frames of
    more than a million units take a quicker hash.

    Parameters: `ids` one of each unit of the frame, unique; `n` in all (spread in proportion to size) or
    {stratum: n}; `strata` label of each unit; `minimum` of each stratum.

    Raises: InputError for missing or repeated ids, or more units than a stratum holds.

    Validated against: chi-square tests of inclusion over seeds, and fixed samples.

    Example:
        >>> draw_rows(["a", "b", "c", "d"], 2, seed=5).rows.tolist()
        [0, 2]

    See also: draw, allocate, draw_systematic, draw_pps.
    """
    keys = keys_of(ids, seed)
    stratum, names = _strata(strata, len(keys))
    found = np.bincount(stratum, minlength=len(names)).tolist()
    sizes = dict(zip(names, found, strict=True))
    counts = dict(n) if isinstance(n, Mapping) else allocate(n, sizes, minimum=minimum)
    for name, count in counts.items():
        if count > sizes.get(name, 0):
            raise InputError(
                f"{count} units are wanted of {sizes.get(name, 0)}", f"stratum {name!r}", "draw fewer"
            )
    wanted = [counts.get(name, 0) for name in names]
    drawn = np.sort(_smallest(keys, stratum, wanted))
    own = tuple(names[code] for code in stratum[drawn].tolist())
    probability = np.array([counts[name] / sizes[name] for name in own], dtype=np.float64)
    return Drawn(drawn, own, probability, sizes, dict(zip(names, wanted, strict=True)))


@checked
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

    Parameters: `frame` a data frame or {column: values}; `n` in all, or {stratum: n} (a tuple where `by`
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

    See also: allocate, draw_systematic, draw_pps, audit_mean.
    """
    columns = names_in(by)
    table = frame_table(frame, columns + ([id_column] if id_column else []))
    strata = None
    if columns:
        code, found = labels_of(
            table, columns[0] if len(columns) == 1 else tuple(columns), missing="(missing)"
        )
        strata = (code, found)
    drawn = draw_rows(ids_of(table, id_column), n, strata, seed=seed, minimum=minimum)
    extra: dict[str, Any] = {"inclusion_probability": drawn.probability}
    if columns:
        extra = {"stratum": [text_of(stratum) for stratum in drawn.stratum]} | extra
    return drawn_table(table, drawn.rows, extra)


def _strata(strata: Any, length: int) -> tuple[Codes, list[Hashable]]:
    """The stratum of each unit as a code, and the strata's names; a pair is both already."""
    if strata is None:
        return np.zeros(length, dtype=np.intp), ["all"]
    codes, names = strata if _coded(strata) else labels(strata, "strata", length=length)
    if (codes < 0).any():
        raise InputError("a unit of the frame has no stratum", "strata", "name the stratum of each unit")
    return codes, names


def _coded(strata: Any) -> bool:
    return isinstance(strata, tuple) and len(strata) == 2 and isinstance(strata[0], np.ndarray)


def _smallest(keys: Any, stratum: Codes, wanted: list[int]) -> Codes:
    """In each stratum the rows with the smallest keys."""
    order = np.argsort(stratum, kind="stable") if len(wanted) > 1 else np.arange(len(keys))
    ends = np.cumsum(np.bincount(stratum, minlength=len(wanted)))
    rows = [np.empty(0, dtype=np.intp)]
    for end, size, count in zip(ends, np.diff(ends, prepend=0), wanted, strict=True):
        own = order[end - size : end]
        if 0 < count < size:
            own = own[np.argpartition(keys[own], count - 1)[:count]]
        rows.append(own if count else own[:0])
    return np.concatenate(rows)

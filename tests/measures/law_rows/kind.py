"""One kind of rows: how to make some, and how a measure is called with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

from rapport.measures import Estimate

Columns = dict[str, np.ndarray]


def by_name(function: Callable[..., Any], columns: Columns, more: dict[str, Any]) -> Any:
    """The measure, its columns given by their names."""
    return function(**columns, **more)


def by_place(function: Callable[..., Any], columns: Columns, more: dict[str, Any]) -> Any:
    """The measure, its columns given in their order."""
    return function(*columns.values(), **more)


def as_matrix(function: Callable[..., Any], columns: Columns, more: dict[str, Any]) -> Any:
    """The measure, its columns given as one matrix."""
    return function(np.column_stack(list(columns.values())), **more)


@dataclass(frozen=True)
class Kind:
    """`make(rng, n, measure)` → named columns of one length; `call` gives them to the measure.

    `measured` names the columns whose missing values leave a row out (None: all). `units` is the column
    that says which rows are one unit (None: each row is one). `whole`: base + excluded of each estimate
    is all rows. `grouped`: nothing given, nothing returned.
    """

    make: Callable[[np.random.Generator, int, Any], Columns]
    call: Callable[[Callable[..., Any], Columns, dict[str, Any]], Any] = by_name
    measured: tuple[str, ...] | None = None
    units: str | None = None
    whole: bool = False
    grouped: bool = False


def estimates_of(found: Any) -> dict[Any, Estimate]:
    """Whatever a measure returns as its estimates: one, a mapping's, or a dataclass' fields."""
    if isinstance(found, Estimate):
        return {"all": found}
    if isinstance(found, Mapping):
        parts = {key: estimates_of(one) for key, one in found.items()}
    elif is_dataclass(found):
        if isinstance(getattr(found, "adjusted", None), Estimate):
            return {"all": found.adjusted}
        parts = {one.name: estimates_of(getattr(found, one.name)) for one in fields(found)}
    elif isinstance(found, list | tuple):
        parts = {place: estimates_of(one) for place, one in enumerate(found)}
    else:
        return {}
    return {
        key if inner == "all" else (key, inner): estimate
        for key, some in parts.items()
        for inner, estimate in some.items()
    }

"""Several named columns of numbers: a frame, a mapping of columns, or a matrix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.inputs import Floats, numbers, table
from rapport.records.errors import InputError


def named_columns(values: Any, name: str, *, length: int | None = None) -> tuple[list[str], Floats]:
    """Names and one column of numbers each, NaN where missing; a matrix' columns are named x1, x2…"""
    frame = nw.from_native(values, eager_only=True, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        names = [str(one) for one in frame.columns]
        columns = [numbers(frame.get_column(one), f"{name}.{one}", length=length) for one in frame.columns]
    elif isinstance(values, Mapping):
        names = [str(one) for one in values]
        columns = [numbers(column, f"{name}.{one}", length=length) for one, column in values.items()]
    else:
        one_column = np.ndim(values) == 1
        matrix = numbers(values, name)[:, None] if one_column else table(values, name)
        names = [name] if one_column else [f"x{place + 1}" for place in range(matrix.shape[1])]
        columns = [numbers(column, name, length=length) for column in matrix.T]
    if not names:
        raise InputError(f"{name} has no columns", name, "give at least one column of numbers")
    return names, np.column_stack(columns)

"""Plain arguments are of the kind their annotation names, or are refused in words before any work is done."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache, wraps
from numbers import Integral, Number, Real
from types import NoneType, UnionType
from typing import Any, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
from narwhals.exceptions import DuplicateError

from rapport.measures.columns import by_label
from rapport.measures.inputs import LARGEST
from rapport.records.errors import InputError

P = ParamSpec("P")
R = TypeVar("R")
WORDS: dict[Any, str] = {
    float: "a number",
    int: "a whole number",
    str: "a word",
    bool: "True or False",
    Mapping: "a mapping such as {name: number}",
    Iterable: "a list",
    Callable: "a function",
}
COUNTS = ("seed", "draws", "orders", "rounds", "folds")
# Beyond it not every whole number has a float of its own.
LARGEST_COUNT = 2**53


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """The function, whose numbers, words, mappings and results of other measures are looked at first.

    A number is finite and at most 1e100 in size, a whole number may be written 12.0, a seed is not
    negative. Columns of data (`Any`) are left to the function.
    """

    @wraps(function)
    def call(*args: P.args, **named: P.kwargs) -> R:
        names, kinds = _expected(function)
        given = [_fitting(one, *kinds.get(name, _OPEN)) for name, one in zip(names, args, strict=False)]
        more = {name: _fitting(one, *kinds.get(name, _OPEN)) for name, one in named.items()}
        try:
            return function(*given, *args[len(given) :], **more)  # type: ignore[arg-type]
        except DuplicateError:
            raise InputError("two columns have one name", "data frame", "give each its own") from None

    return call


_OPEN: tuple[str, tuple[Any, ...]] = ("", ())
Kinds = dict[str, tuple[str, tuple[Any, ...]]]


@cache
def _expected(function: Callable[..., Any]) -> tuple[list[str], Kinds]:
    """Names by place, and what each parameter may be; parameters that take anything are left out."""
    hints = get_type_hints(function)
    parameters = inspect.signature(function).parameters.values()
    places = [one.name for one in parameters if one.kind == one.POSITIONAL_OR_KEYWORD]
    kinds = {
        one.name: (one.name, _kinds(hints[one.name])) for one in parameters if one.kind != one.VAR_POSITIONAL
    }
    return places, {name: kind for name, kind in kinds.items() if kind[1]}


def _kinds(hint: Any) -> tuple[Any, ...]:
    """The classes that an annotation allows, none when it allows all."""
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    found = [_kind(part) for part in parts]
    return () if None in found else tuple(found)


def _kind(part: Any) -> Any:
    origin = get_origin(part) or part
    if not isinstance(origin, type) or origin in (Any, object, Hashable):
        return None
    if origin in WORDS or origin is NoneType:
        return origin
    if issubclass(origin, Mapping):
        return Mapping
    # A list of names may be any kind of them: a tuple, an array, a frame's column.
    return Iterable if origin is not str and issubclass(origin, Iterable) else origin


def _fitting(value: Any, name: str, kinds: tuple[Any, ...]) -> Any:
    """The value as one of the kinds that the parameter may be."""
    if not kinds or (value is None and NoneType in kinds):
        return value
    number = _number(value)
    if bool in kinds and number in (0, 1):
        return bool(number)
    if number is not None and (float in kinds or int in kinds):
        return _in_bounds(number, name, float in kinds)
    if Mapping in kinds:
        value = by_label(value)
    if any(_is_a(value, kind) for kind in kinds):
        return value
    wanted = " or ".join(dict.fromkeys(map(_named, (kind for kind in kinds if kind is not NoneType))))
    raise InputError(f"{name} is {_shown(value)} where {wanted} is expected", name, f"give {wanted}")


def _is_a(value: Any, kind: Any) -> bool:
    if kind in (float, int, bool, NoneType):
        return False
    if kind is Iterable:
        return isinstance(value, Iterable) and not isinstance(value, str | bytes)
    return isinstance(value, kind)


def _number(value: Any) -> Any:
    """A number as it is (an array of no dimension as its number), None for anything else."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, Real | np.bool_):
        return value
    return float(value) if isinstance(value, Number) and not isinstance(value, complex) else None  # type: ignore[arg-type]


def _in_bounds(number: Any, name: str, fractions: bool) -> Any:
    top = LARGEST if fractions else LARGEST_COUNT
    if not _size(number) <= top:
        raise InputError(f"{name} is {_shown(number)}", name, f"give a number between -{top:g} and {top:g}")
    if not fractions and number != int(number):
        raise InputError(f"{name} is {_shown(number)}, not a whole number", name, "give a whole number")
    if name in COUNTS and number < 0:
        raise InputError(f"{name} is {_shown(number)}", name, "give a whole number from 0 up")
    if fractions and not isinstance(number, Integral):
        return number
    return int(number) if abs(number) <= LARGEST_COUNT else float(number)


def _size(number: Any) -> float:
    # Numbers of few bits cannot be held against the largest; whole ones may be too large for a float.
    return float(abs(number)) if not isinstance(number, int) or abs(number) <= LARGEST else math.inf


def _shown(value: Any) -> str:
    plain = isinstance(value, str | bool | Real | NoneType)
    text = str(value) if plain and not isinstance(value, str) else repr(value)
    return (text if len(text) < 40 else f"{text[:36]}…") if plain else f"a {type(value).__name__}"


def _named(kind: Any) -> str:
    return WORDS.get(kind) or f"{kind.__name__}"

"""How a sample is spread over strata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, overload

import numpy as np

from rapport.measures.inputs import Floats, numbers
from rapport.records.errors import InputError


@overload
def allocate(
    n: int, sizes: Mapping[Any, int], deviations: Mapping[Any, float] | None = None, *, minimum: int = 0
) -> dict[Any, int]: ...
@overload
def allocate(
    n: int, sizes: Sequence[int], deviations: Sequence[float] | None = None, *, minimum: int = 0
) -> list[int]: ...
def allocate(n: int, sizes: Any, deviations: Any = None, *, minimum: int = 0) -> Any:
    """Spread n units over strata, in proportion to their size or to size × deviation.

    Question it answers: how many of the sample come from each channel, team or concern?

    Definition: n_h ∝ N_h (proportional) or n_h ∝ N_h S_h (Neyman), within `minimum` ≤ n_h ≤ N_h, by
    largest remainder, so that the parts add up to n.

    Parameters: `n` in all; `sizes` {stratum: N_h} or a list; `deviations` of the scores in each stratum,
    in the same form; `minimum` units of each stratum (all of a smaller one).

    Returns: a mapping (or list) like `sizes`.

    Raises: InputError when the strata hold fewer than n, or their minimums more.

    Do not: read a stratum's own result from a handful of units because it "is covered".

    Validated against: R's PracTools (proportional and Neyman allocation of its hospital example), which
    gives the same numbers before rounding.

    Example:
        >>> allocate(100, {"chat": 700, "call": 200, "mail": 100}, minimum=15)
        {'chat': 66, 'call': 19, 'mail': 15}

    References: Neyman (1934), doi:10.2307/2342192. Cochran (1977), chapter 5.

    See also: draw, sample_size.
    """
    names = list(sizes) if isinstance(sizes, Mapping) else list(range(len(sizes)))
    size = numbers([sizes[name] for name in names], "sizes")
    pull = size.copy()
    if deviations is not None:
        pull = size * _deviations(deviations, names)
    low = np.minimum(minimum, size)
    _check(n, size, low, minimum)
    if pull.sum() <= 0:
        pull = size
    target = _between(n, pull, low, size)
    parts = _whole(n, target, size, names)
    if isinstance(sizes, Mapping):
        return dict(zip(names, parts, strict=True))
    return parts


def _deviations(deviations: Any, names: list[Any]) -> Floats:
    try:
        spread = numbers([deviations[name] for name in names], "deviations")
    except (KeyError, IndexError):
        raise InputError("a stratum has no deviation", "deviations", "give one for each stratum") from None
    if np.isnan(spread).any() or (spread < 0).any():
        raise InputError("a deviation is missing or negative", "deviations", "give a number ≥ 0")
    return spread


def _check(n: int, size: Floats, low: Floats, minimum: int) -> None:
    if np.isnan(size).any() or (size < 0).any() or (size != np.floor(size)).any():
        raise InputError("a stratum's size is not a whole number", "sizes", "give numbers of units")
    if n < 0 or n != int(n) or n > size.sum():
        raise InputError(
            f"{n} units are wanted of {size.sum():g}", "n", "give a number from 0 to the frame's size"
        )
    if low.sum() > n:
        raise InputError(
            f"a minimum of {minimum} in each stratum needs {low.sum():g} units, there are {n}",
            "minimum",
            "draw more units or lower the minimum",
        )


def _between(n: int, pull: Floats, low: Floats, high: Floats) -> Floats:
    """Shares in proportion to `pull`, held between their bounds, that sum to n."""
    reachable = float(np.where(pull > 0, high, low).sum())
    if reachable < n:
        rest = np.where(pull > 0, 0.0, high - low)
        spread: Floats = np.where(pull > 0, high, low) + rest * (n - reachable) / rest.sum()
        return spread
    left, right = 0.0, float((high[pull > 0] / pull[pull > 0]).max()) + 1.0
    for _ in range(200):
        middle = (left + right) / 2
        left, right = (middle, right) if np.clip(middle * pull, low, high).sum() < n else (left, middle)
    return np.clip(right * pull, low, high)


def _whole(n: int, target: Floats, size: Floats, names: list[Any]) -> list[int]:
    """Whole numbers nearest to the target that sum to n; ties go to larger strata, then by name."""
    parts = np.floor(target + 1e-9)
    left = n - int(parts.sum())
    order = sorted(
        range(len(names)), key=lambda h: (-round(float(target[h] - parts[h]), 9), -size[h], str(names[h]))
    )
    for h in [h for h in order if parts[h] < size[h]][:left]:
        parts[h] += 1
    return [int(part) for part in parts]

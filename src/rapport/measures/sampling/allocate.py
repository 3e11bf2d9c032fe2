"""How a sample is spread over strata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, overload

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.columns import by_label
from rapport.measures.inputs import Floats
from rapport.measures.sampling.strata_sizes import by_name, held, sizes_of
from rapport.records.errors import InputError


@overload
def allocate(
    n: int,
    sizes: Mapping[Any, int],
    deviations: Mapping[Any, float] | None = None,
    *,
    costs: Mapping[Any, float] | None = None,
    minimum: int = 0,
) -> dict[Any, int]: ...
@overload
def allocate(
    n: int,
    sizes: Sequence[int],
    deviations: Sequence[float] | None = None,
    *,
    costs: Sequence[float] | None = None,
    minimum: int = 0,
) -> list[int]: ...
@checked
def allocate(n: int, sizes: Any, deviations: Any = None, *, costs: Any = None, minimum: int = 0) -> Any:
    """Spread n units over strata, in proportion to size, size × deviation, or that over √cost.

    Question it answers: how many of the sample come from each channel, team or concern?

    Definition: n_h ∝ N_h (proportional), N_h S_h (Neyman) or N_h S_h / √c_h (cost-optimal), within
    `minimum` ≤ n_h ≤ N_h (what a full stratum cannot take goes to the others), by largest remainder, so
    that the parts add up to n.

    Scale, unit, range: whole numbers.

    Parameters: `n` in all; `sizes` {stratum: N_h} or a list; `deviations` of the scores in each stratum
    and `costs` of one unit there, in the same form; `minimum` units of each stratum (all of a smaller
    one).

    Returns: a mapping (list, column with labels) like `sizes`. The optimum before rounding is
    `optimal_allocation`'s.

    Raises: InputError when the strata hold fewer than n, or their minimums more.

    Do not: read a stratum's own result from a handful of units because it "is covered".

    Validated against: R's PracTools (proportional and Neyman allocation of its hospital example), which
    gives the same numbers before rounding.

    Example:
        >>> allocate(100, {"chat": 700, "call": 200, "mail": 100}, minimum=15)
        {'chat': 66, 'call': 19, 'mail': 15}

    References: Neyman (1934), doi:10.2307/2342192. Cochran (1977), chapter 5.

    See also: optimal_allocation (a budget or a margin instead of n), draw, sample_size.
    """
    names, size = sizes_of(sizes)
    low = np.minimum(minimum, size)
    _check(n, size, low, minimum)
    target = held(
        pull_of(names, size, deviations, costs), low, size, lambda parts: float(parts.sum()), float(n)
    )
    parts = whole(n, target, size, names)
    if by_label(sizes) is not sizes:
        return type(sizes)(parts, index=names)
    return dict(zip(names, parts, strict=True)) if isinstance(sizes, Mapping) else parts


def pull_of(names: list[Any], size: Floats, deviations: Any, costs: Any) -> Floats:
    """What each stratum's share is proportional to."""
    pull = size.copy()
    if deviations is not None:
        pull = pull * by_name(deviations, names, "deviations", zero=True)
    if pull.sum() <= 0:
        pull = size.copy()
    if costs is not None:
        pull = pull / np.sqrt(by_name(costs, names, "costs", zero=False))
    return pull


def _check(n: int, size: Floats, low: Floats, minimum: int) -> None:
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


def whole(n: int, target: Floats, size: Floats, names: list[Any]) -> list[int]:
    """Whole numbers nearest to the target that sum to n; ties go to larger strata, then by name."""
    parts = np.floor(target + 1e-9)
    left = n - int(parts.sum())
    order = sorted(
        range(len(names)), key=lambda h: (-round(float(target[h] - parts[h]), 9), -size[h], str(names[h]))
    )
    for h in [h for h in order if parts[h] < size[h]][:left]:
        parts[h] += 1
    return [int(part) for part in parts]

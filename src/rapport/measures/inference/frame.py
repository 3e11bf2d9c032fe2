"""The frame behind a sample: sizes, sampling fractions and weights of the strata."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.inputs import Codes, Floats, sums
from rapport.records.errors import InputError

Population = int | Mapping[Any, int] | None


@dataclass(frozen=True)
class Frame:
    """`stratum` of each kept unit (after collapsing), `weight` of each kept unit (frame units it
    stands for when the frame is known), `n` and `fraction` by stratum, whether weights were fitted to
    stratum sizes, and what to tell about it."""

    stratum: Codes
    weight: Floats
    n: Floats
    fraction: Floats
    fitted: bool
    uncovered: tuple[Hashable, ...]
    collapsed: tuple[Hashable, ...]


def frame_of(
    stratum: Codes, weight: Floats, names: list[Hashable], population: Population, weighted: bool
) -> Frame:
    """Sizes and weights of the units that count; strata with one unit are collapsed.

    Parameters: `stratum` code and `weight` of each unit, the strata's `names`, the `population` (the
    frame's size, or {stratum: size}), and whether the weights were `weighted` by the caller.
    """
    count = len(names)
    n = sums(stratum, None, count) if count > 1 else np.array([len(stratum)], dtype=np.float64)
    sizes = _sizes(n, names, population)
    if sizes is not None:
        weight = _to_frame(stratum, weight, sizes, weighted and not isinstance(population, Mapping))
    joined, collapsed = _collapse(n, sizes if sizes is not None else n, names)
    merged_n = sums(joined, n, count)
    fraction = np.zeros(count)
    if sizes is not None:
        merged_size = sums(joined, sizes, count)
        fraction = np.divide(merged_n, merged_size, out=fraction, where=merged_size > 0)
    return Frame(
        stratum=joined[stratum] if count > 1 else stratum,
        weight=weight,
        n=merged_n,
        fraction=fraction,
        fitted=isinstance(population, Mapping),
        uncovered=_uncovered(n, names, population),
        collapsed=collapsed,
    )


def _sizes(n: Floats, names: list[Hashable], population: Population) -> Floats | None:
    """N_h; a total alone is spread over the strata as the sample is."""
    if population is None:
        return None
    if isinstance(population, Mapping):
        missing = [name for name in names if name not in population]
        if missing:
            raise InputError(f"stratum {missing[0]!r} is not in the population", "strata", "give its size")
        sizes = np.where(n > 0, [float(population[name]) for name in names], 0.0)
    else:
        sizes = population * n / max(float(n.sum()), 1.0)
    if (n > sizes * (1 + 1e-12)).any():
        worst = int(np.argmax(n - sizes))
        raise InputError(
            f"{int(n[worst])} units were drawn from a frame of {sizes[worst]:g}",
            f"stratum {names[worst]!r}",
            "give the size of the frame the sample was drawn from",
        )
    return sizes


def _to_frame(stratum: Codes, weight: Floats, sizes: Floats, as_a_whole: bool) -> Floats:
    """Weights scaled to the stratum's size, or to the whole frame where strata sizes are not known."""
    total = sums(stratum, weight, len(sizes))
    scale = sizes / np.where(total > 0, total, 1)
    if as_a_whole:
        scale = np.full(len(sizes), sizes.sum() / max(float(weight.sum()), 1e-300))
    scaled: Floats = weight * scale[stratum]
    return scaled


def _collapse(n: Floats, sizes: Floats, names: list[Hashable]) -> tuple[Codes, tuple[Hashable, ...]]:
    """Each single-unit stratum joins the covered stratum nearest in size (never chosen by score)."""
    joined = np.arange(len(n), dtype=np.intp)
    covered = [int(h) for h in np.flatnonzero(n > 0)]
    single = sorted((h for h in covered if n[h] == 1), key=lambda h: (sizes[h], str(names[h])))
    if len(covered) < 2:
        return joined, ()
    for h in single:
        if (joined[covered] == joined[h]).sum() > 1:
            continue
        others = [o for o in covered if joined[o] != joined[h]]
        if others:
            nearest = min(others, key=lambda o: (abs(sizes[o] - sizes[h]), str(names[o])))
            joined[joined == joined[h]] = joined[nearest]
    return joined, tuple(names[h] for h in single)


def _uncovered(n: Floats, names: list[Hashable], population: Population) -> tuple[Hashable, ...]:
    """Strata of the frame without a unit in the sample."""
    if not isinstance(population, Mapping):
        return ()
    covered = {names[int(h)] for h in np.flatnonzero(n > 0)}
    return tuple(name for name, size in population.items() if size > 0 and name not in covered)

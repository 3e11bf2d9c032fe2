"""The frame behind an audit: sizes, sampling fractions and weights of the strata."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from rapport.measures.inference.audit_sample import AuditSample
from rapport.measures.inputs import Codes, Floats, sums
from rapport.records.errors import InputError


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


def frame_of(sample: AuditSample, units: Codes) -> Frame:
    """Sizes and weights for the units that count; strata with one unit are collapsed."""
    stratum, weight = sample.stratum[units], sample.weight[units]
    count = len(sample.strata)
    n = sums(stratum, None, count)
    sizes = _sizes(sample, n)
    if sizes is not None and (n > sizes).any():
        worst = int(np.argmax(n - sizes))
        raise InputError(
            f"{int(n[worst])} scored units, but the frame has {sizes[worst]:g}",
            f"stratum {sample.strata[worst]!r}",
            "give the size of the frame the sample was drawn from",
        )
    if sizes is not None:
        total = sums(stratum, weight, count)
        scale = sizes / np.where(total > 0, total, 1)
        if not isinstance(sample.population, Mapping) and sample.weighted:
            scale = np.full(count, sizes.sum() / weight.sum())
        weight = weight * scale[stratum]
    joined, collapsed = _collapse(n, sizes if sizes is not None else n, sample.strata)
    merged_n = sums(joined, n, count)
    fraction = np.zeros(count)
    if sizes is not None:
        merged_size = sums(joined, sizes, count)
        fraction = np.divide(merged_n, merged_size, out=fraction, where=merged_size > 0)
    return Frame(
        stratum=joined[stratum],
        weight=weight,
        n=merged_n,
        fraction=fraction,
        fitted=isinstance(sample.population, Mapping),
        uncovered=_uncovered(sample, n),
        collapsed=collapsed,
    )


def _sizes(sample: AuditSample, n: Floats) -> Floats | None:
    """N_h; a total alone is spread over the strata as the sample is."""
    if sample.population is None:
        return None
    if isinstance(sample.population, Mapping):
        sizes = np.array([float(sample.population[name]) for name in sample.strata])
        return np.where(n > 0, sizes, 0.0)
    spread: Floats = sample.population * n / max(float(n.sum()), 1.0)
    return spread


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


def _uncovered(sample: AuditSample, n: Floats) -> tuple[Hashable, ...]:
    """Strata of the frame without a scored unit."""
    if not isinstance(sample.population, Mapping):
        return ()
    scored = {sample.strata[int(h)] for h in np.flatnonzero(n > 0)}
    return tuple(name for name, size in sample.population.items() if size > 0 and name not in scored)

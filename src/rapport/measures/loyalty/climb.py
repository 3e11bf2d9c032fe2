"""The largest likelihood over positive parameters, and how sharply it falls from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Floats

Likelihoods = Callable[[Floats], Floats]
Derivatives = Callable[[Floats], tuple[float, Floats, Floats]]
FURTHEST = 14.0
LONGEST_STEP = 2.0
STEP = 1e-3
FLAT_DROP = 1.92
WIDE = 10.0
CLEAR = 0.8


@dataclass(frozen=True, eq=False)
class Peak:
    """`point` (logarithms of the parameters), the logarithm of the likelihood there, its second
    derivatives, and whether the climb ended."""

    point: Floats
    value: float
    hessian: Floats
    reached: bool


def climb(derivatives: Derivatives, start: Floats, *, steps: int = 80) -> Peak:
    """Damped Newton: a step is shortened until it rises; parameters stay within e^±14."""
    point = np.asarray(start, dtype=np.float64)
    value, slope, hessian = derivatives(point)
    damping = 0.0
    for _ in range(steps):
        move = _move(slope, hessian, damping)
        after = np.clip(point + move, -FURTHEST, FURTHEST)
        rise = float(slope @ (after - point))
        if abs(rise) < 1e-9:
            return Peak(point, value, hessian, True)
        found = derivatives(after)
        if found[0] >= value - 1e-12 * abs(value) and _finite(found):
            small = found[0] - value < 1e-11 * abs(value)
            point, (value, slope, hessian) = after, found
            damping = damping / 5 if damping > 1e-6 else 0.0
            if small and rise < 1e-6:
                return Peak(point, value, hessian, True)
        else:
            damping = max(damping * 4, 1e-3 * float(np.abs(np.diag(hessian)).max()), 1e-6)
            if damping > 1e15:
                break
    return Peak(point, value, hessian, bool(np.abs(slope).max() < 1e-3 * max(abs(value), 1.0)))


def highest(derivatives: Derivatives, starts: list[Floats]) -> Peak:
    """The peak reached from the first start; where that climb does not end, the highest of all starts'."""
    first = climb(derivatives, starts[0])
    if first.reached:
        return first
    return max((first, *(climb(derivatives, one) for one in starts[1:])), key=lambda peak: peak.value)


def _finite(found: tuple[float, Floats, Floats]) -> bool:
    return bool(np.isfinite(found[0]) and np.isfinite(found[1]).all() and np.isfinite(found[2]).all())


def _move(slope: Floats, hessian: Floats, damping: float) -> Floats:
    """A Newton step in which every direction goes uphill, of bounded length."""
    roots, directions = np.linalg.eigh(-hessian)
    floor = max(float(roots.max()) * 1e-9, 1e-9)
    step = directions @ ((directions.T @ slope) / (np.maximum(np.abs(roots), floor) + damping))
    length = float(np.abs(step).max())
    moved: Floats = step * min(1.0, LONGEST_STEP / length) if length > 0 else step
    return moved


def by_differences(likelihoods: Likelihoods) -> Derivatives:
    """First and second derivatives by central differences of a function that gives the logarithm of the
    likelihood at several points (one a row) at once."""

    def derivatives(point: Floats) -> tuple[float, Floats, Floats]:
        size = len(point)
        steps = np.eye(size) * STEP
        pairs = [(i, j) for i in range(size) for j in range(i)]
        both = np.array([steps[i] + steps[j] for i, j in pairs]).reshape(-1, size)
        found = likelihoods(point + np.vstack([np.zeros((1, size)), steps, -steps, both, -both]))
        middle, up, down = float(found[0]), found[1 : size + 1], found[size + 1 : 2 * size + 1]
        outer = found[2 * size + 1 :].reshape(2, -1).sum(axis=0)
        hessian = np.diag((up - 2 * middle + down) / STEP**2)
        for (i, j), one in zip(pairs, outer, strict=True):
            cross = (one - up[i] - down[i] - up[j] - down[j] + 2 * middle) / (2 * STEP**2)
            hessian[i, j] = hessian[j, i] = cross
        return middle, (up - down) / (2 * STEP), hessian

    return derivatives


def flat_beyond(derivatives: Derivatives, peak: Peak, names: tuple[str, str]) -> str | None:
    """In words, when the last of the parameters may be ten times larger or smaller, the others following:
    then it and the one before it, of these names, are not identified."""
    last = len(peak.point) - 1
    roots, directions = np.linalg.eigh(-peak.hessian)
    if peak.reached and roots[0] > 0 and float((directions[last] ** 2 / roots).sum()) ** 0.5 < CLEAR:
        return None
    for side in (WIDE, 1 / WIDE):
        held = float(peak.point[last] + np.log(side))
        start = peak.point[:last].copy()
        start[-1] += np.log(side)
        drop = peak.value - climb(_holding(derivatives, held), start).value
        if drop < FLAT_DROP:
            return (
                f"{names[0]} and {names[1]} are not identified: {names[1]} = {np.exp(held):.3g} fits as well "
                f"as {np.exp(peak.point[last]):.3g} (the log likelihood differs by {max(drop, 0.0):.2g})"
            )
    return None


def _holding(derivatives: Derivatives, held: float) -> Derivatives:
    """The same with the last parameter held."""

    def others(point: Floats) -> tuple[float, Floats, Floats]:
        value, slope, hessian = derivatives(np.append(point, held))
        return value, slope[:-1], hessian[:-1, :-1]

    return others

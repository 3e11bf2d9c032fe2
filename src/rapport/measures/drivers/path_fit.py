"""Partial least squares of blocks of items, from their correlations alone; many matrices at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Bools, Floats

STEPS = 300
NEAR = 1e-11
FLAT = 1e-10
SCHEMES = ("centroid", "factorial", "path")


@dataclass(frozen=True, eq=False)
class Plan:
    """`blocks` (items × constructs) and `paths` (construct × construct, from line to column), yes or no."""

    blocks: Bools
    paths: Bools
    scheme: str

    @property
    def predecessors(self) -> list[list[int]]:
        """Which constructs each construct depends on."""
        return [np.flatnonzero(column).tolist() for column in self.paths.T]


@dataclass(frozen=True, eq=False)
class Fitted:
    """Of each matrix (first axis): outer `weights` and `loadings` of items (0 outside their block), the
    constructs' correlations, `paths` and `totals` (from line to column), `r_squared`; `settled` tells
    whether weights came to rest. NaN: constructs that say the same have no paths of their own."""

    weights: Floats
    loadings: Floats
    constructs: Floats
    paths: Floats
    totals: Floats
    r_squared: Floats
    settled: Bools


def fit_paths(correlations: Floats, plan: Plan, start: Floats | None = None) -> Fitted:
    """Wold's algorithm, mode A: weights follow correlations with the neighbouring constructs."""
    blocks = plan.blocks.astype(np.float64)
    first = blocks if start is None else start
    weights = _scaled(correlations, np.broadcast_to(first, (len(correlations), *blocks.shape)).copy())
    moving = np.arange(len(correlations))
    for _ in range(STEPS):
        r, w = correlations[moving], weights[moving]
        found = _scaled(r, blocks * (r @ (w @ _inner(np.swapaxes(w, 1, 2) @ r @ w, plan))))
        step = np.abs(found - w).max(axis=(1, 2))
        weights[moving] = found
        moving = moving[~(step < NEAR)]
        if not len(moving):
            break
    settled = np.ones(len(correlations), dtype=bool)
    settled[moving] = False
    settled &= np.isfinite(weights).all(axis=(1, 2))
    weights = np.where(settled[:, None, None], weights, np.nan)
    with_all = correlations @ weights
    # A construct points where most of its items point.
    sign = np.where((blocks * with_all).sum(axis=1) < 0, -1.0, 1.0)[:, None, :]
    weights, with_all = weights * sign, with_all * sign
    constructs = np.swapaxes(weights, 1, 2) @ with_all
    paths, r_squared = _regressions(constructs, plan)
    return Fitted(weights, blocks * with_all, constructs, paths, _totals(paths), r_squared, settled)


def _scaled(r: Floats, w: Floats) -> Floats:
    """Weights under which every construct has variance 1."""
    variance = np.einsum("dpc,dpc->dc", w, r @ w)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(w / np.sqrt(np.where(variance > 1e-20, variance, np.nan))[:, None, :])


def _inner(constructs: Floats, plan: Plan) -> Floats:
    """What each construct (column) takes of its neighbours (lines)."""
    both = plan.paths | plan.paths.T
    if plan.scheme == "centroid":
        return np.asarray(np.sign(constructs) * both)
    inner = constructs * both
    if plan.scheme == "path":
        for target, sources in enumerate(plan.predecessors):
            if sources:
                inner[:, sources, target] = _slopes(constructs, sources, target)
    return inner


def _slopes(constructs: Floats, sources: list[int], target: int) -> Floats:
    """Standardised coefficients; NaN where the sources say the same."""
    among = constructs[:, sources][:, :, sources]
    known: Bools = np.asarray(np.isfinite(among).all(axis=(1, 2)))
    safe = np.where(known[:, None, None], among, np.eye(len(sources)))
    apart: Bools = known & np.asarray(np.linalg.eigvalsh(safe)[:, 0] > FLAT)
    safe = np.where(apart[:, None, None], safe, np.eye(len(sources)))
    found = np.linalg.solve(safe, constructs[:, sources, target][:, :, None])[:, :, 0]
    return np.where(apart[:, None], found, np.nan)


def _regressions(constructs: Floats, plan: Plan) -> tuple[Floats, Floats]:
    paths = np.zeros_like(constructs)
    r_squared = np.full(constructs.shape[:2], np.nan)
    for target, sources in enumerate(plan.predecessors):
        if sources:
            slopes = _slopes(constructs, sources, target)
            paths[:, sources, target] = slopes
            r_squared[:, target] = (slopes * constructs[:, sources, target]).sum(axis=1)
    return paths, r_squared


def _totals(paths: Floats) -> Floats:
    """Direct and indirect effects along all ways; paths have no cycle."""
    found, more = paths.copy(), paths
    for _ in range(paths.shape[1] - 1):
        more = more @ paths
        found = found + more
    return found

"""Shapley values of McFadden's R² of logistic regressions of a yes or no."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.drivers.moments import Moments, standardised
from rapport.measures.drivers.rows import Rows
from rapport.measures.drivers.subsets import Players, subset_signs
from rapport.measures.inputs import Floats, sums
from rapport.records.errors import InputError, UnsupportedError

MOST_PLAYERS = 12
STEPS = 30
SEPARATED = 30.0


@dataclass(frozen=True)
class LogitShares:
    """Values of the players and, last, of all together, with their covariance matrix; `separated` when
    the drivers tell yes from no without error, so that there is no best fit."""

    values: Floats
    covariance: Floats
    separated: bool


def logit_shares(rows: Rows, moments: Moments, players: Players) -> LogitShares:
    """Fits every subset, each starting from the one with its last player left out.

    R² = 1 − ℓ/ℓ₀. A row's influence on a maximised log-likelihood is its own part of it, so that
    standard errors need nothing but those parts, summed over all subsets.
    """
    count = len(players)
    if count > MOST_PLAYERS:
        raise UnsupportedError(
            f"logit shares out at most {MOST_PLAYERS} drivers or groups, not {count}",
            "drivers",
            "join drivers in groups",
        )
    z = np.concatenate([part for _, part in standardised(rows, moments)], axis=1)[:-1]
    y = rows.values[-1]
    if not np.isin(y, (0.0, 1.0)).all():
        raise InputError("the outcome of logit must be 0 or 1", "outcome", "give True or False")
    share = rows.weights / rows.weighted_base
    design = np.concatenate([np.ones((1, len(y))), z])
    signs = subset_signs(np.arange(1 << count), count)
    parts = np.zeros((count, len(y)))
    fits: dict[int, Floats] = {}
    none = np.zeros(0)
    full, largest = none, 0.0
    for subset in range(1 << count):
        inside = [bit for bit in range(count) if subset >> bit & 1]
        lines = [0, *(1 + place for bit in inside for place in players[bit])]
        parent = subset & ~(1 << inside[-1]) if inside else 0
        start = fits[parent] if inside else np.zeros(1)
        x = design[lines]
        beta = _climb(x, y, share, np.append(start, np.zeros(len(lines) - len(start))))
        fits[subset] = beta
        line = beta @ x
        full = y * line - np.logaddexp(0.0, line)
        none = full if not inside else none
        largest = float(np.abs(line).max())
        parts += signs[:, subset][:, None] * full
    # Signs of a player add up to nothing, so the 1 of R² drops out.
    told = np.concatenate([parts, (full - none)[None]])
    means, nothing = told @ share, float(none @ share)
    influence = -(told - means[:, None]) / nothing + (means / nothing**2)[:, None] * (none - nothing)
    values, covariance = -means / nothing, _covariance(rows, influence * share)
    return LogitShares(values, covariance, largest > SEPARATED)


def _climb(x: Floats, y: Floats, share: Floats, beta: Floats) -> Floats:
    """Newton's steps to the largest log-likelihood; the shortest where directions run alike."""
    for _ in range(STEPS):
        chance = special.expit(beta @ x)
        slope = x @ (share * (y - chance))
        curve = (x * (share * chance * (1 - chance))) @ x.T
        step = np.linalg.lstsq(curve, slope, rcond=1e-12)[0]
        size = float(np.abs(step).max())
        beta = beta + step * min(1.0, 5.0 / max(size, 1e-300))
        if size < 1e-9 or np.abs(beta @ x).max() > 2 * SEPARATED:
            break
    return np.asarray(beta)


def _covariance(rows: Rows, influence: Floats) -> Floats:
    n = rows.unit_count
    if rows.units is not None:
        units = int(rows.units.max()) + 1
        influence = np.stack([sums(rows.units, line, units) for line in influence])
    total = influence.sum(axis=1)
    factor = n / (n - 1) if n > 1 else np.nan
    return np.asarray((influence @ influence.T - np.outer(total, total) / n) * factor)

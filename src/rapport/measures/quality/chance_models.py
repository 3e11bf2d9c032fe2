"""What agreement would be by chance: the one thing in which the coefficients of several raters differ."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rapport.measures.inputs import Floats
from rapport.measures.quality.chance_corrected import Chance, Units


def pooled_shares(units: Units, table: Floats) -> Chance:
    """Scott and Fleiss: two ratings drawn from the pooled shares of the categories."""
    shares = units.shares()
    pull = (table @ shares + table.T @ shares) / 2
    return Chance(float(shares @ table @ shares), _own(units) @ pull)


def uncertain_shares(units: Units, table: Floats) -> Chance:
    """Gwet: chance enters only as far as ratings are uncertain, Σ π (1 − π)."""
    shares, q = units.shares(), len(table)
    if q < 2:
        return Chance(1.0, np.ones(len(units.counts)))
    scale = float(table.sum()) / (q * (q - 1))
    return Chance(scale * float((shares * (1 - shares)).sum()), scale * (_own(units) @ (1 - shares)))


def equal_shares(units: Units, table: Floats) -> Chance:
    """Brennan, Prediger and Randolph: every category as likely as any other."""
    q = len(table)
    expected = float(table.sum()) / q**2 if q else 1.0
    return Chance(expected, np.full(len(units.counts), expected))


def _own(units: Units) -> Floats:
    raters: Floats = units.counts.sum(axis=1, keepdims=True)
    return np.asarray(units.counts / np.maximum(raters, 1), dtype=np.float64)


Model = Callable[[Units, Floats], Chance]

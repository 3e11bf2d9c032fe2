"""How much rates of answering differ between groups, beyond what chance makes of equal ones."""

from __future__ import annotations

from dataclasses import dataclass

from scipy import special

LARGE = 20_000.0


@dataclass(frozen=True)
class Beyond:
    """What is left of a chi-square beyond its degrees of freedom, with its interval, and `p` of at
    least as large a one by chance."""

    value: float
    low: float
    high: float
    p: float


def beyond_chance(square: float, df: int, confidence: float) -> Beyond:
    """The noncentrality behind a chi-square: how much groups truly differ, times the base.

    The interval inverts the noncentral chi-square; 0 is in it where chance alone may have made the
    square.
    """
    if df <= 0:
        return Beyond(0.0, 0.0, 0.0, 1.0)
    value = max(square - df, 0.0)
    tail = (1 - confidence) / 2
    p = float(special.chdtrc(df, square))
    low = 0.0 if 1 - p <= 1 - tail else _noncentrality(square, df, 1 - tail)
    high = 0.0 if 1 - p <= tail else _noncentrality(square, df, tail)
    return Beyond(value, min(low, value), max(high, value), p)


def _noncentrality(square: float, df: int, probability: float) -> float:
    if square < LARGE:
        return float(special.chndtrinc(square, df, probability))
    # Far out the square is normal about df + λ with variance 2 df + 4 λ.
    z = float(special.ndtri(probability))
    return float(max(square - df - 2 * z * (square - df / 2) ** 0.5, 0.0))

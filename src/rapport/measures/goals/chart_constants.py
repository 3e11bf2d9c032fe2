"""What the range and the deviation of a few normal values are on average, and how they scatter."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy import special

LARGEST_SUBGROUP = 1000


@lru_cache(maxsize=256)
def _computed(n: int) -> tuple[float, float]:
    """By quadrature of the range's distribution."""
    nodes, weights = np.polynomial.legendre.leggauss(160)
    width, wide = 9.0 * (nodes + 1), 9.0 * weights
    x = np.arange(-10.0, 10.0, 0.02)
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi) * 0.02
    inside = special.ndtr(x[None, :] + width[:, None]) - special.ndtr(x)[None, :]
    below = n * (inside ** (n - 1)) @ density
    first = float(wide @ (1 - below))
    second = float(wide @ (2 * width * (1 - below)))
    return first, float(np.sqrt(second - first**2))


def range_constants(n: int, printed: bool = False) -> tuple[float, float]:
    """d2 and d3: mean and standard deviation of the range of n standard normal values.

    `printed`: to the three decimals of the usual tables, as other programs use them.
    """
    d2, d3 = _computed(n)
    return (round(d2, 3), round(d3, 3)) if printed else (d2, d3)


def deviation_constant(n: int) -> float:
    """c4: the mean of the sample standard deviation of n standard normal values."""
    return float(np.sqrt(2 / (n - 1)) * np.exp(special.gammaln(n / 2) - special.gammaln((n - 1) / 2)))

"""LMG by a plain enumeration: one covariance matrix, one solution for each subset, weights by its size."""

from math import factorial

import numpy as np
from clock import measure

ROWS, DRIVERS = 130_000, 14


def rows():
    rng = np.random.default_rng(14)
    x = rng.normal(size=(ROWS, DRIVERS)) + rng.normal(size=(ROWS, 1))
    return x @ (np.arange(DRIVERS) % 4 * 0.2) + 2 * rng.normal(size=ROWS), x


def lmg(y, x):
    p = x.shape[1]
    square = np.cov(np.column_stack([x, y]), rowvar=False)
    inner, outer, total = square[:p, :p], square[:p, p], square[p, p]
    explained = np.zeros(1 << p)
    for subset in range(1, 1 << p):
        inside = [place for place in range(p) if subset >> place & 1]
        r = outer[inside]
        explained[subset] = r @ np.linalg.solve(inner[np.ix_(inside, inside)], r) / total
    size = np.array([bin(subset).count("1") for subset in range(1 << p)])
    weight = np.array([factorial(k) * factorial(p - 1 - k) / factorial(p) for k in range(p)])
    found = np.zeros(p)
    subsets = np.arange(1 << p)
    for place in range(p):
        without = subsets[(subsets >> place & 1) == 0]
        gain = explained[without | 1 << place] - explained[without]
        found[place] = (weight[size[without]] * gain).sum()
    return found


Y, X = rows()
measure(lambda: lmg(Y, X), 3)

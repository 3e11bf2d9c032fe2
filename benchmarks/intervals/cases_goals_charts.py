"""Cells of the control charts' centre and sigma."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import control_chart


def single(n: int, what: str) -> Draw:
    def draw(rng: np.random.Generator) -> tuple:
        found = control_chart(rng.normal(70, 4, n), rules=())
        return (found.centre, 70.0) if what == "centre" else (found.sigma, 4.0)

    return draw


def grouped(n: int, method: str) -> Draw:
    def draw(rng: np.random.Generator) -> tuple:
        found = control_chart(rng.normal(70, 4, (n, 5)), "xbar", sigma=method, rules=())
        return found.sigma, 4.0

    return draw


def counted(n: int, kind: str) -> Draw:
    def draw(rng: np.random.Generator) -> tuple:
        sizes = rng.integers(40, 80, n)
        if kind == "p":
            return control_chart(rng.binomial(sizes, 0.12), "p", sizes, rules=()).centre, 0.12
        return control_chart(rng.poisson(0.12 * sizes), "u", sizes, rules=()).centre, 0.12

    return draw


CASES = [
    *(Case("control_chart", f"{what}, {n} single values", single(n, what))
      for what in ("centre", "sigma") for n in (12, 40)),
    *(Case("control_chart", f"sigma by {method}, 20 groups of five", grouped(20, method))
      for method in ("range", "deviation", "pooled")),
    *(Case("control_chart", f"centre of a {kind} chart, 12 months of some 60 cases", counted(12, kind))
      for kind in ("p", "u")),
]  # fmt: skip

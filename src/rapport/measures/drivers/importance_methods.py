"""The ways to share out R², by name: value, derivative and the scale on which an interval is even."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from rapport.measures.drivers import r_squared_shares as shares
from rapport.measures.drivers.permutations import sampled_shapley
from rapport.measures.drivers.subsets import EXACT_UP_TO, Players, shapley_gradient, shapley_values
from rapport.measures.inputs import Bools, Floats
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Method:
    """`values` of stacks of correlation matrices, `gradient` of one.

    `scale`: "root" (a share; even in atanh of its root), "correlation" (even in atanh) or "plain".
    `alone`: each driver without the others. `own`: needs what a driver has for itself, so duplicates
    have none. `curved`: a mean of many squares, where the second order counts in small samples.
    """

    title: str
    values: Callable[[Floats], Floats]
    gradient: Callable[[Floats], Floats]
    scale: str = "root"
    alone: bool = False
    own: bool = False
    curved: bool = False
    unit: str = "share of variance"
    error: Floats | None = None
    settled: bool = True


FIXED = {
    "correlation": Method(
        "correlation",
        shares.correlation,
        shares.correlation_gradient,
        "correlation",
        alone=True,
        unit="coefficient",
    ),
    "standardized": Method(
        "standardised coefficient",
        shares.standardised,
        shares.standardised_gradient,
        "plain",
        own=True,
        unit="coefficient",
    ),
    "first": Method("R² alone", shares.first, shares.first_gradient, alone=True),
    "last": Method("R² added last", shares.last, shares.last_gradient, own=True),
    "betasq": Method("squared coefficient", shares.squared, shares.squared_gradient, own=True),
    "pratt": Method("coefficient × correlation", shares.pratt, shares.pratt_gradient, "plain", own=True),
    "car": Method("squared CAR score", shares.car, shares.car_gradient),
    "relative_weights": Method(
        "relative weights", shares.relative_weights, shares.relative_weights_gradient, curved=True
    ),
}
SAME = {
    "genizi": "relative_weights",
    "shapley": "lmg",
    "dominance": "lmg",
    "standardised": "standardized",
    "beta": "standardized",
    "squared": "betasq",
}
SHAPLEY = "lmg"
LOGIT = "logit"
TOGETHER = (SHAPLEY, LOGIT)
NAMES = (*TOGETHER, *FIXED, *SAME)


def method_of(name: str, r: Floats, players: Players, orders: int, seed: int) -> Method:
    """The method for this matrix; LMG beyond twenty players is sampled."""
    known = SAME.get(name, name)
    if known in FIXED:
        return FIXED[known]
    if len(players) <= EXACT_UP_TO:
        return Method(
            f"LMG (Shapley), all {1 << len(players):,} subsets",
            partial(shapley_values, players=players),
            partial(shapley_gradient, players=players),
            curved=True,
        )
    found = sampled_shapley(r, players, orders, seed)
    return Method(
        f"LMG (Shapley), {orders:,} orders of entry at random",
        lambda _: found.values,
        lambda _: found.gradient,
        error=found.error,
        settled=False,
    )


def check_method(name: str) -> str:
    """The method's own name."""
    if name not in NAMES:
        raise InputError(f"method {name!r} is unknown", "method", f"use one of {', '.join(NAMES)}")
    return SAME.get(name, name)


def has_own(r: Floats) -> Bools:
    """True for drivers that the others do not determine."""
    values, vectors = np.linalg.eigh(r[:-1, :-1])
    found: Bools = ~(np.abs(vectors[:, values <= shares.SMALLEST]) > 1e-6).any(axis=1)
    return found

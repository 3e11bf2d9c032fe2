"""Numbers drawn from what is known of them, for what follows from several together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.estimate import Estimate
from rapport.measures.inference.intervals import normal_quantile
from rapport.measures.inputs import Floats
from rapport.records.errors import InputError

Given = Estimate | float
SKEWED = 1.2
Correlations = Mapping[tuple[str, str], float] | None


def drawn_inputs(
    given: Mapping[str, Given], correlations: Correlations, draws: int, seed: int
) -> dict[str, Floats]:
    """Draws of each input: an Estimate varies as its interval says (shares on log odds, amounts whose
    interval reaches further up than down on logarithms, each side by itself), a number does not."""
    if not 100 <= draws <= 10_000_000:
        raise InputError(f"{draws} draws", "draws", "give 100 to 10,000,000")
    names = list(given)
    normal = _normal(len(names), draws, seed)
    mixed = np.linalg.cholesky(_matrix(names, correlations)) @ normal
    return {name: _drawn(name, given[name], mixed[place]) for place, name in enumerate(names)}


def _normal(count: int, draws: int, seed: int) -> Floats:
    """Standard normal draws, each row an even sample of the whole distribution in an order of its own
    (a Latin hypercube): the ends of an interval hardly depend on the seed."""
    even = special.ndtri((np.arange(draws) + 0.5) / draws)
    rng = np.random.default_rng(seed)
    return np.array([rng.permutation(even) for _ in range(count)]).reshape(count, draws)


def value_of(name: str, one: Given) -> float:
    """The number itself."""
    if isinstance(one, Estimate):
        return float(one.value) if one.value is not None else float("nan")
    if not isinstance(one, int | float | np.number) or not np.isfinite(one):
        raise InputError(f"{name} is neither a number nor an Estimate", name, "give one of both")
    return float(one)


def why_undefined(given: Mapping[str, Given]) -> str | None:
    """The reason why an input is undefined, if one is."""
    for name, one in given.items():
        if isinstance(one, Estimate) and one.value is None:
            return f"{name}: {one.undefined_because}"
    return None


def certain(given: Mapping[str, Given]) -> list[str]:
    """The inputs that are taken as exact."""
    return [name for name, one in given.items() if not isinstance(one, Estimate) or one.low is None]


def summed_up(draws: Floats, value: float, facts: dict[str, Any]) -> Estimate:
    """The estimate of what was drawn, around its value."""
    tail = (1 - facts["confidence"]) / 2
    low, high = (float(end) for end in np.quantile(draws, [tail, 1 - tail]))
    if low == high == value:
        return Estimate(value=value, **{**facts, "method": "all inputs are taken as exact: no interval"})
    error = float(draws.std())
    return Estimate(value=value, low=min(low, value), high=max(high, value), standard_error=error, **facts)


def _drawn(name: str, one: Given, normal: Floats) -> Floats:
    value = value_of(name, one)
    if not isinstance(one, Estimate) or one.low is None or one.high is None:
        return np.full(len(normal), value)
    z = normal_quantile(one.confidence)
    inside = one.unit == "share" and one.low > 0 and one.high < 1
    if inside:
        low, middle, high = special.logit([one.low, value, one.high])
        return np.asarray(special.expit(_two_sided(low, middle, high, z, normal)), dtype=np.float64)
    if one.low > 0 and one.high - value > SKEWED * (value - one.low):
        low, middle, high = np.log([one.low, value, one.high])
        drawn = np.exp(_two_sided(low, middle, high, z, normal))
    else:
        drawn = _two_sided(one.low, value, one.high, z, normal)
    return np.clip(drawn, 0.0, 1.0) if one.unit == "share" else drawn


def _two_sided(low: float, middle: float, high: float, z: float, normal: Floats) -> Floats:
    """Normal with another spread below than above, so that both ends of the interval are met."""
    reach = np.where(normal < 0, middle - low, high - middle) / z
    return np.asarray(middle + reach * normal, dtype=np.float64)


def _matrix(names: list[str], correlations: Correlations) -> Floats:
    matrix = np.eye(len(names))
    for pair, rho in (correlations or {}).items():
        first, second = pair if isinstance(pair, tuple) and len(pair) == 2 else (pair, pair)
        if first not in names or second not in names or first == second:
            raise InputError(f"a correlation of {first} and {second}", "correlations", f"name two of {names}")
        if not isinstance(rho, int | float | np.number) or not -1 < rho < 1:
            raise InputError(f"a correlation of {rho}", "correlations", "give a number between −1 and 1")
        i, j = names.index(first), names.index(second)
        matrix[i, j] = matrix[j, i] = rho
    if np.linalg.eigvalsh(matrix)[0] <= 1e-10:
        raise InputError("the correlations contradict each other", "correlations", "check their signs")
    return matrix

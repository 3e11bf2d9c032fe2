"""The numbers of path models, over many matrices at once, and their limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.drivers.path_fit import Fitted
from rapport.measures.drivers.path_plan import Named
from rapport.measures.inputs import Floats

Key = tuple[str, ...]
ONE = 0.9999
SMALL = 1e-9


def keys_of(named: Named) -> list[Key]:
    """What is told: kind of number, then what it is of."""
    keys: list[Key] = []
    for place, construct in enumerate(named.constructs):
        inside = [item for item, own in zip(named.items, named.plan.blocks[:, place], strict=True) if own]
        keys += [(kind, construct, item) for kind in ("loading", "weight") for item in inside]
        keys.append(("index", construct))
        if len(inside) > 1:
            keys += [("variance", construct), ("reliability", construct)]
        if named.plan.paths[:, place].any():
            keys.append(("r_squared", construct))
    keys += [("path", *pair) for pair in named.pairs]
    return keys + [("total", *pair) for pair in named.reached]


def statistics(
    fitted: Fitted, means: Floats, deviations: Floats, ends: Floats, named: Named
) -> dict[Key, Floats]:
    """Each number over all matrices."""
    turned = fitted.weights / np.where(deviations > 0, deviations, np.nan)[:, :, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        above = np.einsum("dp,dpc->dc", means - ends[:, 0], turned)
        index = 100 * above / ((ends[:, 1] - ends[:, 0]) @ turned)
        load, size = fitted.loadings, named.plan.blocks.sum(axis=0)
        variance = (load**2).sum(axis=1) / size
        common = load.sum(axis=1) ** 2
        reliability = common / (common + size * (1 - variance))
    of: dict[str, Floats] = {"index": index, "variance": variance, "reliability": reliability}
    of |= {"r_squared": fitted.r_squared, "loading": load, "weight": fitted.weights}
    of |= {"path": fitted.paths, "total": fitted.totals}
    found = {}
    for key in keys_of(named):
        kind, first, *more = key
        place = named.place(first)
        if kind in ("loading", "weight"):
            found[key] = of[kind][:, named.items.index(more[0]), place]
        elif more:
            found[key] = of[kind][:, place, named.place(more[0])]
        else:
            found[key] = of[kind][:, place]
    return found


def aligned(drawn: Fitted, whole: Fitted) -> Fitted:
    """Constructs turned so that their loadings point where the whole's do."""
    sign = np.where((drawn.loadings * whole.loadings).sum(axis=1) < 0, -1.0, 1.0)
    both = sign[:, :, None] * sign[:, None, :]
    return Fitted(
        drawn.weights * sign[:, None, :],
        drawn.loadings * sign[:, None, :],
        drawn.constructs * both,
        drawn.paths * both,
        drawn.totals * both,
        drawn.r_squared,
        drawn.settled,
    )


@dataclass(frozen=True)
class Limits:
    """An interval, with the standard error and degrees of freedom it comes from."""

    low: float
    high: float
    error: float
    df: float


def limits_of(key: Key, value: float, drawn: Floats, units: int, confidence: float, named: Named) -> Limits:
    """Even on the scale of Fisher's transform of loadings and paths, of the root of R², of an index itself.

    The error is that of the draws on that scale: near 1 it differs from one draw to the next.
    """
    kind = key[0]
    target = named.place(key[-1] if kind in ("path", "total") else key[1])
    sources = int(named.plan.paths[:, target].sum()) if kind in ("path", "total", "r_squared") else 0
    left = float(max(units - 1 - sources, 1))
    # Resamples vary as if nothing had been fitted to them.
    factor = (units / left) ** 0.5
    # An error is known from so many people, and from so many draws.
    df = 1 / (1 / left + 1 / max(len(drawn) - 1, 1))
    error = float(drawn.std(ddof=1)) * factor
    if error < SMALL:
        return Limits(value, value, error, df)
    quantile = float(special.stdtrit(df, (1 + confidence) / 2))
    if kind in ("index", "weight") or abs(value) > ONE:
        return Limits(value - quantile * error, value + quantile * error, error, df)
    root = kind == "r_squared"
    scaled = np.sqrt(np.clip(drawn, 0.0, ONE)) if root else np.clip(drawn, -ONE, ONE)
    reach = quantile * float(np.arctanh(scaled).std(ddof=1)) * factor
    if not root:
        middle = np.arctanh(value)
        return Limits(float(np.tanh(middle - reach)), float(np.tanh(middle + reach)), error, df)
    # What is left after the number of sources is taken into account, as in the adjusted R².
    adjusted = max(1 - (1 - value) * (units - 1) / left, 0.0)
    middle = float(np.arctanh(adjusted**0.5))
    low, high = np.tanh(max(middle - reach, 0.0)) ** 2, np.tanh(middle + reach) ** 2
    return Limits(min(float(low), value), max(float(high), value), error, df)

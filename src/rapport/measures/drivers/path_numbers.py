"""The numbers of path models, over many matrices at once, and their limits."""

from __future__ import annotations

import numpy as np

from rapport.measures.drivers.importance_interval import Spread, interval, r_squared_interval
from rapport.measures.drivers.path_fit import Fitted
from rapport.measures.drivers.path_plan import Named
from rapport.measures.inputs import Floats

Key = tuple[str, ...]


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


def limits(
    kind: str, value: float, error: float, quantile: float, units: int, sources: int
) -> tuple[float, float]:
    if error < 1e-9:
        return value, value
    if kind == "r_squared":
        return r_squared_interval(value, quantile * error, units - sources - 1, sources)
    scale = "plain" if kind in ("index", "weight") or abs(value) > 0.999 else "correlation"
    spread = Spread(np.array([[error**2]]), quantile, units - 1.0)
    low, high = interval(np.array([value]), spread, scale, float(units))
    return float(low[0]), float(high[0])

"""How much a design costs or saves against drawing one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.design_variance import Design, Drawn, drawn
from rapport.measures.inference.linear_estimate import base_facts
from rapport.measures.inputs import Bools, Floats, numbers, weights_of


@dataclass(frozen=True)
class DesignEffect:
    """`design`: the variance of the mean over that of a simple random sample of as many rows. `weights`:
    the part that unequal weights alone would cost (Kish). Neither has an interval."""

    design: Estimate
    weights: Estimate


@checked
def design_effect(
    values: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    *,
    cluster_sizes: Any = None,
    replace: bool = False,
) -> DesignEffect:
    """What the design makes of the base, for the mean of these values.

    Question it answers: how many answers of a simple random sample are these worth?

    Definition: variance of the weighted mean under the design / (s²_w (1 − n/N) / n), s²_w the weighted
    variance with n/(n − 1), N the sum of the weights (where they count more than the rows) — with
    `replace` without 1 − n/N. Kish: n Σ w² / (Σ w)².

    Scale, unit, range: a factor; 1 means no effect, 2 that half the base is lost.

    Base: values that are there. Excluded: "missing".

    Parameters: as in `mean`; `replace` compares with drawing with replacement.

    Returns: DesignEffect of two Estimates without interval; the base over the value is the effective
    base.

    Undefined when: under two units, or all values are equal.

    Raises: InputError as in `mean`.

    How sure: from few clusters it is itself uncertain by some tens of per cent.

    Do not: carry it from one question to another; it belongs to these values.

    Validated against: R survey (deff=TRUE) on the California schools: simple random, stratified,
    cluster; Kish's formula.

    Example:
        >>> design_effect([1, 2, 3, 4], weights=[1, 1, 1, 3]).weights.value
        1.3333333333333333

    References: Kish (1965), Survey Sampling. Kish (1992), Journal of Official Statistics 8, 183–200.

    See also: mean, sample_size.
    """
    column = numbers(values, "values")
    here = ~np.isnan(column)
    missing = int((~here).sum())
    facts: dict[str, Any] = {"unit": "factor", "definition": "design_effect@1"}
    if not here.any() or not weights_of(weights, len(column))[here].any():
        nothing = undefined("nothing is there", excluded={"missing": missing} if missing else {}, **facts)
        return DesignEffect(nothing, nothing)
    found = drawn(Design(weights, strata, clusters, population, cluster_sizes), here)
    facts |= base_facts(here, found.weight, missing=missing)
    kish = facts["base"] / facts["effective_base"]
    return DesignEffect(
        _of_design(column[here], here, found, replace, facts),
        Estimate(value=kish, method="Kish, weights alone", **facts),
    )


def _of_design(y: Floats, here: Bools, found: Drawn, replace: bool, facts: dict[str, Any]) -> Estimate:
    w, n = found.weight, len(y)
    frame = float(w.sum())
    value = float((w * y).sum()) / frame
    variance = found.variance(w * (y - value) / frame)
    spread = float((w * (y - value) ** 2).sum()) / frame * n / max(n - 1, 1)
    left = 1.0 if replace or frame <= n * (1 + 1e-9) else 1 - n / frame
    if variance is None or n < 2:
        return undefined("one unit has no variance", **facts)
    if spread <= 1e-24 * max(1.0, value * value):
        return undefined("all values are equal", **facts)
    against = "with" if replace else "without"
    method = f"{found.note or 'simple random'} against simple random {against} replacement"
    return Estimate(value=variance / (spread * left / n), method=method, **facts)

"""Whether drivers matter more or less than before."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.drivers.driver import Driver, DriverImportance
from rapport.measures.estimate import Estimate
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.compare import Difference
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Change(Difference):
    """The difference after − before with `p` (two-sided, by itself) and `adjusted_p` over all drivers."""

    before: Estimate | None = None
    after: Estimate | None = None
    adjusted_p: float | None = None


@checked
def importance_change(
    before: DriverImportance | Mapping[Hashable, Driver], after: DriverImportance | Mapping[Hashable, Driver]
) -> dict[str, Change]:
    """How the importance of each driver changed between two independent samples.

    Question it answers: does something matter more than it did, or may that be chance?

    Definition: importance after − before. The interval squares and adds the distances to each
    importance's own limits, so that it is as lopsided as they are. Version 1.

    Scale, unit, range: as the importances.

    Base: both bases together. Excluded: both samples' together.

    Parameters: `before`, `after`: what `driver_importance` returned, by one method and at one confidence.

    Returns: {driver: Change}, an Estimate with `p` and Benjamini and Hochberg's `adjusted_p`.

    Undefined when: the driver is not in both, or is undefined in either.

    Raises: InputError when methods or confidences differ.

    How sure: covers 94–96.5 % from 300 rows a sample for drivers that account for 3 % or more in both; p
    from the normal.

    Do not: compare samples that share customers, or sets of different drivers: an importance depends on
    which others there are (`method` cannot tell).

    Validated against: importances against R (see driver_importance); the interval by simulation; the
    adjustment against R's p.adjust.

    Example:
        >>> from rapport.measures import driver_importance
        >>> rng = np.random.default_rng(3)
        >>> x = rng.normal(size=(800, 2))
        >>> old = driver_importance(x @ [1, 0.2] + rng.normal(size=800), {"wait": x[:, 0], "staff": x[:, 1]})
        >>> new = driver_importance(x @ [0.2, 1] + rng.normal(size=800), {"wait": x[:, 0], "staff": x[:, 1]})
        >>> found = importance_change(old, new)
        >>> found["staff"].value > 0.2, found["staff"].adjusted_p < 0.001
        (True, True)

    References: Zou & Donner (2008), doi:10.1002/sim.3095. Benjamini & Hochberg (1995),
    doi:10.1111/j.2517-6161.1995.tb02031.x.

    See also: driver_importance, compare.
    """
    names = [str(name) for name in dict.fromkeys([*before, *after])]
    found = {name: _change(before.get(name), after.get(name)) for name in names}
    p = np.array([np.nan if one.p is None else one.p for one in found.values()])
    adjusted = benjamini_hochberg(p)
    return {
        name: one.with_(adjusted_p=None if one.p is None else float(q))
        for (name, one), q in zip(found.items(), adjusted, strict=True)
    }


def _change(before: Driver | None, after: Driver | None) -> Change:
    facts: dict[str, Any] = {"before": before, "after": after, "definition": "importance_change@1"}
    if before is None or after is None:
        there = before or after
        facts |= {"confidence": there.confidence, "unit": there.unit} if there else {}
        return Change(value=None, undefined_because="the driver is not in both samples", **facts)
    for field in ("definition", "confidence", "unit"):
        if getattr(before, field) != getattr(after, field):
            raise InputError(f"the samples differ in {field}", field, "measure both in the same way")
    facts |= {
        "confidence": before.confidence,
        "unit": before.unit,
        "base": before.base + after.base,
        "excluded": {
            reason: before.excluded.get(reason, 0) + after.excluded.get(reason, 0)
            for reason in {**before.excluded, **after.excluded}
        },
    }
    if before.value is None or after.value is None:
        why = before.undefined_because or after.undefined_because
        return Change(value=None, undefined_because=why, **facts)
    value = after.value - before.value
    if None in (before.low, before.high, after.low, after.high):
        return Change(value=value, method="one sample has no interval", **facts)
    down = float(np.hypot(after.value - float(after.low or 0), float(before.high or 0) - before.value))
    up = float(np.hypot(float(after.high or 0) - after.value, before.value - float(before.low or 0)))
    error = float(np.hypot(before.standard_error or 0.0, after.standard_error or 0.0))
    p = float(2 * special.ndtr(-abs(value) / error)) if error > 0 else float(value == 0)
    return Change(
        value=value,
        low=value - down,
        high=value + up,
        standard_error=error,
        method="from both intervals; p from the normal",
        p=p,
        **facts,
    )

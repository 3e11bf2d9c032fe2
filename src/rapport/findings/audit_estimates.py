"""Any metric of an audit, overall or by groups, with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rapport.findings.audit import Audit
from rapport.findings.same_scores import not_too_sure
from rapport.measures import Estimate, as_share, sample_mean, sample_means

Group = tuple[str, ...]
NO_EVALUATIONS = "no interaction was evaluated"


def column_values(audit: Audit, column: str) -> NDArray[np.float64]:
    """One number an evaluation; NaN where the metric does not apply."""
    return audit.rows[column].cast(pl.Float64).fill_null(float("nan")).to_numpy()


def overall(
    audit: Audit,
    values: NDArray[np.float64],
    domain: NDArray[np.bool_] | None = None,
    unit: str = "points",
    *,
    scores: bool = False,
) -> Estimate:
    """The estimate over the frame (of `domain`, True for evaluations inside it), as far as the audit's own
    domain reaches; under the minimum base such a part of the frame is undefined. `scores`: the values are
    scores of 0–100, of which equal ones say little (`not_too_sure`)."""
    if not len(values):
        return _named(audit, Estimate(None, undefined_because=NO_EVALUATIONS, unit=unit), unit)
    inside = _inside(audit, values, domain)
    found = sample_mean(audit.sample, values, domain=inside, confidence=audit.settings.confidence)
    named = _named(audit, _fit(found, unit, scores), unit)
    return named if audit.domain is None else suppressed(named, audit.settings.minimum_base)


def by_groups(
    audit: Audit,
    values: NDArray[np.float64],
    dimensions: Sequence[str],
    domain: NDArray[np.bool_] | None = None,
    unit: str = "points",
    *,
    suppress: bool = True,
    scores: bool = True,
) -> dict[Group, Estimate]:
    """The estimate of every group, in the order of their names; groups under the minimum base are
    undefined and say so. Interactions without a value in a dimension are in no group."""
    if not len(values):
        return {}
    inside = _inside(audit, values, domain)
    confidence = audit.settings.confidence
    found: Mapping[Any, Estimate] = sample_means(
        audit.sample, values, audit.grouped(dimensions), domain=inside, confidence=confidence
    )
    named = {group: _named(audit, _fit(one, unit, scores), unit) for group, one in found.items() if one.base}
    if suppress:
        named = {group: suppressed(one, audit.settings.minimum_base) for group, one in named.items()}
    return dict(sorted(named.items()))


def _inside(audit: Audit, values: NDArray[np.float64], domain: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = ~np.isnan(values)
    for one in (domain, audit.domain):
        if one is not None:
            inside = inside & one
    return inside


def suppressed(estimate: Estimate, minimum: int) -> Estimate:
    """The estimate, or only its base when that is under the minimum."""
    if estimate.base >= minimum:
        return estimate
    return Estimate(
        value=None,
        undefined_because=f"base {estimate.base} is under the minimum of {minimum}",
        confidence=estimate.confidence,
        unit=estimate.unit,
        base=estimate.base,
        excluded=estimate.excluded,
        method=estimate.method,
        source=estimate.source,
        definition=estimate.definition,
        data_version=estimate.data_version,
    )


def _fit(estimate: Estimate, unit: str, scores: bool) -> Estimate:
    """Shares get an interval that stays between 0 and 1; equal scores one that is not too sure."""
    if unit == "share":
        return as_share(estimate)
    return not_too_sure(estimate) if scores else estimate


def _named(audit: Audit, estimate: Estimate, unit: str) -> Estimate:
    return estimate.with_(
        unit=unit,
        source="human",
        method=f"{audit.method}; {estimate.method}" if estimate.method else audit.method,
        definition=audit.criteria.definition,
        data_version=audit.snapshot.data_version,
    )

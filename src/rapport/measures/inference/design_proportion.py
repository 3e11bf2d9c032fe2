"""A share of rows that were drawn by a design."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.design_mean import Design, DesignMean, design_mean
from rapport.measures.inference.intervals import (
    logit_limits,
    normal_quantile,
    share_interval,
    student_quantile,
)
from rapport.measures.inputs import Floats, chosen, confidence_of, numbers
from rapport.records.errors import InputError

METHODS = ("logit", "xlogit", "likelihood", "beta", "mean", "wilson")


@checked
def design_proportion(
    answers: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    confidence: float = 0.95,
    method: str = "logit",
    *,
    cluster_sizes: Any = None,
) -> Estimate:
    """Share of yes among rows that were drawn by a design.

    Question it answers: how often does it happen in the frame, and how sure is that under this design?

    Definition: Σ w y / Σ w of answers 0 and 1.

    Scale, unit, range: share, 0–1.

    Base: answers given. Excluded: "missing".

    Parameters: `answers` 0 and 1 (or False and True); the design as in `mean`; `method` of the
    interval — logit or xlogit (Student's t on the log odds), likelihood (the binomial likelihood
    scaled to the design's variance), beta (exact on the effective base), mean (Student's t),
    wilson (score on the effective base).

    Returns: Estimate with unit "share".

    Undefined when: nothing is there. One unit has no interval.

    Raises: InputError for an answer other than 0 and 1 or an unknown method, else as in `mean`.

    How sure: logit, beta and wilson stay within 0 and 1 and keep their confidence near the ends, beta on
    the safe side; mean does not. Where all answers are alike every method gives the exact interval on
    Kish's effective base (the clusters' number, where there are clusters).

    Do not: use mean for shares under a tenth or above nine tenths.

    Validated against: R survey's svyciprop on the California schools, five methods under a cluster
    design.

    Example:
        >>> found = design_proportion([1, 1, 0, 1, 1, 0, 1, 1], clusters=[1, 1, 2, 2, 3, 3, 4, 4])
        >>> found.value, round(found.low, 2), round(found.high, 2)
        (0.75, 0.21, 0.97)

    References: Korn & Graubard (1998), Survey Methodology 24, 193–201. Rao & Scott (1984),
    doi:10.1214/aos/1176346391.

    See also: proportion, csat, mean.
    """
    level = confidence_of(confidence)
    chosen(method, METHODS, "method")
    column = numbers(answers, "answers")
    known = column[~np.isnan(column)]
    if not np.isin(known, (0.0, 1.0)).all():
        raise InputError("an answer is neither 0 nor 1", "answers", "give 0 and 1, or True and False")
    found = design_mean(column, Design(weights, strata, clusters, population, cluster_sizes))
    missing = len(column) - (found.entered if found else 0)
    facts: dict[str, Any] = {
        "confidence": level,
        "unit": "share",
        "excluded": {"missing": missing} if missing else {},
        "definition": "design_proportion@1",
    }
    if found is None:
        return undefined("nothing is there", **facts)
    facts |= {"base": found.entered, "weighted_base": found.weighted, "effective_base": found.effective}
    words = ", ".join(filter(None, ("share", method, found.note)))
    if found.variance is None:
        return Estimate(value=found.value, method=f"{words}; one unit has no interval", **facts)
    units = found.effective if clusters is None else min(found.effective, found.df + 1)
    low, high = _interval(found, units, method, level)
    return Estimate(
        value=found.value,
        low=min(low, found.value),
        high=max(high, found.value),
        standard_error=found.variance**0.5,
        degrees_of_freedom=found.df,
        method=words,
        **facts,
    )


def _interval(found: DesignMean, units: float, method: str, level: float) -> tuple[float, float]:
    p, variance = found.value, found.variance or 0.0
    t = student_quantile(found.df, level)
    if p <= 0 or p >= 1:
        return share_interval(round(p) * units, units, normal_quantile(level), "exact")
    if variance <= 0:
        return p, p
    worth = p * (1 - p) / variance
    if method in ("logit", "xlogit"):
        low, high = logit_limits(p, variance**0.5, t)
        return float(low), float(high)
    if method == "mean":
        return p - t * variance**0.5, p + t * variance**0.5
    if method == "wilson":
        return share_interval(p * worth, worth, t, "wilson")
    if method == "likelihood":
        return _likelihood(p, worth * (found.entered - 1) / found.entered, t)
    rows = found.entered
    shrink = student_quantile(max(rows - 1, 1), level) / t
    return share_interval(p * worth * shrink**2, worth * shrink**2, normal_quantile(level), "exact")


def _likelihood(p: float, worth: float, t: float) -> tuple[float, float]:
    """Where twice the fall of the binomial log likelihood of `worth` answers reaches t²."""

    def fall(x: Floats) -> Floats:
        return 2 * worth * (p * np.log(p / x) + (1 - p) * np.log((1 - p) / (1 - x)))

    def bound(end: float) -> float:
        near, far = p, end
        for _ in range(80):
            middle = (near + far) / 2
            near, far = (middle, far) if float(fall(np.float64(middle))) < t * t else (near, middle)  # type: ignore[arg-type]
        return near

    return bound(1e-300), bound(1 - 1e-16)

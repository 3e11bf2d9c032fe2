"""Means from counts, means and variances by group, so that an engine need not hand over the rows."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.columns import rows_of
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import around, student_limits
from rapport.measures.inputs import Floats, confidence_of, labels, numbers
from rapport.records.errors import InputError


@checked
def means_of_groups(
    counts: Any,
    means: Any = None,
    variances: Any = None,
    names: Any = None,
    confidence: float = 0.95,
    *,
    sums: Any = None,
    squares: Any = None,
    missing: Any = None,
    unit: str = "score",
) -> dict[Hashable, Estimate]:
    """The mean of each group from its count, mean and variance.

    Question it answers: what would `mean` say of each group, without its rows?

    Definition: the mean, with Student's t on s²/n; the same Estimate as `mean` of the rows.

    Scale, unit, range: `unit` of the values.

    Base: the counts. Excluded: "missing", where `missing` counts them.

    Parameters: `counts` of values, one a group; either `means` and `variances` (with n − 1) or `sums`
    and `squares` (sum of squares: loses digits where the mean is large against the spread); `names`
    of the groups (0, 1, 2, …); `missing` rows.

    Returns: {name: Estimate}.

    Undefined when: a group has no value. One value has no interval.

    Raises: InputError for negative or broken counts, or when neither pair is given.

    How sure: as `mean` of rows drawn one by one.

    Do not: add weights' sums as counts.

    Validated against: `mean` of the rows, to the last digits.

    Example:
        >>> found = means_of_groups([4, 2], [2.5, 10.0], [1.6666666666666667, 2.0], ["a", "b"])
        >>> found["a"].value, round(found["a"].low, 2), found["b"].base
        (2.5, 0.45, 2)

    References: Chan, Golub & LeVeque (1983), doi:10.1080/00031305.1983.10483115.

    See also: mean_of_groups, mean.
    """
    level = confidence_of(confidence)
    n, mean, variance = _moments(counts, means, variances, sums, squares)
    gone = np.zeros(len(n)) if missing is None else numbers(missing, "missing", length=len(n))
    keys = list(range(len(n))) if names is None else list(names) if isinstance(names, str) else rows_of(names)
    if len(keys) != len(n):
        raise InputError(f"{len(keys)} names for {len(n)} groups", "names", "give one a group")
    if len(labels(keys, "names")[1]) != len(keys):
        raise InputError("two groups have one name, or one has none", "names", "give each group its own")
    facts: dict[str, Any] = {"confidence": level, "unit": unit, "definition": "mean@1"}
    found: dict[Hashable, Estimate] = {}
    error = np.sqrt(np.divide(variance, n, out=np.zeros(len(n)), where=n > 0))
    ends = student_limits(mean, error, n - 1, level)
    columns = (one.tolist() for one in (n, mean, error, *ends, gone))
    for key, count, value, deviation, low, high, lost in zip(keys, *columns, strict=True):
        excluded = {"missing": int(lost)} if lost else {}
        if not count:
            found[key] = undefined("nothing was answered", excluded=excluded, **facts)
            continue
        one = Estimate(
            value=value,
            base=int(count),
            weighted_base=count,
            effective_base=count,
            excluded=excluded,
            method="mean, Student t",
            **facts,
        )
        found[key] = (
            one.with_(method="mean, Student t; one unit has no interval")
            if count < 2
            else one.with_(low=low, high=high, standard_error=deviation, degrees_of_freedom=count - 1)
        )
    return found


@checked
def mean_of_groups(
    counts: Any,
    means: Any = None,
    variances: Any = None,
    sizes: Any = None,
    confidence: float = 0.95,
    *,
    sums: Any = None,
    squares: Any = None,
    unit: str = "score",
) -> Estimate:
    """The mean of all from the counts, means and variances of strata.

    Question it answers: what is the mean of the frame, when an engine summed up each stratum?

    Definition: Σ (N_h/N) ȳ_h with variance Σ (N_h/N)² (1 − n_h/N_h) s²_h/n_h; without sizes each value
    counts the same and the groups are strata of unknown size (no correction).

    Scale, unit, range: `unit` of the values.

    Base: all counts.

    Parameters: as in `means_of_groups`; `sizes` N_h of the strata in the frame.

    Returns: Estimate.

    Undefined when: no stratum has a value. No interval where no stratum has two.

    Raises: InputError when more were drawn than a stratum holds, else as `means_of_groups`.

    How sure: Student's t with values − strata degrees of freedom. Strata with one value take the others'
    pooled variance, strata without one are not covered, and `method` says so.

    Do not: use it for parts of one sample that were not drawn apart; the groups' own numbers are chance
    then, and their differences belong to the error.

    Validated against: `mean` of the rows with strata and population (R survey's stratified schools).

    Example:
        >>> found = mean_of_groups([10, 10], [60.0, 80.0], [25.0, 16.0], sizes=[100, 300])
        >>> found.value, round(found.standard_error, 2)
        (75.0, 1.01)

    References: Cochran (1977), Sampling Techniques, chapter 5.

    See also: means_of_groups, mean.
    """
    level = confidence_of(confidence)
    n, mean, variance = _moments(counts, means, variances, sums, squares)
    facts: dict[str, Any] = {"confidence": level, "unit": unit, "definition": "mean_of_groups@1"}
    there = n > 0
    size = n if sizes is None else numbers(sizes, "sizes", length=len(n))
    if sizes is not None and (np.isnan(size).any() or (n > size * (1 + 1e-12)).any()):
        raise InputError("more were drawn than a stratum holds", "sizes", "give the frame's sizes")
    if not there.any():
        return undefined("no stratum has a value", **facts)
    fraction = np.zeros(len(n)) if sizes is None else np.divide(n, size, out=np.zeros(len(n)), where=size > 0)
    part = np.where(there, size, 0.0) / size[there].sum()
    value = float((part * np.where(there, mean, 0.0)).sum())
    df = float((n[there] - 1).sum())
    weight = np.divide(part, n, out=np.zeros(len(n)), where=there)
    note = [f"{int((~there).sum())} strata not covered"] if not there.all() else []
    lone = n == 1
    if lone.any():
        note.append(f"{int(lone.sum())} strata with one value take the others' variance")
    method = ", ".join(["mean of strata", "Student t", *note])
    facts |= {
        "base": int(n.sum()),
        "weighted_base": float(size[there].sum()),
        "effective_base": float(1 / (weight**2 * n).sum()),
    }
    if df < 1:
        return Estimate(value=value, method=f"{method}; no stratum has two values", **facts)
    pooled = float(((n - 1) * variance)[n > 1].sum()) / df
    spread = np.where(lone, pooled, variance)
    share = np.divide(part**2 * (1 - fraction) * spread, n, out=np.zeros(len(n)), where=there)
    error = float(share.sum()) ** 0.5
    return Estimate(**around(value, error, level, df), method=method, **facts)


def _moments(
    counts: Any, means: Any, variances: Any, totals: Any, squares: Any
) -> tuple[Floats, Floats, Floats]:
    n = numbers(counts, "counts")
    if np.isnan(n).any() or (n < 0).any() or (n != np.floor(n)).any():
        raise InputError("a count is not a whole number from 0 up", "counts", "give the number of values")
    if means is not None and variances is not None:
        mean, variance = (
            numbers(means, "means", length=len(n)),
            numbers(variances, "variances", length=len(n)),
        )
    elif totals is not None and squares is not None:
        total, square = numbers(totals, "sums", length=len(n)), numbers(squares, "squares", length=len(n))
        mean = np.divide(total, n, out=np.zeros(len(n)), where=n > 0)
        variance = np.divide(square - n * mean**2, n - 1, out=np.zeros(len(n)), where=n > 1)
        variance = np.where(variance < 0, np.where(variance > -1e-9 * (1 + mean**2), 0.0, variance), variance)
    else:
        raise InputError(
            "means or variances are missing", "means", "give means and variances, or sums and squares"
        )
    variance = np.where(n > 1, variance, 0.0)
    if np.isnan(mean[n > 0]).any() or np.isnan(variance).any() or (variance < 0).any():
        raise InputError("a group with values has no mean, or a negative variance", "means", "check the sums")
    return n, np.where(n > 0, mean, 0.0), variance

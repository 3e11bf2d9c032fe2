"""Whether those who answered may stand for everybody who was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.compare import Difference, compare
from rapport.measures.inference.mean import mean
from rapport.measures.inference.proportion import proportion
from rapport.measures.inputs import Bools, Floats, confidence_of, mask, numbers
from rapport.measures.sampling.calibrate import calibrate
from rapport.measures.sampling.calibrated_mean import calibrated_mean
from rapport.measures.sampling.columns import rows_of
from rapport.measures.sampling.known_columns import Classes, ColumnBias, classes_of, column_bias
from rapport.measures.sampling.nonresponse_verdict import columns_beyond_chance, verdict_of
from rapport.measures.sampling.representativeness import asked_columns, rate_spread
from rapport.measures.sampling.submission_times import times_of
from rapport.records.errors import InputError


@dataclass(frozen=True)
class NonresponseBias:
    """The `verdict` ("none", "mild", "serious" or "cannot tell") and the `words` that say it; what to
    `weight_by`; the `rate` of answering; each known column (`columns`); `representativeness`;
    `largest_bias` that such rates can cause at worst (in standard deviations of the outcome, or in its
    unit); the outcome's mean `unweighted` and `weighted`; `late_minus_early`, and `if_like_late`, by
    which the mean is too high or low if those who did not answer are like those who answered late."""

    verdict: str
    words: str
    weight_by: tuple[str, ...]
    rate: Estimate
    columns: Mapping[str, ColumnBias]
    representativeness: Estimate
    largest_bias: Estimate
    unweighted: Estimate | None
    weighted: Estimate | None
    late_minus_early: Difference | None
    if_like_late: Estimate | None


@checked
def nonresponse_bias(
    frame: Any,
    answered: Any,
    columns: str | Sequence[str] | None = None,
    *,
    outcome: Any = None,
    submitted_at: Any = None,
    confidence: float = 0.95,
) -> NonresponseBias:
    """Compare those who answered with everybody asked, and say in words what it means.

    Question it answers: a third answered: may I believe their score?

    Definition: on every column known of everybody: rates of answering by class, shares among the
    answered against the frame, the size of the difference less what chance makes. `largest_bias`: S /
    rate × the outcome's standard deviation, S that of the probabilities of answering. The verdict:
    none — no column differs beyond chance (false discoveries held at 5 %) by a tenth of a standard
    deviation; mild — one does, none by a quarter; serious — one does by a quarter, or weighting moves
    the mean out of its interval, or nobody answered in a class of a twentieth of the frame; cannot
    tell — under 30 answered.

    Scale, unit, range: rates and differences are shares, sizes standard deviations.

    Base: everybody asked; they count alike.

    Parameters: `frame` a data frame or {column: values} of everybody asked; `answered` yes or no a row;
    `columns` to compare (None: all); `outcome` the answer, a number a row, NaN where there is none;
    `submitted_at` when it came, numbers or dates a row.

    Returns: NonresponseBias; `.words` is the sentence to show.

    Undefined when: nobody or everybody answered: the comparisons say so. `weighted` where a class is
    silent.

    Raises: InputError for unknown columns, `answered` with missing values, columns of other lengths.

    How sure: rates by Wilson, differences by Newcombe, sizes and representativeness by the noncentral
    chi-square, means by `mean` and `calibrated_mean` with the frame as population.

    Do not: read "no sign" as "no bias": only what is known of everybody was compared.

    Validated against: simulated frames whose bias is known, and chi-square tests of R (chisq.test) by
    definition.

    Example:
        >>> frame = {"kind": ["new"] * 500 + ["old"] * 500}
        >>> found = nonresponse_bias(frame, [1] * 150 + [0] * 350 + [1] * 200 + [0] * 300)
        >>> print(found.words)
        Mild: 350 of 1000 answered (35%); too few of kind = new (-7.1 percentage points). Weight by kind.

    References: Groves & Peytcheva (2008), doi:10.1093/poq/nfn011. Schouten, Cobben & Bethlehem (2009),
    Survey Methodology 35, 101–113. Lin & Schaeffer (1995), doi:10.1086/269471.

    See also: representativeness, adjust_nonresponse, calibrated_mean.
    """
    level = confidence_of(confidence)
    length = rows_of(frame)
    yes = mask(answered, "answered", length=length)
    classes = [classes_of(frame, name) for name in asked_columns(frame, columns)]
    broken = [one.column for one in classes if len(one.code) != length]
    if broken:
        raise InputError(f"column {broken[0]!r} has another length", "frame", "give each row a value")
    found = {one.column: column_bias(one, yes, level) for one in classes}
    weight_by = columns_beyond_chance(found)
    even = rate_spread(classes, yes, level)
    values = None if outcome is None else numbers(outcome, "outcome", length=length)
    raw = None if values is None else _unweighted(values, yes, level)
    weighted = None if values is None else _weighted(values, yes, classes, weight_by, level, raw)
    gap = None if values is None or submitted_at is None else _late(values, yes, submitted_at, level)
    verdict, words = verdict_of(found, length, int(yes.sum()), raw, weighted)
    return NonresponseBias(
        verdict=verdict,
        words=words,
        weight_by=tuple(weight_by),
        rate=proportion(int(yes.sum()), length, level).with_(definition="response_rate@1"),
        columns=found,
        representativeness=even,
        largest_bias=_largest(even, yes, values),
        unweighted=raw,
        weighted=weighted,
        late_minus_early=None if gap is None else gap[0],
        if_like_late=None if gap is None else _if_like_late(*gap, yes),
    )


def _unweighted(values: Floats, yes: Bools, level: float) -> Estimate:
    return mean(np.where(yes, values, np.nan), population=len(yes), confidence=level)


def _weighted(
    values: Floats, yes: Bools, classes: list[Classes], by: list[str], level: float, raw: Estimate | None
) -> Estimate | None:
    """The mean of those who answered, raked to the frame on the columns that differ."""
    if not by or raw is None or raw.value is None:
        return raw
    here = yes & ~np.isnan(values)
    used = [one for one in classes if one.column in by]
    totals = {
        one.column: dict(
            zip(one.names, np.bincount(one.code, minlength=len(one.names)).tolist(), strict=True)
        )
        for one in used
    }
    try:
        fitted = calibrate({one.column: _named(one, here) for one in used}, totals, "raking")
    except InputError as error:
        return undefined(f"weights cannot be fitted: {error.what}", confidence=level, unit=raw.unit)
    found = calibrated_mean(values[here], fitted, of_frame=True, confidence=level)
    return found.with_(excluded={"missing": int((~here).sum())} if not here.all() else {})


def _named(classes: Classes, here: Bools) -> list[Any]:
    return [classes.names[code] for code in classes.code[here].tolist()]


def _largest(even: Estimate, yes: Bools, values: Floats | None) -> Estimate:
    """S / rate × the standard deviation of the outcome, with the limits of S."""
    facts: dict[str, Any] = {"confidence": even.confidence, "base": even.base, "definition": "largest_bias@1"}
    unit, scale = "standard deviations", 1.0
    if values is not None:
        there = values[yes & ~np.isnan(values)]
        if len(there) < 2:
            return undefined("fewer than two answers", unit="score", **facts)
        unit, scale = "score", float(np.std(there, ddof=1))
    if even.value is None or even.low is None or even.high is None:
        return undefined(even.undefined_because or "it cannot be told", unit=unit, **facts)
    per = scale / float(yes.mean()) / 2
    return Estimate(
        value=(1 - even.value) * per,
        low=(1 - even.high) * per,
        high=(1 - even.low) * per,
        unit=unit,
        method="spread of the rates over the rate, as if the outcome went with it wholly",
        **facts,
    )


def _late(values: Floats, yes: Bools, submitted_at: Any, level: float) -> tuple[Difference, float]:
    """The later half of the answers against the earlier one, and the earlier one's part."""
    moment = times_of(submitted_at, len(values))
    here = yes & ~np.isnan(values) & ~np.isnan(moment)
    middle = np.median(moment[here]) if here.any() else 0.0
    late, early = values[here & (moment > middle)], values[here & (moment <= middle)]
    gap = compare(mean(late, confidence=level), mean(early, confidence=level))
    return gap, len(early) / max(len(early) + len(late), 1)


def _if_like_late(gap: Difference, early: float, yes: Bools) -> Estimate:
    """Mean of all − (rate × mean of all + (1 − rate) × mean of the late)."""
    facts: dict[str, Any] = {"confidence": gap.confidence, "unit": gap.unit, "base": gap.base}
    if gap.value is None or gap.low is None or gap.high is None:
        return undefined(gap.undefined_because or "one half has no interval", **facts)
    part = -(1 - float(yes.mean())) * early
    low, high = sorted((gap.low * part, gap.high * part))
    return Estimate(
        value=gap.value * part,
        low=low,
        high=high,
        standard_error=None if gap.standard_error is None else abs(part) * gap.standard_error,
        method="later half against earlier half",
        definition="if_like_late@1",
        **facts,
    )

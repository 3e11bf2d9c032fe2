"""People scored a sample, machines read the whole frame: both together, without the machines' bias."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.measures import AuditSample, Estimate, as_share, cross_fit, sample_mean
from rapport.measures.inference.cross_fit import Predict

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FEWEST = 20
"""Human scores from which a machine is taught with them at all."""
FOLDS = 5
PENALTIES = (3.0, 10.0, 30.0, 100.0, 300.0)
METHOD = (
    "people's scores of the sample assisted by what machines read of the whole frame (lambda {slope:.2f}); "
    "the machine learned from the same people, cross-fitted"
)


@dataclass(frozen=True)
class Frame:
    """Everything that could have been drawn, one entry an interaction: its stratum, and what machines read
    of it in columns of numbers (NaN: could not be told). `sizes` are the strata's, as far as in scope."""

    ids: NDArray[np.object_]
    strata: NDArray[np.object_]
    read: Floats
    sizes: Mapping[str, int]


@dataclass(frozen=True)
class Taught:
    """A machine's prediction of the human score for every interaction of the frame, by a machine that did
    not learn from it; `rows` are the places in the frame of a sample's rows (−1: not in it)."""

    frame: Frame
    rows: NDArray[np.intp]
    predicted: Floats


def taught(frame: Frame, units: Sequence[str], human: Floats) -> Taught | None:
    """Learns a line from what was read to the human score from the sample itself, each fifth from the
    others. One row an evaluation: `units` the interaction, `human` the score (NaN: none). None with too few
    scores."""
    place = {name: row for row, name in enumerate(frame.ids.tolist())}
    rows = np.array([place.get(one, -1) for one in units], dtype=np.intp)
    seen = (rows >= 0) & ~np.isnan(human)
    count = np.bincount(rows[seen], minlength=len(frame.ids))
    drawn = np.unique(rows[rows >= 0])
    with np.errstate(invalid="ignore"):
        mean = np.bincount(rows[seen], weights=human[seen], minlength=len(frame.ids)) / count
    if int((count > 0).sum()) < FEWEST:
        return None
    rest = np.ones(len(frame.ids), dtype=bool)
    rest[drawn] = False
    x = _filled(frame.read)
    fitted = cross_fit(ridge, x[drawn], mean[drawn], x[rest], folds=FOLDS)
    predicted = np.zeros(len(frame.ids))
    predicted[drawn], predicted[rest] = fitted.machine, fitted.machine_rest
    return Taught(frame, rows, predicted)


def assisted(
    known: Taught | None,
    sample: AuditSample,
    human: Floats,
    alone: Estimate,
    *,
    rows: Bools | None = None,
    inside: Bools | None = None,
) -> Estimate:
    """The mean human score of the frame, sharpened by what machines read of all of it.

    Definition: λ · mean(machine, frame) + audit mean(human − λ · machine, sample), as `assisted_mean` has it,
    with the variance of the audit: strata, several evaluators and the frame's size count as they do for
    `alone`, people's scores by themselves. λ is the slope of human on machine within strata, 0 where it
    would be below. Where a score does not apply to all (`human` NaN) it is the mean over those to which it
    does: `alone` corrected, to first order, by the assisted mean of what it is off by.

    Parameters: `human` one row an evaluation of `sample`; `rows` and `inside` a part of them and of the frame
    that is told of. Returns: an Estimate that says in `method` how it compares with `alone`.
    """
    facts: dict[str, Any] = {
        "unit": alone.unit, "base": alone.base, "source": "assisted", "definition": alone.definition,
        "data_version": alone.data_version, "excluded": dict(alone.excluded),
    }  # fmt: skip
    if known is None or alone.value is None:
        because = alone.undefined_because or f"fewer than {FEWEST} interactions were scored by people"
        return Estimate(None, undefined_because=because, confidence=alone.confidence, **facts)
    told = np.ones(len(human), dtype=bool) if rows is None else rows
    told = told & (known.rows >= 0)
    applies = ~np.isnan(human)
    everywhere = bool(applies[told].all())
    start, share = (0.0, 1.0) if everywhere else (alone.value, _share(sample, applies, told))
    off = np.where(applies, np.nan_to_num(human) - start, 0.0) / share
    machine = known.predicted[known.rows]
    slope = _slope(off, machine, sample.stratum[sample.row_unit], known.rows >= 0)
    left = sample_mean(sample, off - slope * machine, domain=told, confidence=alone.confidence)
    if left.value is None:
        return left.with_(**facts)
    value = start + left.value + slope * _mean_of(known, inside)
    df = left.degrees_of_freedom or 0.0
    wider = ((df + 1) / df) ** 0.5 if slope and df else 1.0  # a slope from the same rows costs one of them
    reach = (left.margin_of_error or 0.0) * wider
    found = left.with_(
        value=value,
        low=None if left.low is None else value - reach,
        high=None if left.high is None else value + reach,
        standard_error=None if left.standard_error is None else left.standard_error * wider,
        **facts,
    )
    if alone.unit == "share" and found.standard_error:
        found = as_share(found.with_(value=min(max(value, 0.0), 1.0)))
    said = f"{METHOD.format(slope=slope)}; {compared(found, alone)}; {left.method}"
    return found.with_(method=said)


def compared(found: Estimate, alone: Estimate) -> str:
    """How the interval compares with that of people's scores alone, in words."""
    mine, theirs = found.margin_of_error, alone.margin_of_error
    if mine is None or not theirs:
        return "the sample alone has no interval to compare with"
    less = 100 * (1 - mine / theirs)
    if less < 1:
        return "no narrower than people's scores alone"
    return f"{less:.0f} % narrower than people's scores alone"


def ridge(x: Floats, y: Floats) -> Predict:
    """A line with as much penalty as predicts left-out rows best (generalised cross-validation)."""
    middle, spread = x.mean(axis=0), x.std(axis=0)
    known = spread > 1e-9
    scaled = (x[:, known] - middle[known]) / spread[known]
    level = float(y.mean())
    left, sizes, right = np.linalg.svd(scaled, full_matrices=False)
    along = left.T @ (y - level)
    best, weights = np.inf, np.zeros(int(known.sum()))
    for penalty in PENALTIES:
        kept = sizes**2 / (sizes**2 + penalty)
        missed = y - level - left @ (kept * along)
        loss = float((missed**2).sum()) / max(1.0 - (1.0 + float(kept.sum())) / len(y), 1e-6) ** 2
        if loss < best:
            best = loss
            weights = right.T @ (np.divide(kept, sizes, out=np.zeros_like(sizes), where=sizes > 1e-9) * along)
    slopes = np.zeros(x.shape[1])
    slopes[known] = weights / spread[known]

    def predict(new: Floats) -> Floats:
        return np.asarray(level + (new - middle) @ slopes)

    return predict


def _filled(read: Floats) -> Floats:
    """What could not be told as the middle of what could, and a column that says so."""
    gone = np.isnan(read)
    with np.errstate(invalid="ignore"):
        count = np.maximum((~gone).sum(axis=0), 1)
        middle = np.where(gone, 0.0, read).sum(axis=0) / count
    some = gone.any(axis=0)
    return np.hstack([np.where(gone, middle, read), gone[:, some].astype(np.float64)])


def _slope(y: Floats, x: Floats, stratum: NDArray[np.intp], here: Bools) -> float:
    """Of human on machine within strata."""
    y, x, codes = y[here], x[here], stratum[here]
    count = np.maximum(np.bincount(codes), 1)
    dy = y - (np.bincount(codes, weights=y) / count)[codes]
    dx = x - (np.bincount(codes, weights=x) / count)[codes]
    spread = float((dx**2).sum())
    return max(float((dx * dy).sum() / spread), 0.0) if spread > 1e-12 else 0.0


def _share(sample: AuditSample, applies: Bools, told: Bools) -> float:
    """The share of what is told of to which the score applies."""
    found = sample_mean(sample, applies.astype(np.float64), domain=told)
    return max(found.value or 0.0, 1e-9)


def _mean_of(known: Taught, inside: Bools | None) -> float:
    """Of the predictions over the frame, strata by their size; of a part of it over its interactions."""
    if inside is not None:
        return float(known.predicted[inside].mean())
    names, codes = np.unique(known.frame.strata.astype(str), return_inverse=True)
    count = np.bincount(codes, minlength=len(names))
    mean = np.bincount(codes, weights=known.predicted, minlength=len(names)) / count
    size = np.array([known.frame.sizes.get(name, 0) for name in names], dtype=np.float64)
    return float((mean * size).sum() / size.sum()) if size.sum() else float(known.predicted.mean())

"""Whether a driver moves every step of an ordered answer alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.drivers.cumulative_fit import Climbed, climb, null_start
from rapport.measures.drivers.ordered_rows import OrderedRows, ordered_rows
from rapport.measures.drivers.ordinal_logit import obstacle, separated
from rapport.measures.inference.model_columns import Levels
from rapport.measures.inputs import Floats, confidence_of

ALIKE = "no sign that it moves some steps of the answer more than others"
APART = "it moves some steps of the answer more than others: one coefficient does not tell all"


@dataclass(frozen=True)
class StepTest:
    """`statistic` (twice the gain in log-likelihood), its `degrees_of_freedom`, `p` where all steps are
    alike, and the `verdict` in words; None with the reason in the verdict when it cannot be told."""

    statistic: float | None
    degrees_of_freedom: int
    p: float | None
    verdict: str


@checked
def proportional_odds(
    outcome: Any,
    drivers: Any,
    confidence: float = 0.95,
    *,
    counts: Any = None,
    levels: Sequence[Any] | None = None,
    driver_levels: Levels | None = None,
) -> Mapping[str, StepTest]:
    """Tests for each driver whether one coefficient does for all steps of the answer.

    Question it answers: does what keeps customers from the worst answers also bring the best ones?

    Definition: likelihood ratio of the proportional-odds model and of one in which this driver has a
    coefficient for every threshold; chi-squared with (steps − 1) × coefficients degrees of freedom.

    Scale, unit, range: statistic from 0 up, p 0–1.

    Base: as in `ordinal_logit`.

    Parameters: as in `ordinal_logit`; `confidence` of the verdict, shared over all drivers.

    Returns: a mapping {driver: StepTest}.

    Undefined when: `ordinal_logit` is, the answer has two levels, or the freer model has no largest
    likelihood (its lines cross, or a level is foretold without exception).

    Raises: InputError as `ordinal_logit`.

    How sure: a test, no interval. With many rows it finds differences too small to matter; with few it
    finds little. Where one driver moves the steps unevenly, others that go with it may seem to.

    Do not: use it with survey weights or rows in clusters, whose likelihood ratios are not chi-squared.

    Validated against: R ordinal's nominal_test on housing satisfaction.

    Example:
        >>> answers = [1, 2, 1, 3, 2, 3, 3, 2, 1, 3, 2, 1]
        >>> found = proportional_odds(answers, {"app": [0, 1, 0, 1, 0, 0, 1, 1, 1, 1, 0, 0]})
        >>> found["app"].degrees_of_freedom, found["app"].verdict
        (1, 'no sign that it moves some steps of the answer more than others')

    References: McCullagh (1980), doi:10.1111/j.2517-6161.1980.tb01109.x. Peterson & Harrell (1990),
    doi:10.2307/2347760.

    See also: ordinal_logit.
    """
    level = confidence_of(confidence)
    rows = ordered_rows(outcome, drivers, None, None, counts, levels, driver_levels)
    spans = {term: [name for name in rows.fitted if name in names] for term, names in rows.terms.items()}
    why = obstacle(rows) or ("the answer has one step" if len(rows.levels) < 3 else "")
    fit = None if why else climb(rows.model(), null_start(rows.model()))
    if fit is not None and not fit.reached:
        why = separated(rows, fit)
    steps = max(len(rows.levels) - 2, 0)
    if why or fit is None:
        return {term: StepTest(None, steps * len(names), None, why) for term, names in spans.items()}
    tail = (1 - level) / len(spans)
    return {term: _tested(rows, names, fit, tail) for term, names in spans.items()}


def _tested(rows: OrderedRows, free: list[str], fit: Climbed, tail: float) -> StepTest:
    """The freer model climbs from the summit of the other."""
    df = (len(rows.levels) - 2) * len(free)
    if not free:
        return StepTest(None, 0, None, "it does not vary, or other drivers determine it")
    freer = climb(rows.model(free), _start(rows, free, fit))
    if not freer.reached:
        why = "a coefficient for each step has no end: levels are foretold, or the steps' lines cross"
        return StepTest(None, df, None, why)
    statistic = max(2 * (freer.value - fit.value), 0.0)
    p = float(special.chdtrc(df, statistic))
    return StepTest(statistic, df, p, APART if p < tail else ALIKE)


def _start(rows: OrderedRows, free: list[str], fit: Climbed) -> Floats:
    steps = len(rows.levels) - 1
    slopes = fit.point[steps:]
    own = np.array([name in free for name in rows.fitted])
    # A threshold less Σ β x: what is free enters with the other sign.
    first = np.column_stack([fit.point[:steps], np.tile(-slopes[own], (steps, 1))])
    return np.concatenate([first.ravel(), slopes[~own]])

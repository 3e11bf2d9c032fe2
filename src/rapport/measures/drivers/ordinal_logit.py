"""How the odds of a better answer go with each driver."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.drivers.cumulative_fit import Climbed, Ordered, climb, null_start, scores
from rapport.measures.drivers.ordered_rows import OrderedRows, ordered_rows
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import around
from rapport.measures.inference.model_columns import Levels
from rapport.measures.inputs import Floats, chosen, confidence_of
from rapport.records.errors import InputError

ERRORS = ("auto", "classical", "robust")
DETERMINED = "it does not vary, or other drivers determine it"


@dataclass(frozen=True)
class OrdinalLogit(Mapping[str, Estimate]):
    """Coefficients by name, `odds_ratios` alike, `thresholds` by "lower|upper" level; the outcome's
    `levels`; `log_likelihood`, that without drivers, `deviance` and `aic` as plain numbers."""

    coefficients: Mapping[str, Estimate]
    odds_ratios: Mapping[str, Estimate]
    thresholds: Mapping[str, Estimate]
    levels: tuple[Hashable, ...]
    log_likelihood: float | None
    log_likelihood_null: float | None
    deviance: float | None
    aic: float | None

    def __getitem__(self, name: str) -> Estimate:
        return self.coefficients[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.coefficients)

    def __len__(self) -> int:
        return len(self.coefficients)


@checked
def ordinal_logit(
    outcome: Any,
    drivers: Any,
    weights: Any = None,
    clusters: Any = None,
    confidence: float = 0.95,
    *,
    counts: Any = None,
    levels: Sequence[Any] | None = None,
    driver_levels: Levels | None = None,
    errors: str = "auto",
) -> OrdinalLogit:
    """Proportional-odds regression of an answer on ordered levels.

    Question it answers: by how much do the odds of a better answer differ where a driver is one unit
    higher and the others are the same, when the answer's steps need not be equally far apart?

    Definition: log odds of an answer above level k = Σ β x − θ_k, largest likelihood, version 1. Two
    levels (yes or no) make it the ordinary logistic regression, whose intercept is −θ.

    Scale, unit, range: coefficients are log odds for one unit more; odds ratios their exponentials.
    Thresholds θ are log odds of the lower levels where all drivers are 0.

    Base: complete rows; with `counts` the people they stand for. Excluded: "no outcome", "a driver is
    missing", "no cluster".

    Parameters: `outcome` one level a row, or the name of one of the drivers' columns; `drivers` a data
    frame, a mapping of columns, or rows × drivers (named x1, x2, …); a column of labels gives one
    coefficient for each label but the first, named "column: label"; `weights` survey weights; `counts`
    how many people each row stands for; `clusters` what was drawn, when rows come in groups; `levels`
    the outcome's labels from the worst to the best (numbers and ordered categories bring their own
    order); `driver_levels` {column: labels}, the first being what others are held against; `errors`
    "classical" (the model holds), "robust" (it need not), or "auto": classical unless there are weights
    or clusters.

    Returns: OrdinalLogit, a mapping {coefficient: Estimate}, with `odds_ratios`, `thresholds`,
    `log_likelihood`, `deviance`, `aic`.

    Undefined when: the outcome has one level, there are too few rows, or drivers foretell a level
    without exception (separation): then a coefficient has no end, and the reason names the drivers. A
    driver that does not vary or that others determine is undefined alone.

    Raises: InputError for labels without a known order, more than 100 levels, counts that are not
    whole, else as `driver_importance`.

    How sure: Wald, from the exact second derivatives; odds ratios on their logarithm. Covers 94–96.5 %
    from 100 rows on with five levels. Robust: Student's t with units less parameters as degrees of
    freedom; too narrow under some thirty clusters.

    Do not: use it where a driver moves the lower steps otherwise than the upper ones; ask
    `proportional_odds`. Do not read a coefficient as cause.

    Validated against: R's MASS and ordinal on housing satisfaction and on ratings of wine; statsmodels.

    Example:
        >>> found = ordinal_logit([1, 2, 1, 3, 2, 3, 3, 2], {"wait": [5, 4, 6, 1, 4, 2, 3, 2]})
        >>> round(found["wait"].value, 3), list(found.thresholds)
        (-2.243, ['1|2', '2|3'])

    References: McCullagh (1980), doi:10.1111/j.2517-6161.1980.tb01109.x. Albert & Anderson (1984),
    doi:10.1093/biomet/71.1.1. Agresti (2010), Analysis of Ordinal Categorical Data,
    doi:10.1002/9780470594001.

    See also: proportional_odds, driver_importance, linear_regression, survey_regression.
    """
    level = confidence_of(confidence)
    chosen(errors, ERRORS, "errors")
    rows = ordered_rows(outcome, drivers, weights, clusters, counts, levels, driver_levels)
    robust = errors == "robust" or (errors == "auto" and (rows.survey or rows.units is not None))
    if robust and counts is not None:
        raise InputError("counts hide which rows were drawn together", "counts", "repeat the rows instead")
    facts: dict[str, Any] = {"confidence": level, "definition": "ordinal_logit@1", **rows.facts}
    if why := obstacle(rows):
        return _nothing(rows, why, facts)
    model = rows.model()
    start = null_start(model)
    fit = climb(model, start)
    if not fit.reached:
        return _nothing(rows, separated(rows, fit), facts)
    covariance = _covariance(rows, model, fit, robust)
    return _told(rows, fit, covariance, robust, facts)


def obstacle(rows: OrderedRows) -> str:
    """Why nothing can be told; "" when it can."""
    if not rows.facts["base"]:
        return "no row is complete"
    if len(rows.levels) < 2:
        return "the outcome has one level: there is nothing to account for"
    if not rows.fitted:
        return "no driver varies"
    parameters = len(rows.levels) - 1 + len(rows.fitted)
    if rows.facts["base"] <= parameters or (rows.units is not None and rows.units.max() < parameters):
        return f"there are not more rows or clusters than the {parameters} numbers to be found"
    return ""


def separated(rows: OrderedRows, fit: Climbed) -> str:
    """Names the drivers along which the likelihood has no summit."""
    # Only coefficients without an end have gone far from 0 in all these steps.
    far = np.abs(fit.point[len(fit.point) - len(rows.fitted) :])
    some = [name for name, size in zip(rows.fitted, far, strict=True) if size > 0.1 * far.max()]
    return f"{', '.join(some)} foretell a level without exception: the coefficient has no end"


def _covariance(rows: OrderedRows, model: Ordered, fit: Climbed, robust: bool) -> Floats:
    inverse = np.linalg.inv(fit.information)
    if robust:
        units = len(rows.weights) if rows.units is None else int(rows.units.max()) + 1
        square = scores(model, fit.point, rows.units, units)
        inverse = inverse @ square @ inverse * units / (units - 1)
    # Back to the drivers' own units: θ − Σ β (x − mean) / deviation.
    steps = model.steps
    back = np.eye(len(fit.point))
    back[range(steps, len(back)), range(steps, len(back))] = 1 / rows.deviations
    back[:steps, steps:] = rows.means / rows.deviations
    return np.asarray(back @ inverse @ back.T)


def _told(
    rows: OrderedRows, fit: Climbed, covariance: Floats, robust: bool, facts: dict[str, Any]
) -> OrdinalLogit:
    steps = len(rows.levels) - 1
    slopes = fit.point[steps:] / rows.deviations
    values = np.concatenate([fit.point[:steps] + slopes @ rows.means, slopes])
    errors = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    df = None
    if robust:
        units = rows.facts["effective_base"] if rows.units is None else int(rows.units.max()) + 1.0
        df = max(float(units) - len(values), 1.0)
    method = f"proportional odds, {'robust errors, Student t' if robust else 'Wald'}"
    facts = facts | {"method": method}
    every = [_estimate(v, e, df, facts) for v, e in zip(values, errors, strict=True)]
    found = dict(zip(rows.fitted, every[steps:], strict=True))
    gone = undefined(DETERMINED, unit="coefficient", **facts)
    named = {name: found[name] if name in rows.sure else gone for name in rows.coefficients}
    null = _null(rows)
    parameters = len(values)
    return OrdinalLogit(
        named,
        {name: _ratio(one) for name, one in named.items()},
        dict(zip(_steps(rows), every[:steps], strict=True)),
        rows.levels,
        fit.value,
        null,
        -2 * fit.value,
        -2 * fit.value + 2 * parameters,
    )


def _estimate(value: float, error: float, df: float | None, facts: dict[str, Any]) -> Estimate:
    return Estimate(**around(value, error, facts["confidence"], df), unit="coefficient", **facts)


def _ratio(one: Estimate) -> Estimate:
    if one.value is None:
        return one.with_(unit="ratio")
    ends = (one.value, one.low or 0.0, one.high or 0.0)
    value, low, high = (float(np.exp(np.clip(end, -700, 700))) for end in ends)
    error = value * (one.standard_error or 0.0)
    return one.with_(value=value, low=low, high=high, standard_error=error, unit="ratio")


def _null(rows: OrderedRows) -> float:
    """The log-likelihood without drivers."""
    size = np.diff(np.concatenate([[0.0], np.cumsum(rows.weights)])[rows.edges])
    return float(size @ np.log(size / size.sum()))


def _steps(rows: OrderedRows) -> list[str]:
    return [f"{low}|{high}" for low, high in zip(rows.levels[:-1], rows.levels[1:], strict=True)]


def _nothing(rows: OrderedRows, why: str, facts: dict[str, Any]) -> OrdinalLogit:
    gone = undefined(why, unit="coefficient", **facts)
    named = dict.fromkeys(rows.coefficients, gone)
    ratios = dict.fromkeys(rows.coefficients, gone.with_(unit="ratio"))
    return OrdinalLogit(named, ratios, dict.fromkeys(_steps(rows), gone), rows.levels, None, None, None, None)

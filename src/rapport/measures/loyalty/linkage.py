"""What a point of a score is worth: from score to behaviour to money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import around
from rapport.measures.inputs import Codes, Floats, confidence_of, labels, numbers
from rapport.measures.loyalty.columns import named_columns
from rapport.measures.loyalty.logistic import logistic
from rapport.measures.loyalty.uncertain import Given, value_of, why_undefined
from rapport.records.errors import InputError

CAUTION = (
    "An association, held against the controls given; customers with a better score may differ in what was "
    "not measured. Only a trial tells what raising the score would change."
)


@dataclass(frozen=True)
class Linkage:
    """`effect` of one point of the score on the outcome, `worth_of_a_point` in money a customer, the
    `coefficients` of score and controls, the `model` and a `caution` to show beside them."""

    effect: Estimate
    worth_of_a_point: Estimate
    coefficients: Mapping[str, Estimate]
    model: str
    caution: str = CAUTION

    def worth(self, points: float, customers: float) -> Estimate:
        """What so many points are worth with so many customers, if the link holds."""
        one, by = self.worth_of_a_point, float(points) * float(customers)
        if one.value is None or one.low is None or one.high is None or one.standard_error is None:
            return one
        low, high = sorted((one.low * by, one.high * by))
        error = one.standard_error * abs(by)
        return one.with_(value=one.value * by, low=low, high=high, standard_error=error)


@checked
def linkage(
    score: Any,
    outcome: Any,
    controls: Any = None,
    value: Given = 1.0,
    clusters: Any = None,
    confidence: float = 0.95,
) -> Linkage:
    """Linkage of a score to behaviour and money.

    Question it answers: how many more stay, or how much more do they spend, for one point of QCI or NPS?

    Definition: an outcome of 0 and 1 (stayed, bought again) by logistic regression, its effect being the
    mean over customers of the change of probability a point; any other outcome (money) by least squares.
    Worth of a point = effect · value.

    Scale, unit, range: effect in the outcome's unit a point (a share for 0/1), worth in money.

    Base: rows with score, outcome and controls. Excluded: "score, outcome or control is missing".

    Parameters: `score` and `outcome` one row a customer; `controls` a frame, mapping or matrix of what
    else moves both (tenure, region as 0/1 columns); `value` of one outcome in money (an Estimate or a
    number; 1 when the outcome is money already); `clusters` what was sampled, when rows come in groups.

    Returns: Linkage with `effect`, `worth_of_a_point`, `coefficients`, `.worth(points, customers)` and
    the `caution`.

    Undefined when: fewer rows than ten a coefficient, score or outcome do not vary, a control is
    collinear with the others, or the score separates the outcomes perfectly.

    Raises: InputError for text in the controls.

    How sure: sandwich (robust) errors, HC3 for least squares, by cluster where given; Student's t; the
    mean effect by the delta method with the customers' own variation; value and effect are independent.
    Covers near the nominal level from some hundred customers.

    Do not: promise the worth to whoever raises the score; see `caution`. Use the score from before the
    outcome, never from after.

    Validated against: statsmodels (Logit margins, OLS with HC3 and clusters); simulated customers of
    known effect.

    Example:
        >>> found = linkage([60, 70, 80, 90] * 10, [0, 0, 1, 1, 1, 1, 0, 1] * 5, value=100.0)
        >>> round(found.effect.value, 4), round(found.worth_of_a_point.value, 2)
        (0.0143, 1.43)

    References: Anderson, Fornell & Mazvancheryl (2004), doi:10.1509/jmkg.68.4.172.42723. MacKinnon &
    White (1985), doi:10.1016/0304-4076(85)90158-7.

    See also: diminishing_returns, at_risk_value, return_on_investment.
    """
    level = confidence_of(confidence)
    s = numbers(score, "score")
    y = numbers(outcome, "outcome", length=len(s))
    names, others = (
        ([], np.empty((len(s), 0)))
        if controls is None
        else named_columns(controls, "controls", length=len(s))
    )
    groups = None if clusters is None else labels(clusters, "clusters", length=len(s))[0]
    here = ~(np.isnan(s) | np.isnan(y) | np.isnan(others).any(axis=1))
    if groups is not None:
        here &= groups >= 0
    missing = int((~here).sum())
    s, y, others = s[here], y[here], others[here]
    binary = bool(np.isin(y, (0.0, 1.0)).all())
    model = "logistic regression" if binary else "least squares"
    facts: dict[str, Any] = {
        "confidence": level,
        "base": len(s),
        "excluded": {"score, outcome or control is missing": missing} if missing else {},
        "definition": "linkage@1",
        "method": f"{model}, robust errors",
    }
    unit = "share" if binary else "money"
    columns = np.column_stack([s, others])
    because = why_undefined({"value": value}) or _because(columns, y)
    if because is None:
        fit = _Linked(columns, y, None if groups is None else groups[here], binary)
        because = fit.because
    if because:
        blank = undefined(because, **{**facts, "unit": unit})
        coefficients = {name: blank.with_(unit="coefficient") for name in ("score", *names)}
        return Linkage(blank, blank.with_(unit="money"), coefficients, model)
    effect = _estimate(*fit.effect(), fit.df, {**facts, "unit": unit})
    found = {
        name: _estimate(*fit.coefficient(place), fit.df, {**facts, "unit": "coefficient"})
        for place, name in enumerate(("score", *names))
    }
    return Linkage(effect, _worth(effect, value, fit.df, facts), found, model)


def _because(columns: Floats, y: Floats) -> str | None:
    if len(y) < 10 * (columns.shape[1] + 1):
        return f"{len(y)} rows are too few for {columns.shape[1]} columns (ten a coefficient)"
    if np.ptp(columns[:, 0]) == 0 or np.ptp(y) == 0:
        return "the score or the outcome does not vary"
    spread = columns.std(axis=0)
    if not (spread > 1e-10 * np.abs(columns).max(axis=0)).all():
        return "a control does not vary"
    scaled = (columns - columns.mean(axis=0)) / spread
    return "controls are collinear" if np.linalg.matrix_rank(scaled) < scaled.shape[1] else None


class _Linked:
    """The fitted model: influence of each row on the coefficients (of scaled columns) and on the effect."""

    def __init__(self, columns: Floats, y: Floats, groups: Codes | None, binary: bool) -> None:
        order = np.lexsort((*columns.T[::-1], y))
        columns, y = columns[order], y[order]
        self.groups = None if groups is None else groups[order]
        self.spread = columns.std(axis=0)
        x = np.column_stack([np.ones(len(y)), (columns - columns.mean(axis=0)) / self.spread])
        n, k = x.shape
        self.because: str | None = None
        self.df = float(n - k if self.groups is None else len(np.unique(self.groups)) - 1)
        if binary:
            fit = logistic(x, y)
            if not fit.reached:
                self.because = "the score or a control separates the outcomes perfectly"
                return
            self.beta, p = fit.beta, special.expit(x @ fit.beta)
            residual, inverse, self.weight = y - p, fit.covariance, p * (1 - p)
            bend = self.weight * (1 - 2 * p)
            self.slope = np.append(0.0, np.zeros(k - 1))
            self.slope[1] = self.weight.mean()
            self.slope = self.slope + self.beta[1] * (bend @ x) / n
            lever = self.weight * np.einsum("ij,jk,ik->i", x, inverse, x)
        else:
            inverse = np.linalg.inv(x.T @ x)
            self.beta = inverse @ (x.T @ y)
            residual, self.weight = y - x @ self.beta, np.ones(n)
            self.slope = np.eye(k)[1]
            lever = np.einsum("ij,jk,ik->i", x, inverse, x)
        if self.groups is None:
            residual = residual / np.maximum(1 - lever, 1e-6)
        if self.df < 1:
            self.because = "one cluster: no error can be told"
        self.influence = (x * residual[:, None]) @ inverse

    def coefficient(self, place: int) -> tuple[float, float]:
        """A coefficient in the column's own unit, and its error."""
        by = 1 / self.spread[place]
        return float(self.beta[place + 1] * by), self._error(self.influence[:, place + 1]) * float(by)

    def effect(self) -> tuple[float, float]:
        """The mean effect of a point, and its error: of the coefficients and of who the customers are."""
        by = 1 / self.spread[0]
        own = self.beta[1] * (self.weight - self.weight.mean()) / len(self.weight)
        value = float(self.beta[1] * self.weight.mean() * by)
        return value, self._error(self.influence @ self.slope + own) * float(by)

    def _error(self, influence: Floats) -> float:
        if self.groups is None:
            return float(np.sqrt((influence**2).sum()))
        total = np.bincount(self.groups, influence)
        count = len(np.unique(self.groups))
        return float(np.sqrt((total**2).sum() * count / max(count - 1, 1)))


def _estimate(value: float, error: float, df: float, facts: dict[str, Any]) -> Estimate:
    if error == 0:
        return Estimate(value=value, **{**facts, "method": f"{facts['method']}; a perfect fit: no interval"})
    return Estimate(**around(value, error, facts["confidence"], df), **facts)


def _worth(effect: Estimate, value: Given, df: float, facts: dict[str, Any]) -> Estimate:
    """Effect times value, both with their errors."""
    amount = value_of("value", value)
    doubt = (value.standard_error or 0.0) if isinstance(value, Estimate) else 0.0
    if effect.value is None:
        raise InputError("the effect is undefined", "value", "see its reason")
    error = float(np.hypot(amount * (effect.standard_error or 0.0), effect.value * doubt))
    return _estimate(effect.value * amount, error, df, {**facts, "unit": "money"})

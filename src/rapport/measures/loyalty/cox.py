"""What makes customers leave sooner: proportional hazards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import around, logit_limits, normal_quantile
from rapport.measures.inputs import Bools, Floats, confidence_of
from rapport.measures.loyalty.columns import named_columns
from rapport.measures.loyalty.followed import followed
from rapport.measures.loyalty.pairs import concordant

STEPS = 50


@dataclass(frozen=True)
class Cox:
    """`coefficients` (log hazard ratios) and `hazard_ratios` by covariate, the `log_likelihood` and that
    without covariates, and the `concordance` (how often the higher risk ended first)."""

    coefficients: Mapping[str, Estimate]
    hazard_ratios: Mapping[str, Estimate]
    concordance: Estimate
    log_likelihood: float | None
    log_likelihood_null: float | None
    base: int
    excluded: Mapping[str, int]


@checked
def cox(durations: Any, observed: Any, covariates: Any, confidence: float = 0.95) -> Cox:
    """Proportional-hazards regression.

    Question it answers: who leaves sooner, and by how much does each thing count?

    Definition: hazard = h₀(t) · exp(Σ β x), partial likelihood with Efron's ties.

    Scale, unit, range: coefficients are logarithms of hazard ratios for one more unit of the covariate.

    Base: rows with duration, ending and all covariates. Excluded: "duration, ending or covariate is
    missing".

    Parameters: `durations`, `observed` as in `kaplan_meier`; `covariates` a frame, a mapping of columns
    or a matrix.

    Returns: Cox with `coefficients`, `hazard_ratios` (mappings name → Estimate), `concordance`,
    `log_likelihood`.

    Undefined when: nothing ended, there are not more endings than covariates, covariates are
    collinear or constant, or one of them separates those that ended first perfectly.

    Raises: InputError for text in covariates or rows that do not fit.

    How sure: coefficients by the information matrix (Wald); concordance by the jackknife of its pairs.
    Poor with fewer than ten endings a covariate.

    Do not: read a coefficient as cause; use covariates that were known only after the start.

    Validated against: R survival's coxph and PyPI lifelines on the Rossi and lung data (coefficients,
    log likelihood, concordance); statsmodels' PHReg.

    Example:
        >>> found = cox([5, 6, 7, 8, 9, 10], [1, 1, 1, 1, 1, 1], {"calls": [3, 4, 1, 2, 2, 0]})
        >>> round(found.coefficients["calls"].value, 2)
        0.95

    References: Cox (1972), doi:10.1111/j.2517-6161.1972.tb00899.x. Efron (1977),
    doi:10.1080/01621459.1977.10480613. Harrell, Lee & Mark (1996),
    doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4.

    See also: kaplan_meier, churn_risk.
    """
    level = confidence_of(confidence)
    rows = followed(durations, observed)
    names, given = named_columns(covariates, "covariates", length=len(rows.here))
    complete = ~np.isnan(given[rows.here]).any(axis=1)
    time, ended, x = rows.time[complete], rows.ended[complete], given[rows.here][complete]
    missing = len(rows.here) - len(time)
    facts: dict[str, Any] = {
        "confidence": level,
        "base": len(time),
        "excluded": {"duration, ending or covariate is missing": missing} if missing else {},
        "definition": "cox@1",
    }
    fitted = _fit(time, ended, x)
    if isinstance(fitted, str):
        blank = undefined(fitted, unit="coefficient", **facts)
        same = dict.fromkeys(names, blank)
        share = undefined(fitted, unit="share", **facts)
        return Cox(same, same, share, None, None, facts["base"], facts["excluded"])
    beta, errors, likelihood, null = fitted
    return Cox(
        {name: _coefficient(b, e, facts) for name, b, e in zip(names, beta, errors, strict=True)},
        {name: _ratio(b, e, facts) for name, b, e in zip(names, beta, errors, strict=True)},
        _concordance(x @ beta, time, ended, facts),
        likelihood,
        null,
        facts["base"],
        facts["excluded"],
    )


def _fit(time: Floats, ended: Bools, x: Floats) -> tuple[Floats, Floats, float, float] | str:
    """Coefficients, standard errors, log likelihood with and without; or why there are none."""
    if ended.sum() <= x.shape[1]:
        return "there are not more endings than covariates"
    spread = x.std(axis=0)
    if not spread.all() or (spread <= 1e-10 * np.abs(x).max(axis=0)).any():
        return "a covariate does not vary"
    z = (x - x.mean(axis=0)) / spread
    if np.linalg.matrix_rank(z) < z.shape[1]:
        return "covariates are collinear"
    risk = _Risk(time, ended, z)
    beta = np.zeros(z.shape[1])
    value, slope, information = risk.derivatives(beta)
    null = value
    for _ in range(STEPS):
        if np.linalg.eigvalsh(information)[0] <= 1e-10:
            return "a covariate separates those that ended first: its coefficient has no end"
        step = np.linalg.solve(information, slope)
        found = risk.derivatives(beta + step)
        halvings = 0
        while not found[0] >= value - 1e-9 * abs(value) and halvings < 30:
            step, halvings = step / 2, halvings + 1
            found = risk.derivatives(beta + step)
        beta = beta + step
        value, slope, information = found
        if float(np.abs(step).max()) < 1e-10:
            break
        if float(np.abs(beta).max()) > 30:
            return "a covariate separates those that ended first: its coefficient has no end"
    errors = np.sqrt(np.diag(np.linalg.inv(information))) / spread
    return beta / spread, errors, value, null


class _Risk:
    """The partial likelihood: rows by falling time, so that those at risk are running sums."""

    def __init__(self, time: Floats, ended: Bools, x: Floats) -> None:
        order = np.lexsort((*x.T, ended, -time))
        time, self.ended, self.x = time[order], ended[order], x[order]
        when = time[self.ended]
        times, self.group, count = np.unique(-when, return_inverse=True, return_counts=True)
        self.last = np.searchsorted(-time, times, side="right") - 1
        # Efron: the l-th of d endings at one time weighs the d ended (d − l)/d.
        self.first = np.repeat(np.arange(len(times)), count)
        start = np.concatenate([[0], np.cumsum(count)[:-1]])
        self.part = (np.arange(len(when)) - start[self.first]) / count[self.first]

    def derivatives(self, beta: Floats) -> tuple[float, Floats, Floats]:
        """Log likelihood, gradient, information."""
        with np.errstate(over="ignore"):
            score = self.x @ beta
            shift = float(score.max())
            weight = np.exp(score - shift)
        ended, groups = self.x[self.ended], len(self.last)
        mine = weight[self.ended]
        all_0, tied_0 = np.cumsum(weight)[self.last], np.bincount(self.group, mine, groups)
        s0 = all_0[self.first] - self.part * tied_0[self.first]
        s0 = np.maximum(s0, 1e-300)
        value = float(score[self.ended].sum() - (np.log(s0) + shift).sum())
        size = self.x.shape[1]
        means = np.empty((len(mine), size))
        for i in range(size):
            means[:, i] = self._sums(weight * self.x[:, i], mine * ended[:, i]) / s0
        slope = ended.sum(axis=0) - means.sum(axis=0)
        information = np.empty((size, size))
        for i in range(size):
            for j in range(i + 1):
                both = self.x[:, i] * self.x[:, j]
                second = self._sums(weight * both, mine * both[self.ended]) / s0
                information[i, j] = information[j, i] = float((second - means[:, i] * means[:, j]).sum())
        return value, slope, information

    def _sums(self, every: Floats, mine: Floats) -> Floats:
        tied = np.bincount(self.group, mine, len(self.last))
        found: Floats = np.cumsum(every)[self.last][self.first] - self.part * tied[self.first]
        return found


def _coefficient(beta: float, error: float, facts: dict[str, Any]) -> Estimate:
    return Estimate(
        **around(beta, error, facts["confidence"]),
        unit="coefficient",
        method="Cox regression (Efron), Wald",
        **facts,
    )


def _ratio(beta: float, error: float, facts: dict[str, Any]) -> Estimate:
    one = _coefficient(beta, error, facts)
    ends = (one.value or 0.0, one.low or 0.0, one.high or 0.0)
    value, low, high = (float(np.exp(np.clip(end, -700, 700))) for end in ends)
    return one.with_(value=value, low=low, high=high, unit="ratio", standard_error=value * float(error))


def _concordance(score: Floats, time: Floats, ended: Bools, facts: dict[str, Any]) -> Estimate:
    right, pairs = concordant(np.round(score, 12), time, ended)
    total = float(pairs.sum()) / 2
    more = {**facts, "unit": "share", "method": "concordance, jackknife of pairs"}
    if total == 0:
        return undefined("no two rows can be compared", **more)
    value = float(right.sum()) / 2 / total
    n = len(score)
    error = float(((right - value * pairs) ** 2).sum() * n / max(n - 1, 1)) ** 0.5 / total
    if error == 0 or not 0 < value < 1:
        return Estimate(value=value, **more)
    low, high = map(float, logit_limits(value, error, normal_quantile(facts["confidence"])))
    return Estimate(value=value, low=low, high=high, standard_error=error, **more)

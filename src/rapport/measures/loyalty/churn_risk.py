"""Who is likely to leave, with proof of how far that can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import around, normal_quantile
from rapport.measures.inputs import Bools, Codes, Floats, confidence_of, labels, numbers
from rapport.measures.loyalty.auc import auc
from rapport.measures.loyalty.calibration import Calibration, calibration
from rapport.measures.loyalty.columns import named_columns
from rapport.measures.loyalty.each import Each
from rapport.measures.loyalty.logistic import Logistic, logistic
from rapport.measures.moments import moments
from rapport.records.errors import InputError

PENALTIES = (0.1, 1.0, 10.0, 100.0, 1000.0)
LEAST = 20


@dataclass(frozen=True, eq=False)
class ChurnRisk:
    """A fitted risk of leaving. `coefficients` are log odds for one more unit; `auc` and `calibration`
    come from customers that the model had not seen (`validation` says which)."""

    coefficients: Mapping[str, Estimate]
    auc: Estimate
    calibration: Calibration | None
    penalty: float | None
    validation: str
    names: tuple[str, ...]
    undefined_because: str | None
    fit: Logistic | None
    centre: Floats
    spread: Floats
    confidence: float

    def probability(self, features: Any) -> Each:
        """Probability of leaving of each of these customers, with the interval of what is expected (NaN in
        arrays, an undefined Estimate, where a feature is missing)."""
        names, x = named_columns(features, "features")
        if isinstance(features, Mapping) or hasattr(features, "columns"):
            if missing := sorted(set(self.names) - set(names)):
                raise InputError(f"there is no column {missing[0]!r}", "features", "give the same features")
            x = x[:, [names.index(name) for name in self.names]]
        if x.shape[1] != len(self.names):
            raise InputError("other features than fitted", "features", f"give {', '.join(self.names)}")
        method = "penalised logistic regression"
        if self.fit is None:
            gone = np.full(len(x), np.nan)
            return Each(gone, gone, gone, self.confidence, "share", method, self.undefined_because)
        z = _designed(x, self.centre, self.spread)
        score = z @ self.fit.beta
        error = np.sqrt(np.einsum("ij,jk,ik->i", z, self.fit.covariance, z))
        reach = normal_quantile(self.confidence) * error
        low, high = special.expit(score - reach), special.expit(score + reach)
        return Each(special.expit(score), low, high, self.confidence, "share", method, "a feature is missing")


@checked
def churn_risk(
    features: Any,
    churned: Any,
    dates: Any = None,
    customers: Any = None,
    confidence: float = 0.95,
    *,
    folds: int = 10,
    later: float = 0.3,
    bins: int = 10,
    seed: int = 0,
) -> ChurnRisk:
    """Churn risk with its calibration.

    Question it answers: who will probably leave, and do customers said to leave with 30 % do so in 30 %?

    Definition: logistic regression on standardised features with a ridge penalty, which is chosen from
    0.1, 1, 10, 100, 1000 by the likelihood of customers left out.

    Scale, unit, range: probabilities 0–1; coefficients are log odds for one more unit of a feature.

    Base: rows with all features and an outcome. Excluded: "feature or outcome is missing", "no date".

    Parameters: `features` a frame, mapping of columns or matrix; `churned` 1 or 0; `dates` of the rows: the
    model is then tested on the `later` share of them after being fitted on the earlier; without, by
    cross-validation in `folds`; `customers` whose rows are kept together in a fold; `seed` of the folds.

    Returns: ChurnRisk with `coefficients`, `auc`, `calibration` (Brier, slope, intercept, bins), and
    `.probability(features)`, one a customer with an interval.

    Undefined when: fewer than 20 left or 20 stayed, or no feature varies.

    Raises: InputError for text among features, an outcome that is neither 0 nor 1.

    How sure: probabilities from the curvature of the penalised likelihood; coefficients after one step
    without the penalty, since its pull towards 0 would make their intervals miss; auc and
    calibration as there, on customers not seen. Cross-validated rows are not quite independent: the
    intervals of auc then speak of models fitted like this one.

    Do not: use features that were known only after leaving; read a coefficient as cause.

    Validated against: statsmodels' Logit at a penalty near 0; simulated customers of known risk.

    Example:
        >>> import numpy as np
        >>> rng = np.random.default_rng(1)
        >>> calls = rng.poisson(2, 600).astype(float)
        >>> left = rng.random(600) < 1 / (1 + np.exp(3 - 0.8 * calls))
        >>> found = churn_risk({"calls": calls}, left)
        >>> found.auc.value > 0.7, found.calibration.slope.low < 1 < found.calibration.slope.high
        (True, True)

    References: Hoerl & Kennard (1970), doi:10.1080/00401706.1970.10488634. Steyerberg (2019), Clinical
    Prediction Models, doi:10.1007/978-3-030-16399-0.

    See also: auc, calibration, cox, at_risk_value.
    """
    level = confidence_of(confidence)
    names, x = named_columns(features, "features")
    y = numbers(churned, "churned", length=len(x))
    here = ~(np.isnan(x).any(axis=1) | np.isnan(y))
    if not np.isin(y[here], (0.0, 1.0)).all():
        raise InputError("churned is neither 0 nor 1", "churned", "give 1 for left, 0 for stayed")
    if not 2 <= folds <= 100 or not 0 < later < 1:
        raise InputError("folds or later out of bounds", "folds, later", "give 2 to 100, and a share")
    x, y, when, whose, facts = _in_order(x, y, here, dates, customers, level)
    because = _because(x, y)
    if because:
        return _unfitted(names, because, level, facts)
    fold = _folds(whose, folds, seed)
    tested = np.ones(len(y), dtype=np.bool_) if dates is None else _latest(when, later)
    if dates is None:
        validation = f"cross-validated in {folds} folds"
        penalty, predicted = _cross_validated(x, y, fold)
    else:
        validation = f"fitted on the earlier, tested on the {int(tested.sum())} latest rows"
        because = _because(x[~tested], y[~tested]) or (None if tested.any() else "all dates are one")
        if because:
            return _unfitted(names, f"too few earlier rows: {because}", level, facts)
        penalty, predicted = _later(x, y, tested, fold)
    centre, spread = _scaling(x)
    fit = logistic(_designed(x, centre, spread), y, penalty)
    coefficients = {
        name: _coefficient(fit, place + 1, spread[place], penalty, facts) for place, name in enumerate(names)
    }
    area = auc(predicted, y[tested], level)
    kept = {"excluded": _with_rest(facts, len(y) - int(tested.sum())), "definition": "churn_risk@1"}
    quality = calibration(predicted, y[tested], level, bins=bins)
    return ChurnRisk(
        coefficients,
        area.with_(method=f"{area.method}; {validation}", **kept),
        quality,
        penalty,
        validation,
        tuple(names),
        None,
        fit,
        centre,
        spread,
        level,
    )


def _in_order(
    x: Floats, y: Floats, here: Bools, dates: Any, customers: Any, level: float
) -> tuple[Floats, Floats, Floats, Codes, dict[str, Any]]:
    """The complete rows (features, outcome, date, customer), earliest first, and the facts about them."""
    when, dated = (np.zeros(len(x)), here) if dates is None else _when(dates, len(x))
    whose = np.arange(len(x)) if customers is None else labels(customers, "customers", length=len(x))[0]
    excluded = {"feature or outcome is missing": int((~here).sum()), "no date": int((here & ~dated).sum())}
    kept = np.flatnonzero(here & dated)
    facts: dict[str, Any] = {
        "confidence": level,
        "base": len(kept),
        "excluded": {why: n for why, n in excluded.items() if n},
        "definition": "churn_risk@1",
    }
    if len(kept):
        kept = kept[np.lexsort((*x[kept].T[::-1], y[kept], when[kept]))]
    return x[kept], y[kept], when[kept], whose[kept], facts


def _latest(when: Floats, later: float) -> Bools:
    return np.asarray(when > np.quantile(when, 1 - later, method="lower"))


def _unfitted(names: list[str], because: str, level: float, facts: dict[str, Any]) -> ChurnRisk:
    blank = {name: undefined(because, unit="coefficient", **facts) for name in names}
    share, nothing = undefined(because, unit="share", **facts), np.empty(0)
    return ChurnRisk(blank, share, None, None, "", tuple(names), because, None, nothing, nothing, level)


def _with_rest(facts: dict[str, Any], rest: int) -> dict[str, int]:
    return {**facts["excluded"], **({"used to fit": rest} if rest else {})}


def _because(x: Floats, y: Floats) -> str | None:
    left, stayed = int(y.sum()), int(len(y) - y.sum())
    if min(left, stayed) < LEAST:
        return f"too few to learn from: {left} left, {stayed} stayed (at least {LEAST} of each)"
    return None if (np.ptp(x, axis=0) > 0).any() else "no feature varies"


def _when(dates: Any, length: int) -> tuple[Floats, Bools]:
    ticks, there = moments(dates, "dates", length)
    return ticks.astype(np.float64), there


def _folds(whose: Codes, folds: int, seed: int) -> Codes:
    """A fold for each row; all rows of a customer share theirs."""
    _, first, code = np.unique(whose, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.intp)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    drawn = np.random.default_rng(seed).permutation(len(first)) % folds
    return np.asarray(drawn[rank][code], dtype=np.intp)


def _cross_validated(x: Floats, y: Floats, fold: Codes) -> tuple[float, Floats]:
    """The penalty under which left-out rows are likeliest, and their predictions under it."""
    best: tuple[float, float, Floats] = (-np.inf, PENALTIES[0], np.empty(0))
    for penalty in PENALTIES:
        score = np.zeros(len(y))
        for one in np.unique(fold):
            out = fold == one
            score[out] = _scores(x[~out], y[~out], x[out], penalty)
        likelihood = float((y * score - np.logaddexp(0.0, score)).sum())
        if likelihood > best[0]:
            best = (likelihood, penalty, score)
    return best[1], np.asarray(special.expit(best[2]), dtype=np.float64)


def _later(x: Floats, y: Floats, tested: Bools, fold: Codes) -> tuple[float, Floats]:
    """The penalty chosen among the earlier rows, and the predictions of the later."""
    early = ~tested
    penalty, _ = _cross_validated(x[early], y[early], fold[early])
    score = _scores(x[early], y[early], x[tested], penalty)
    return penalty, np.asarray(special.expit(score), dtype=np.float64)


def _scores(x: Floats, y: Floats, new: Floats, penalty: float) -> Floats:
    centre, spread = _scaling(x)
    return _designed(new, centre, spread) @ logistic(_designed(x, centre, spread), y, penalty).beta


def _scaling(x: Floats) -> tuple[Floats, Floats]:
    centre, spread = x.mean(axis=0), x.std(axis=0)
    flat = spread <= 1e-12 * np.maximum(np.abs(centre), 1e-300)
    return centre, np.where(flat, 1.0, spread)


def _designed(x: Floats, centre: Floats, spread: Floats) -> Floats:
    return np.column_stack([np.ones(len(x)), (x - centre) / spread])


def _unpulled(fit: Logistic, penalty: float) -> tuple[Floats, Floats]:
    """Coefficients after one Newton step without the penalty, whose pull towards 0 would make their
    intervals miss; as they are where the rows alone do not determine them."""
    pull = np.full(len(fit.beta), penalty)
    pull[0] = 0.0
    free = fit.information - np.diag(pull)
    roots = np.linalg.eigvalsh(free)
    if roots[0] < 1e-3 * roots[-1]:
        return fit.beta, fit.covariance
    inverse = np.asarray(np.linalg.inv(free), dtype=np.float64)
    return fit.beta + inverse @ (pull * fit.beta), inverse


def _coefficient(fit: Logistic, place: int, spread: float, penalty: float, facts: dict[str, Any]) -> Estimate:
    beta, covariance = _unpulled(fit, penalty)
    value = float(beta[place] / spread)
    error = float(covariance[place, place] ** 0.5 / spread)
    return Estimate(
        **around(value, error, facts["confidence"]),
        unit="coefficient",
        method=f"logistic regression, ridge penalty {penalty:g} taken out by one step",
        **facts,
    )

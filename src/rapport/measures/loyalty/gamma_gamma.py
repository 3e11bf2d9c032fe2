"""What customers spend a purchase, and what each is expected to spend: gamma–gamma."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import Bools, Floats, confidence_of, numbers
from rapport.measures.loyalty.climb import by_differences, highest
from rapport.measures.loyalty.each import Each
from rapport.measures.loyalty.fit import Fit, fit_of
from rapport.measures.loyalty.forecast import known
from rapport.measures.loyalty.purchases import scalar
from rapport.records.errors import InputError


@dataclass(frozen=True, eq=False)
class GammaGamma:
    """A fitted gamma–gamma model of spending: its parameters as Estimates, and what follows."""

    fit: Fit | None
    undefined_because: str | None
    log_likelihood: float | None
    p: Estimate
    q: Estimate
    gamma: Estimate

    @classmethod
    def of(cls, p: float, q: float, gamma: float, confidence: float = 0.95) -> GammaGamma:
        """The model at known parameters, which have no intervals."""
        facts = {"confidence": confidence, "definition": "gamma_gamma@1", "method": "given parameters"}
        fit = Fit(known(p=p, q=q, gamma=gamma), np.zeros((3, 3)), facts)
        return cls(fit, None, None, *(fit.parameter(place, "parameter") for place in range(3)))

    def mean_value(self) -> Estimate:
        """Mean spent a purchase by all customers; undefined when q ≤ 1, where the mean is infinite."""
        if self.fit is None:
            return undefined(str(self.undefined_because), unit="money")
        if self.fit.parameters[1] <= 1:
            return undefined("q is not above 1: the mean of spending is infinite", unit="money")
        return self.fit.estimate(lambda theta: _mean(theta), "money", "mean spent a purchase")

    def expected_value(self, frequency: Any, monetary: Any) -> Estimate | Each:
        """What a customer is expected to spend a purchase, after `frequency` purchases of `monetary` on
        average: between the customer's own mean and everybody's."""
        method = "expected spending a purchase, given the history"
        single = scalar(frequency, monetary)
        x, z, here = _spent([frequency] if single else frequency, [monetary] if single else monetary)
        if self.fit is None or self.fit.parameters[1] <= 1:
            because = self.undefined_because or "q is not above 1: the mean of spending is infinite"
            gone = np.full(len(x), np.nan)
            found = Each(gone, gone, gone, 0.95, "money", method, because)
            return found[0] if single else found
        x, z = np.where(here, x, 0.0), np.where(here, z, 0.0)
        found = self.fit.each(lambda theta: expected_amount(theta, x, z), "money", method)
        return found[0] if single else found


@checked
def gamma_gamma(frequency: Any, monetary: Any, confidence: float = 0.95) -> GammaGamma:
    """Gamma–gamma model of spending.

    Question it answers: what will a customer spend a purchase, when only a few were seen?

    Definition: amounts ~ Gamma(p, ν) with ν ~ Gamma(q, γ) over customers; maximum likelihood of the mean
    amounts. Expected: p(γ + x z̄)/(p x + q − 1).

    Scale, unit, range: parameters, above 0; γ in money.

    Base: customers with a purchase counted. Excluded: "no purchase with an amount".

    Parameters: `frequency` purchases that `monetary`, their mean amount, is the mean of (as a rule the
    repeat purchases), one row a customer.

    Returns: GammaGamma with `p`, `q`, `gamma` as Estimates, `log_likelihood`, `.mean_value()` and
    `.expected_value(frequency, monetary)` (an Estimate, or one for each customer).

    Undefined when: fewer than three customers have amounts, or these are all alike. The mean is
    undefined when q ≤ 1.

    Raises: InputError for negative amounts, or counts that are not.

    How sure: the curvature of the likelihood, on the scale of logarithms.

    Do not: use it where frequent customers spend more a purchase: it takes amounts and numbers of
    purchases to be independent.

    Validated against: R BTYD 2.4.3 and PyPI lifetimes 0.11.3 on CDNOW's 946 repeat customers.

    Example:
        >>> known = GammaGamma.of(p=6.25, q=3.74, gamma=15.44)
        >>> round(known.expected_value(2, 22.35).value, 2)
        24.66

    References: Fader, Hardie & Lee (2005), RFM and CLV, doi:10.1509/jmkr.2005.42.4.415. Fader & Hardie
    (2013), The gamma-gamma model of monetary value.

    See also: bg_nbd, customer_lifetime_value.
    """
    level = confidence_of(confidence)
    x, z, here = _spent(frequency, monetary)
    here &= (x > 0) & (z > 0)
    missing = int((~here).sum())
    facts: dict[str, Any] = {
        "confidence": level,
        "base": int(here.sum()),
        "excluded": {"no purchase with an amount": missing} if missing else {},
        "definition": "gamma_gamma@1",
        "method": "gamma–gamma, maximum likelihood",
    }
    order = np.lexsort((z[here], x[here]))
    x, z = x[here][order], z[here][order]
    because = "fewer than three customers have amounts" if len(x) < 3 else None
    if because is None and np.ptp(z) <= 1e-9 * z.max():
        because = "all customers spend the same: nothing to fit"
    if because:
        blank = Estimate(None, undefined_because=because, **{**facts, "unit": "parameter"})
        return GammaGamma(None, because, None, blank, blank, blank)
    unit = float(np.median(z))

    def likelihoods(points: Floats) -> Floats:
        return np.array([_log(np.exp(one), x, z / unit).sum() for one in points])

    peak = highest(by_differences(likelihoods), [np.array([1.0, 1.0, 0.0]), np.array([0.0, 0.5, 0.0])])
    fit = fit_of(peak, facts)
    fit = Fit(fit.point + np.array([0.0, 0.0, np.log(unit)]), fit.covariance, facts)
    value = peak.value - len(z) * float(np.log(unit))
    return GammaGamma(fit, None, value, *(fit.parameter(place, "parameter") for place in range(3)))


def _log(theta: Floats, x: Floats, z: Floats) -> Floats:
    p, q, gamma = theta
    log = special.gammaln
    start = log(p * x + q) - log(p * x) - log(q) + q * np.log(gamma)
    amounts = (p * x - 1) * np.log(z) + p * x * np.log(x)
    return np.asarray(start + amounts - (p * x + q) * np.log(gamma + x * z), dtype=np.float64)


def _mean(theta: Floats) -> float:
    p, q, gamma = theta
    return float(p * gamma / (q - 1)) if q > 1 else float("nan")


def expected_amount(theta: Floats, x: Floats, z: Floats) -> Floats:
    """p(γ + x z̄)/(p x + q − 1)."""
    p, q, gamma = theta
    return np.asarray(p * (gamma + x * z) / (p * x + q - 1), dtype=np.float64)


def _spent(frequency: Any, monetary: Any) -> tuple[Floats, Floats, Bools]:
    x = numbers(frequency, "frequency")
    z = numbers(monetary, "monetary", length=len(x))
    here = ~(np.isnan(x) | np.isnan(z))
    if (x[here] < 0).any() or (x[here] != np.floor(x[here])).any():
        raise InputError("a number of purchases is not a count", "frequency", "give whole numbers from 0")
    if (z[here] < 0).any():
        raise InputError("an amount is negative", "monetary", "leave refunds out")
    return x, z, here

"""What customers are worth: their expected purchases times what they spend, discounted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import normal_quantile
from rapport.measures.inputs import Floats, numbers
from rapport.measures.loyalty.each import Each, positive_interval
from rapport.measures.loyalty.fit import GIVEN
from rapport.measures.loyalty.forecast import Forecast
from rapport.measures.loyalty.gamma_gamma import GammaGamma, expected_amount
from rapport.measures.loyalty.purchases import history_columns
from rapport.records.errors import InputError


@dataclass(frozen=True, eq=False)
class LifetimeValue:
    """The value of all customers together, its mean, and that of `each`, in the order given (its arrays
    NaN, its Estimate undefined, for a customer without a complete history)."""

    total: Estimate
    mean: Estimate
    each: Each


@checked
def customer_lifetime_value(
    purchases: Forecast,
    spending: GammaGamma,
    frequency: Any,
    recency: Any,
    age: Any,
    monetary: Any,
    *,
    periods: int = 12,
    period: float = 30.0,
    discount: float = 0.01,
    margin: float = 1.0,
) -> LifetimeValue:
    """Customer lifetime value over the coming periods.

    Question it answers: what will these customers be worth to us in the next year?

    Definition: Σ over periods k of (expected purchases in the k-th period) · (expected amount) · margin
    / (1 + discount)^k.

    Scale, unit, range: money, from 0.

    Base: customers with a complete history. Excluded: "history is missing".

    Parameters: `purchases` a fitted bg_nbd or pareto_nbd, `spending` a fitted gamma_gamma; the histories
    as there; `periods` of the length `period` in the histories' unit of time; `discount` a period;
    `margin` the share of an amount that is earned.

    Returns: LifetimeValue with `total`, `mean` and `each` customer: `each[i]` is an Estimate, undefined
    without a complete history; as arrays `each.value`, `.low`, `.high` are NaN there, and the limits NaN
    throughout where both models were given rather than fitted.

    Undefined when: a model is not fitted, or the mean of spending is infinite (q ≤ 1).

    Raises: InputError for a discount under 0 or periods that are not a count.

    How sure: doubt about the parameters of both models, taken as independent, by the delta method: the
    interval of what is expected, not of what chance will make of it.

    Do not: extend the periods far beyond the time seen; nothing in the data tells about it.

    Validated against: PyPI lifetimes 0.11.3 on CDNOW (same sums); simulated customers.

    Example:
        >>> from rapport.measures.loyalty.bg_nbd import BGNBD
        >>> buys, spends = BGNBD.of(0.243, 4.414, 0.793, 2.426), GammaGamma.of(6.25, 3.74, 15.44)
        >>> found = customer_lifetime_value(buys, spends, [2], [30.43], [38.86], [22.35], period=4.0)
        >>> round(found.total.value, 1)
        33.9

    References: Fader, Hardie & Lee (2005), RFM and CLV, doi:10.1509/jmkr.2005.42.4.415.

    See also: bg_nbd, gamma_gamma, at_risk_value.
    """
    if periods != int(periods) or not 1 <= periods <= 1200:
        raise InputError(f"{periods} periods", "periods", "give a whole number from 1 to 1200")
    if not (period > 0 and discount >= 0 and 0 < margin <= 1):
        raise InputError(
            "a period, discount or margin that cannot be", "period, discount, margin", "check them"
        )
    x, last, until, here = history_columns(frequency, recency, age)
    money = numbers(monetary, "monetary", length=len(x))
    here = here & ~np.isnan(money)
    if (money[here] < 0).any():
        raise InputError("an amount is negative", "monetary", "leave refunds out")
    columns = [np.where(here, column, 0.0) for column in (x, last, until, money)]
    ends = np.asarray(period * np.arange(1.0, periods + 1), dtype=np.float64)
    weight = np.asarray(margin * (1 + discount) ** -np.arange(1.0, periods + 1), dtype=np.float64)
    method = f"{periods} periods, discount {discount:g}, margin {margin:g}; both models, delta method"
    missing = int((~here).sum())
    facts: dict[str, Any] = {
        "unit": "money",
        "base": int(here.sum()),
        "excluded": {"history is missing": missing} if missing else {},
        "method": method,
        "definition": "customer_lifetime_value@1",
    }
    because = _because(purchases, spending, int(here.sum()))
    if because or purchases.fit is None or spending.fit is None:
        blank, gone = undefined(str(because), **facts), np.full(len(x), np.nan)
        return LifetimeValue(blank, blank, Each(gone, gone, gone, 0.95, "money", method, because))
    level = purchases.fit.facts["confidence"]

    def bought(theta: Floats) -> Floats:
        return purchases.discounted(theta, ends, weight, *columns[:3])

    def spent(theta: Floats) -> Floats:
        return expected_amount(theta, columns[0], columns[3])

    (b, b_error), (s, s_error) = purchases.fit.errors_of(bought), spending.fit.errors_of(spent)
    value, error = b * s, np.hypot(s * b_error, b * s_error)
    low, high = positive_interval(value, error, normal_quantile(level))
    if purchases.fit.exact and spending.fit.exact:
        low = high = np.full_like(value, np.nan)
    _, first = purchases.fit.errors_of(lambda theta: (bought(theta) * s)[here].sum())
    _, second = spending.fit.errors_of(lambda theta: (spent(theta) * b)[here].sum())
    total = _total(float(value[here].sum()), float(np.hypot(first, second)), {**facts, "confidence": level})
    v, lo, hi = (np.where(here, column, np.nan) for column in (value, low, high))
    each = Each(v, lo, hi, level, "money", method, "the history is missing")
    return LifetimeValue(total, _scaled(total, 1 / max(int(here.sum()), 1)), each)


def _because(purchases: Forecast, spending: GammaGamma, count: int) -> str | None:
    if not count:
        return "there are no customers"
    if purchases.fit is None or spending.fit is None:
        return purchases.undefined_because or spending.undefined_because or "a model is not fitted"
    return "the mean of spending is infinite" if spending.fit.parameters[1] <= 1 else None


def _total(value: float, error: float, facts: dict[str, Any]) -> Estimate:
    if error == 0:
        return Estimate(value=value, **{**facts, "method": f"{facts['method']}{GIVEN}"})
    reach = float(np.exp(normal_quantile(facts["confidence"]) * error / value)) if value else 1.0
    return Estimate(value=value, low=value / reach, high=value * reach, standard_error=error, **facts)


def _scaled(one: Estimate, by: float) -> Estimate:
    if one.low is None:
        return one.with_(value=(one.value or 0.0) * by)
    ends = (one.value or 0.0, one.low or 0.0, one.high or 0.0, one.standard_error or 0.0)
    value, low, high, error = (end * by for end in ends)
    return one.with_(value=value, low=low, high=high, standard_error=error)

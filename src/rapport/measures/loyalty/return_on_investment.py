"""Whether what an improvement brings pays for what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import Floats, confidence_of
from rapport.measures.loyalty.uncertain import (
    Correlations,
    Given,
    certain,
    drawn_inputs,
    summed_up,
    value_of,
    why_undefined,
)
from rapport.records.errors import InputError


@dataclass(frozen=True)
class ReturnOnInvestment:
    """The `net_gain` over the periods (present value), the `ratio` of net gain to cost, the `payback` in
    periods, and the `probability_pays`; `exact` names inputs taken as certain."""

    net_gain: Estimate
    ratio: Estimate
    payback: Estimate
    probability_pays: Estimate
    exact: tuple[str, ...]


@checked
def return_on_investment(
    gain: Given,
    cost: Given,
    running_cost: Given = 0.0,
    confidence: float = 0.95,
    *,
    periods: int = 12,
    discount: float = 0.0,
    delay: int = 0,
    correlations: Correlations = None,
    draws: int = 20_000,
    seed: int = 0,
) -> ReturnOnInvestment:
    """Return on investment.

    Question it answers: does it pay, by how much, after how long, and how sure is that?

    Definition: net gain = Σ over periods of (gain, from the one after `delay`, less running cost) /
    (1 + discount)^k − cost; ratio = net gain / (cost + running cost, discounted); payback = the first
    period (with its part) by which the sum is back.

    Scale, unit, range: money; ratio from −1; periods.

    Parameters: `gain` a period, `cost` at the start, `running_cost` a period, each an Estimate or a
    number; `periods` looked at; `discount` a period; `delay` periods without gain; `correlations`,
    `draws`, `seed` as in `at_risk_value`.

    Returns: ReturnOnInvestment.

    Undefined when: an input is undefined; the ratio without any cost; the payback when it is not reached
    within the periods (it has no interval when more than the upper tail of draws do not reach it).

    Raises: InputError for a negative cost, periods that are not a count.

    How sure: Monte Carlo over the inputs, as in `at_risk_value`. `probability_pays` is the share of draws
    with a net gain above 0; it is itself no better known than the inputs.

    Do not: enter a gain that was measured without a control group as if it were caused.

    Validated against: closed forms at exact inputs; the normal distribution for a normal gain.

    Example:
        >>> found = return_on_investment(10.0, 60.0, periods=12)
        >>> found.net_gain.value, found.ratio.value, found.payback.value
        (60.0, 1.0, 6.0)

    References: Rust, Zahorik & Keiningham (1995), doi:10.1177/002224299505900205.

    See also: at_risk_value, linkage.
    """
    level = confidence_of(confidence)
    if periods != int(periods) or not 1 <= periods <= 600 or delay != int(delay) or delay < 0:
        raise InputError("periods or delay are not counts", "periods, delay", "give whole numbers")
    if not 0 <= discount < 10:
        raise InputError(f"a discount of {discount}", "discount", "give a share a period, from 0")
    given: dict[str, Given] = {"gain": gain, "cost": cost, "running_cost": running_cost}
    at = {name: np.array([value_of(name, one)]) for name, one in given.items()}
    if at["cost"][0] < 0 or at["running_cost"][0] < 0:
        raise InputError("a cost is negative", "cost", "give costs from 0")
    facts: dict[str, Any] = {
        "confidence": level,
        "definition": "return_on_investment@1",
        "method": "Monte Carlo over the inputs" + (", correlated" if correlations else ", independent"),
    }
    exact = tuple(certain(given))
    because = why_undefined(given)
    units = ("money", "ratio", "periods", "share")
    if because:
        blank = (undefined(because, **{**facts, "unit": unit}) for unit in units)
        net, ratio, back, pays = blank
        return ReturnOnInvestment(net, ratio, back, pays, exact)
    factor = (1 + discount) ** -np.arange(1.0, periods + 1)
    earns = np.arange(1, periods + 1) > delay
    varied = drawn_inputs(given, correlations, draws, seed)
    kept, spent = _net(varied, factor, earns)
    net_0, spent_0 = (float(one[0]) for one in _net(at, factor, earns))
    money = summed_up(kept, net_0, {**facts, "unit": "money"})
    if spent_0 > 0:
        gained = summed_up(kept / np.maximum(spent, 1e-300), net_0 / spent_0, {**facts, "unit": "ratio"})
    else:
        gained = undefined("nothing is spent", **{**facts, "unit": "ratio"})
    times, back_0 = _payback(varied, factor, earns), float(_payback(at, factor, earns)[0])
    sure = Estimate(value=float((kept > 0).mean()), **{**facts, "unit": "share"})
    return ReturnOnInvestment(money, gained, _payback_of(times, back_0, facts), sure, exact)


def _net(of: dict[str, Floats], factor: Floats, earns: Any) -> tuple[Floats, Floats]:
    earned = of["gain"] * float(factor[earns].sum())
    spent = of["cost"] + of["running_cost"] * float(factor.sum())
    return earned - spent, spent


def _payback(of: dict[str, Floats], factor: Floats, earns: Any) -> Floats:
    """The period by which the cost is back, with its part; infinite when it is not."""
    total = -of["cost"].astype(np.float64)
    found = np.where(total >= 0, 0.0, np.inf)
    for place, one in enumerate(factor):
        step = (of["gain"] * earns[place] - of["running_cost"]) * one
        after = total + step
        reached = np.isinf(found) & (after >= -1e-12)
        part = np.divide(-total, step, out=np.ones_like(total), where=step > 0)
        found = np.where(reached, place + np.clip(part, 0.0, 1.0), found)
        total = after
    return found


def _payback_of(draws: Floats, value: float, facts: dict[str, Any]) -> Estimate:
    more = {**facts, "unit": "periods"}
    if not np.isfinite(value):
        return undefined("the cost is not back within the periods", **more)
    tail = (1 - facts["confidence"]) / 2
    if np.isinf(draws).mean() >= tail:
        return Estimate(value=value, **{**more, "method": f"{facts['method']}; may never pay: no upper end"})
    finite = np.where(np.isinf(draws), np.nanmax(draws[np.isfinite(draws)]), draws)
    return summed_up(finite, value, more)

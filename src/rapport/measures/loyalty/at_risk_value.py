"""What is lost if customers at risk leave, and what of it may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import confidence_of
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
class AtRiskValue:
    """`customers_at_risk`, the `value_at_risk` with them, what of it is `preventable`, the `cost` of
    reaching all of them and the `net` gain, each an Estimate; `exact` names inputs taken as certain."""

    customers_at_risk: Estimate
    value_at_risk: Estimate
    preventable: Estimate
    cost: Estimate
    net: Estimate
    exact: tuple[str, ...]


@checked
def at_risk_value(
    customers: Given,
    at_risk: Given,
    value: Given,
    preventable: Given = 1.0,
    cost: Given = 0.0,
    confidence: float = 0.95,
    *,
    correlations: Correlations = None,
    draws: int = 20_000,
    seed: int = 0,
) -> AtRiskValue:
    """The value at risk and what may be kept of it.

    Question it answers: how much do we lose if those at risk leave, and is it worth going after them?

    Definition: customers · at_risk · value is at risk, · preventable may be kept; going after all of them
    costs customers · at_risk · cost; net is the difference.

    Scale, unit, range: money; customers.

    Base: the customers, where they are given as a number.

    Parameters: each an Estimate or a plain number: `customers` how many there are, `at_risk` the share at
    risk, `value` of one that stays, `preventable` the share of those at risk that would stay if we acted,
    `cost` of acting, a customer; `correlations` {("at_risk", "value"): 0.3} of what is known of two
    inputs (none: they are independent); `draws` and `seed` of the Monte Carlo.

    Returns: AtRiskValue.

    Undefined when: an input is undefined.

    Raises: InputError for shares outside 0 to 1, negative customers, correlations that contradict
    each other.

    How sure: Monte Carlo over the inputs, each varying as its own interval says; numbers without
    interval are taken as exact and named in `exact`. As good as the inputs: a share that was guessed
    makes the interval too narrow.

    Do not: give the share of *all* leavers as preventable; measure it by a trial with a control group.

    Validated against: the exact product of lognormal inputs; simulated inputs of known truth.

    Example:
        >>> found = at_risk_value(10_000, 0.2, 150.0, preventable=0.1, cost=2.0)
        >>> found.value_at_risk.value, found.net.value
        (300000.0, 26000.0)

    References: Rust, Zahorik & Keiningham (1995), Return on quality, doi:10.1177/002224299505900205.

    See also: churn_risk, linkage, return_on_investment.
    """
    level = confidence_of(confidence)
    given: dict[str, Given] = {
        "customers": customers,
        "at_risk": at_risk,
        "value": value,
        "preventable": preventable,
        "cost": cost,
    }
    at = {name: value_of(name, one) for name, one in given.items()}
    for name in ("at_risk", "preventable"):
        if at[name] < 0 or at[name] > 1:
            raise InputError(f"{name} is {at[name]:g}", name, "give a share from 0 to 1")
    if at["customers"] < 0:
        raise InputError("a negative number of customers", "customers", "give a number from 0")
    facts: dict[str, Any] = {
        "confidence": level,
        "base": int(at["customers"]) if at["customers"] == at["customers"] else 0,
        "definition": "at_risk_value@1",
        "method": "Monte Carlo over the inputs" + (", correlated" if correlations else ", independent"),
    }
    exact = tuple(certain(given))
    units = ("customers", "money", "money", "money", "money")
    because = why_undefined(given)
    if because:
        one, two, three, four, five = (undefined(because, **{**facts, "unit": unit}) for unit in units)
        return AtRiskValue(one, two, three, four, five, exact)
    varied = drawn_inputs(given, correlations, draws, seed)
    people, money, kept, spent, net = (
        summed_up(many, float(one), {**facts, "unit": unit})
        for many, one, unit in zip(_parts(varied), _parts(at), units, strict=True)
    )
    return AtRiskValue(people, money, kept, spent, net, exact)


def _parts(of: Any) -> tuple[Any, ...]:
    """Customers at risk, value, preventable value, cost, net; of numbers or of draws."""
    people = of["customers"] * of["at_risk"]
    value = people * of["value"]
    kept, cost = value * of["preventable"], people * of["cost"]
    return people, value, kept, cost, kept - cost

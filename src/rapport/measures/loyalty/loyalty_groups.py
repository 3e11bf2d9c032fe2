"""Fanatics, neutral customers and skeptics, told apart by how they buy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.compare import compare
from rapport.measures.inference.intervals import logit_limits, normal_quantile
from rapport.measures.inference.mean import mean
from rapport.measures.inference.proportion import proportion
from rapport.measures.inputs import Bools, Floats, confidence_of, mask, numbers
from rapport.measures.loyalty.bg_nbd import bg_nbd
from rapport.measures.loyalty.forecast import Forecast
from rapport.measures.loyalty.purchases import history_columns
from rapport.records.errors import InputError

GROUPS = ("fanatic", "neutral", "skeptic")


@dataclass(frozen=True, eq=False)
class LoyaltyGroups:
    """One place a customer: the `group` ("unsure" when no probability is high enough) and the probability
    of each group (NaN without a history); the `shares` of all customers by group, and the share that
    stays `unsure`."""

    group: NDArray[np.str_]
    probability: Mapping[str, Floats]
    shares: Mapping[str, Estimate]
    unsure: Estimate
    cycle: float | None


@checked
def loyalty_groups(
    frequency: Any,
    recency: Any,
    age: Any,
    model: Forecast | None = None,
    confidence: float = 0.95,
    *,
    cycle: float | None = None,
    often: float = 1.5,
    sure: float = 0.8,
) -> LoyaltyGroups:
    """Fanatics, neutral customers and skeptics.

    Question it answers: who buys more often than the usual cycle, who at about it, who comes and goes?

    Definition: with λ a customer's own rate of buying: a fanatic is still a customer and buys at least
    `often` times as often as the cycle says; a skeptic has left, or buys less than 1/`often` as often; the
    others are neutral. Each customer has a probability of each under the model, given the history.

    Scale, unit, range: shares and probabilities 0–1.

    Base: customers with a complete history. Excluded: "history is missing".

    Parameters: histories as in `bg_nbd`; `model` a fitted bg_nbd or pareto_nbd (by default bg_nbd on these
    customers); `cycle` the usual time between purchases in the histories' unit (by default that of the
    mean rate, α/r); `often` how many times as often; `sure` the probability from which a customer is put
    in a group.

    Returns: LoyaltyGroups; a customer without a history has the probabilities NaN.

    Undefined when: the model is not fitted.

    Raises: InputError as in `bg_nbd`; for `often` not above 1, `sure` outside 0.5 to 1.

    How sure: the shares are sums of probabilities; their interval has the chance of each customer's group
    and the doubt about the model's parameters. Customers with little history are unsure, as they should
    be.

    Do not: count the customers of each `group` instead of reading `shares`: those who are unsure are not
    a random part.

    Validated against: simulated customers whose true rates and leaving are known.

    Example:
        >>> from rapport.measures import BGNBD
        >>> model = BGNBD.of(r=0.243, alpha=4.414, a=0.793, b=2.426)
        >>> found = loyalty_groups([20, 0, 2], [38, 0, 10.0], [38.86, 38.86, 38.86], model)
        >>> found.group.tolist()
        ['fanatic', 'skeptic', 'skeptic']

    References: Fader, Hardie & Lee (2005), doi:10.1287/mksc.1040.0098.

    See also: loyalty_group_scores, bg_nbd, repurchase_cycle.
    """
    level = confidence_of(confidence)
    if not 1 < often < 100 or not 0.5 <= sure < 1:
        raise InputError("often or sure out of bounds", "often, sure", "give often above 1, sure 0.5 to 1")
    if cycle is not None and not 0 < cycle < np.inf:
        raise InputError(f"a cycle of {cycle}", "cycle", "give a time above 0")
    x, last, until, here = history_columns(frequency, recency, age)
    fitted = bg_nbd(frequency, recency, age, confidence=level) if model is None else model
    missing = int((~here).sum())
    facts: dict[str, Any] = {
        "confidence": level,
        "unit": "share",
        "base": int(here.sum()),
        "excluded": {"history is missing": missing} if missing else {},
        "definition": "loyalty_groups@1",
        "method": "sum of probabilities; chance of each customer and doubt about the model",
    }
    because = fitted.undefined_because or (None if here.any() else "there are no customers")
    if because or fitted.fit is None:
        blank, gone = undefined(str(because), **facts), np.full(len(x), np.nan)
        names = np.full(len(x), "unsure")
        return LoyaltyGroups(names, dict.fromkeys(GROUPS, gone), dict.fromkeys(GROUPS, blank), blank, None)
    order = np.lexsort((until[here], last[here], x[here]))
    history = [column[here][order] for column in (x, last, until)]

    def parts(theta: Floats) -> Floats:
        return _probabilities(fitted, theta, history, cycle, often)

    found = parts(fitted.parameters_given)
    means, errors = fitted.fit.errors_of(lambda theta: parts(theta).mean(axis=1))
    every = np.full((len(GROUPS), len(x)), np.nan)
    every[:, np.flatnonzero(here)[order]] = found
    group = _group_of(every, here, sure)
    count = int((here & (group == "unsure")).sum())
    unsure = proportion(count, int(here.sum()), level).with_(
        excluded=facts["excluded"], definition="loyalty_groups@1"
    )
    usual = cycle or float(fitted.parameters_given[1] / fitted.parameters_given[0])
    probability = dict(zip(GROUPS, every, strict=True))
    return LoyaltyGroups(group, probability, _shares(found, means, errors, facts), unsure, usual)


def _group_of(every: Floats, here: Bools, sure: float) -> NDArray[np.str_]:
    """The likeliest group of each customer, where it is likely enough."""
    known = np.nan_to_num(every)
    group = np.where(here & (known.max(axis=0) >= sure), np.array(GROUPS)[known.argmax(axis=0)], "unsure")
    return np.asarray(group, dtype=np.str_)


def _shares(found: Floats, means: Floats, errors: Floats, facts: dict[str, Any]) -> dict[str, Estimate]:
    """The share of each group; `errors` come from the model's parameters, chance from the customers."""
    chance = np.sqrt((found * (1 - found)).sum(axis=1)) / found.shape[1]
    error = np.hypot(errors, chance)
    low, high = logit_limits(means, error, normal_quantile(facts["confidence"]))
    return {
        name: Estimate(
            value=float(means[place]),
            low=float(low[place]),
            high=float(high[place]),
            standard_error=float(error[place]),
            **facts,
        )
        for place, name in enumerate(GROUPS)
    }


def _probabilities(
    model: Forecast, theta: Floats, history: list[Floats], cycle: float | None, often: float
) -> Floats:
    """Probability of each group for each customer: while a customer, λ ~ Gamma(r + x, α + T)."""
    x, last, until = history
    r, alpha = theta[0], theta[1]
    usual = 1 / cycle if cycle is not None else r / alpha
    alive = model._alive(theta, x, last, until)
    fanatic = alive * special.gammaincc(r + x, (alpha + until) * usual * often)
    slow = special.gammainc(r + x, (alpha + until) * usual / often)
    skeptic = (1 - alive) + alive * slow
    return np.array([fanatic, np.maximum(1 - fanatic - skeptic, 0.0), skeptic])


@checked
def loyalty_group_scores(
    groups: LoyaltyGroups, scores: Any, trouble: Any = None, confidence: float = 0.95
) -> dict[str, Estimate]:
    """How the experience scores of fanatics, neutral customers and skeptics differ.

    Question it answers: are fanatics happier, and do they forgive more when something went wrong?

    Definition: means of the customers put in each group, and fanatics less skeptics. With `trouble`: for
    each group the mean with trouble less the mean without (what trouble costs), and fanatics less
    skeptics of that: above 0, fanatics forgive more.

    Scale, unit, range: as the scores.

    Base: customers of the group with a score. Excluded: "missing".

    Parameters: `groups` of loyalty_groups; `scores` one a customer, in the same order, NaN where missing;
    `trouble` whether something had gone wrong (1 or 0).

    Returns: {"fanatic", "neutral", "skeptic", "fanatic - skeptic"} → Estimate.

    Undefined when: a group has nobody with a score (with and without trouble).

    Raises: InputError for another number of rows.

    How sure: Student's t and Welch's; the groups are taken as known, unsure customers are left out.

    Do not: read it as the effect of being a fanatic: who buys often differs in much.

    Validated against: `mean` and `compare` on the same rows.

    Example:
        >>> from rapport.measures import BGNBD
        >>> model = BGNBD.of(r=0.243, alpha=4.414, a=0.793, b=2.426)
        >>> who = loyalty_groups([20, 25, 0, 0], [38, 38, 0, 0], [39, 39, 39, 39], model)
        >>> loyalty_group_scores(who, [9, 8, 5, 6])["fanatic - skeptic"].value
        3.0

    References: Welch (1947), doi:10.1093/biomet/34.1-2.28.

    See also: loyalty_groups, compare.
    """
    level = confidence_of(confidence)
    values = numbers(scores, "scores", length=len(groups.group))
    wrong = None if trouble is None else mask(trouble, "trouble", length=len(values))
    found: dict[str, Estimate] = {}
    for name in GROUPS:
        mine = groups.group == name
        if wrong is None:
            found[name] = mean(np.sort(values[mine]), confidence=level)
            continue
        hit, spared = (mean(np.sort(values[mine & one]), confidence=level) for one in (wrong, ~wrong))
        found[name] = compare(hit, spared)
    first, last = found["fanatic"], found["skeptic"]
    found["fanatic - skeptic"] = compare(first, last)
    return found

"""The risk of leaving of each customer, as it was known at a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.measures import churn_risk
from rapport.measures.estimate import Estimate
from rapport.work.churn.facts import common_kinds, facts_at, moments_to_learn_from

MIDDLE = 0.5
"""What chance tells apart."""
MOST_ROWS = 20_000
"""Customers at a moment that are learned from; risks are told of all."""
NO_HISTORY = (
    "nothing to learn from: it takes contacts of 90 days, then 90 days in which events of kind cancellation, "
    "cancelled, churn or closed say who left"
)
BY_CHANCE = "what is known before tells those who left from those who stayed no better than chance"


@dataclass(frozen=True, eq=False)
class Risks:
    """The probability of leaving within 90 days of each of the `customers`; none, with `because`, where there
    is no basis. `told_apart`: how well the model tells those who left from those who stayed, of customers it
    had not seen; `base` customers' moments were learned from, `left` of them before leaving."""

    moment: datetime
    customers: tuple[str, ...]
    values: NDArray[np.float64]
    told_apart: Estimate | None
    base: int
    left: int
    because: str | None = None


def risks_at(snapshot: Any, moment: datetime, confidence: float) -> Risks:
    """Learned from, and told of, what had happened by that moment."""
    past = moments_to_learn_from(snapshot, moment)
    if not past:
        return _none(moment, NO_HISTORY)
    kinds = common_kinds(snapshot, moment)
    seen = facts_at(snapshot, past, moment, kinds, MOST_ROWS)
    left = int(seen.leaves.sum())
    if not seen.customers:
        return _none(moment, NO_HISTORY)
    fitted = churn_risk(seen.features, seen.leaves, customers=list(seen.customers), confidence=confidence)
    because = fitted.undefined_because
    if because is None and (fitted.auc.low is None or fitted.auc.low <= MIDDLE):
        because = BY_CHANCE
    if because is not None:
        return replace(_none(moment, because), told_apart=fitted.auc, base=len(seen.customers), left=left)
    today = facts_at(snapshot, [moment], moment, kinds)
    values = np.asarray(fitted.probability(today.features).value, dtype=np.float64)
    return Risks(moment, today.customers, values, fitted.auc, len(seen.customers), left)


def _none(moment: datetime, because: str) -> Risks:
    return Risks(moment, (), np.empty(0), None, 0, 0, because)

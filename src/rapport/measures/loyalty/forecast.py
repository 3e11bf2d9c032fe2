"""What every fitted buying model answers: new customers, known ones, all of them together."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import normal_quantile
from rapport.measures.inputs import Floats, numbers
from rapport.measures.loyalty.each import Each
from rapport.measures.loyalty.fit import Fit
from rapport.measures.loyalty.purchases import Histories, history_columns, scalar
from rapport.records.errors import InputError

SIMULATED = 20_000
Formula = Callable[[Floats], Any]


@dataclass(frozen=True, eq=False)
class Forecast(ABC):
    """`fit` with the parameters (None: `undefined_because`), the logarithm of the likelihood."""

    names: ClassVar[tuple[str, ...]] = ()
    fit: Fit | None
    undefined_because: str | None
    log_likelihood: float | None

    @property
    def parameters(self) -> dict[str, float]:
        """The parameters by name, also those that are not identified; empty when nothing was fitted."""
        found = [] if self.fit is None else self.fit.parameters.tolist()
        return dict(zip(self.names, found, strict=False))

    @property
    def parameters_given(self) -> Floats:
        """The parameters as numbers, also those that are not identified."""
        if self.fit is None:
            raise InputError("the model is not fitted", None, str(self.undefined_because))
        return self.fit.parameters

    def expected_purchases(self, t: float) -> Estimate:
        """Repeat purchases that a new customer is expected to make within t."""
        time = np.asarray(_time(t))
        return self.one(lambda theta: self._new(theta, time), "purchases", "expected of a new customer")

    def p_alive(self, frequency: Any, recency: Any, age: Any) -> Estimate | Each:
        """Probability that a customer with this history is still one; one number or one a customer (NaN in
        arrays, an undefined Estimate, without a history)."""
        return self._of_each(
            lambda theta, *history: self._alive(theta, *history),
            (frequency, recency, age),
            "share",
            "probability of being a customer",
        )

    def predict(self, t: float, frequency: Any, recency: Any, age: Any) -> Estimate | Each:
        """Purchases expected within the next t of customers with these histories (NaN in arrays, an
        undefined Estimate, without a history)."""
        time = np.asarray(_time(t))
        return self._of_each(
            lambda theta, *history: self._ahead(theta, time, *history),
            (frequency, recency, age),
            "purchases",
            "expected purchases, given the history",
        )

    def total(self, t: float, frequency: Any, recency: Any, age: Any, *, seed: int = 0) -> Estimate:
        """Purchases of all these customers within the next t, with the interval of what will be seen:
        doubt about the parameters and the chance of each customer's purchases (simulated)."""
        x, last, until, here = history_columns(frequency, recency, age)
        x, last, until = x[here], last[here], until[here]
        missing = int((~here).sum())
        facts: dict[str, Any] = {
            "base": len(x),
            "excluded": {"history is missing": missing} if missing else {},
            "unit": "purchases",
        }
        if self.fit is None or not len(x):
            because = self.undefined_because or "there are no customers"
            level = self.fit.facts["confidence"] if self.fit else 0.95
            return undefined(because, confidence=level, **facts)
        order = np.lexsort((until, last, x))
        x, last, until = x[order], last[order], until[order]
        time = np.asarray(_time(t))
        value, error = self.fit.errors_of(lambda theta: self._ahead(theta, time, x, last, until).sum())
        mean = self._ahead(self.parameters_given, time, x, last, until)
        chance = self._chance(mean, t, (x, last, until), seed)
        spread = float((error**2 + chance) ** 0.5)
        level = self.fit.facts["confidence"]
        reach = normal_quantile(level) * spread
        return Estimate(
            value=float(value),
            low=max(float(value) - reach, 0.0),
            high=float(value) + reach,
            confidence=level,
            standard_error=spread,
            definition=self.fit.facts["definition"],
            method="expected purchases; interval of what will be seen, partly simulated",
            **facts,
        )

    def _chance(self, mean: Floats, t: float, history: tuple[Floats, ...], seed: int) -> float:
        """Variance of the purchases that will be seen around their `mean`, customer by customer."""
        rng = np.random.default_rng(seed)
        left = rounds = max(2, SIMULATED // len(mean))
        total = 0.0
        while left:
            # Few customers are simulated many times at once.
            copies = min(left, max(1, SIMULATED // len(mean)))
            drawn = self._drawn(rng, t, *(np.tile(column, copies) for column in history))
            total += float(((drawn - np.tile(mean, copies)) ** 2).sum())
            left -= copies
        return total / rounds

    def discounted(
        self, theta: Floats, ends: Floats, weight: Floats, x: Floats, last: Floats, age: Floats
    ) -> Floats:
        """Expected purchases of each customer in the periods that end at `ends`, each with its weight."""
        total, before = np.zeros(len(x)), np.zeros(len(x))
        for end, one in zip(ends, weight, strict=True):
            until = self._ahead(theta, np.asarray(end), x, last, age)
            total, before = total + one * (until - before), until
        return total

    def one(self, of: Formula, unit: str, method: str) -> Estimate:
        """An estimate that follows from the parameters."""
        if self.fit is None:
            return undefined(str(self.undefined_because), unit=unit, method=method)
        return self.fit.estimate(of, unit, method)

    def _of_each(
        self, of: Callable[..., Floats], history: tuple[Any, Any, Any], unit: str, method: str
    ) -> Estimate | Each:
        if scalar(*history):
            x, last, until, _ = history_columns([history[0]], [history[1]], [history[2]])
            return self.one(lambda theta: of(theta, x, last, until)[0], unit, method)
        x, last, until, here = history_columns(*history)
        if self.fit is None:
            gone = np.full(len(x), np.nan)
            return Each(gone, gone, gone, 0.95, unit, method, self.undefined_because)
        whole = [np.where(here, column, 0.0) for column in (x, last, until)]
        found = self.fit.each(lambda theta: of(theta, *whole), unit, method)
        value, low, high = (np.where(here, one, np.nan) for one in (found.value, found.low, found.high))
        return Each(value, low, high, found.confidence, unit, method, "the history is missing")

    @abstractmethod
    def _new(self, theta: Floats, t: Floats) -> Floats:
        """Repeat purchases that a new customer is expected to make within t."""

    @abstractmethod
    def _alive(self, theta: Floats, x: Floats, last: Floats, age: Floats) -> Floats:
        """Probability that customers with these histories still are some."""

    @abstractmethod
    def _ahead(self, theta: Floats, t: Floats, x: Floats, last: Floats, age: Floats) -> Floats:
        """Purchases expected within the next t of customers with these histories (NaN in arrays, an
        undefined Estimate, without a history)."""

    @abstractmethod
    def _drawn(self, rng: np.random.Generator, t: float, x: Floats, last: Floats, age: Floats) -> Floats:
        """One simulated number of purchases within the next t for each of these customers."""


def unfitted(given: Histories) -> str | None:
    """Why these histories cannot be fitted; None when they can."""
    if not given.entered:
        return "no history is complete"
    if not (given.x > 0).any():
        return "nobody came back"
    if not (given.age > 0).any() or given.entered < 2:
        return "one customer, or no time passed: a model needs more"
    return None


def _time(t: float) -> float:
    found = numbers([t], "t")[0]
    if not found >= 0:
        raise InputError(f"a time of {t}", "t", "give a number from 0, in the unit of the histories")
    return float(found)


def known(**parameters: float) -> Floats:
    """Logarithms of given parameters; refuses those that are not above 0."""
    for name, value in parameters.items():
        if not 0 < value < np.inf:
            raise InputError(f"{name} is {value}", name, "give a number above 0")
    return np.log(np.array(list(parameters.values()), dtype=np.float64))

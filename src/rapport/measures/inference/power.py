"""How many to ask to see a difference, and what a given number will see."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.inputs import confidence_of
from rapport.records.errors import InputError

MOST = 1e9
SIDES = {"two": 2, "one": 1}


@dataclass(frozen=True)
class Power:
    """A plan for comparing two groups. `n` is each group's exact size under simple random sampling,
    `answers` that times the design effect, rounded up, `invitations` that over the response rate,
    rounded up; `power` the chance to find a difference of `difference` at `confidence`."""

    n: float
    answers: int
    invitations: int
    power: float
    difference: float
    confidence: float
    method: str


@checked
def power_shares(
    first: float,
    second: float | None = None,
    n: float | None = None,
    power: float | None = None,
    *,
    confidence: float = 0.95,
    sides: str = "two",
    design_effect: float = 1.0,
    response_rate: float = 1.0,
) -> Power:
    """Size, power or detectable difference of two shares of independent groups.

    Question it answers: how many answers a group until a rise from 50 % to 60 % would be seen?

    Definition: normal approximation, pooled variance under no difference:
    power = Φ((√n |p₁ − p₂| − z √(2 p̄ q̄)) / √(p₁q₁ + p₂q₂)).

    Scale, unit, range: people in each group; shares 0–1.

    Parameters: `first` share; exactly two of `second` share, `n` answers in each group and `power` (the
    third is found; a missing `second` is sought above `first`); `sides` two or one; `design_effect`
    and `response_rate` turn the size into answers and invitations, and a given `n` counts answers.

    Returns: Power.

    Raises: InputError unless exactly two of three are given, or for one out of range, or when no size
    or difference will do.

    How sure: an approximation; under some thirty expected successes exact tests need a little more.

    Do not: take the difference you hope for; take the smallest that would change a decision.

    Validated against: R's power.prop.test: 76.707 for .50 → .75 at power .9; power .740 at n = 50.

    Example:
        >>> plan = power_shares(0.5, 0.6, power=0.8, response_rate=0.25)
        >>> round(plan.n, 1), plan.answers, plan.invitations
        (387.3, 388, 1552)

    References: Fleiss, Levin & Paik (2003), doi:10.1002/0471445428, chapter 4.

    See also: power_means, power_nps, sample_size.
    """
    plan = _Plan(confidence, sides, design_effect, response_rate)
    _share(first, "first")
    _two_of_three(second, n, power)
    if second is not None:
        _share(second, "second")
        if second == first:
            raise InputError("both shares are the same", "second", "give the difference you want to see")

    def of(size: float, other: float) -> float:
        middle = (first + other) / 2
        null, own = 2 * middle * (1 - middle), first * (1 - first) + other * (1 - other)
        reach = math.sqrt(size) * abs(first - other) - plan.z * math.sqrt(null)
        return float(special.ndtr(reach / math.sqrt(own))) if own > 0 else float(reach > 0)

    solved = plan.solve(n, second, power, of, (first, 1.0))
    return plan.result(*solved, solved[1] - first, "two shares, normal approximation")


@checked
def power_means(
    difference: float | None = None,
    deviation: float = 1.0,
    n: float | None = None,
    power: float | None = None,
    *,
    confidence: float = 0.95,
    sides: str = "two",
    paired: bool = False,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
) -> Power:
    """Size, power or detectable difference of two means.

    Question it answers: how many scored interactions a group until a difference of five points is seen?

    Definition: Student's t, non-central with √(n/2) δ/σ (paired: √n δ/σ, σ of the differences).
    Two-sided tests count the direction of the difference only, as R does; some programs add the chance
    of a significant result in the wrong one, which matters below a power of .2.

    Scale, unit, range: people in each group; `difference` and `deviation` in the score's own points.

    Parameters: exactly two of `difference`, `n` answers in each group (pairs) and `power`; `deviation`
    of single scores (paired: of the differences); the others as in `power_shares`.

    Returns: Power.

    Raises: InputError as `power_shares`.

    How sure: exact for normal scores of equal spread; close from some thirty a group for others.

    Do not: take the deviation from a handful of pilot answers without adding to it.

    Validated against: R's power.t.test: n = 22.02 for δ = σ at power .9; power .869 at n = 20.

    Example:
        >>> round(power_means(1, 1, power=0.9).n, 2), round(power_means(1, 1, n=20).power, 3)
        (22.02, 0.869)

    References: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences.

    See also: power_shares, power_nps, sample_size.
    """
    plan = _Plan(confidence, sides, design_effect, response_rate)
    _two_of_three(difference, n, power)
    if not deviation > 0 or not math.isfinite(deviation):
        raise InputError("deviation is out of range", "deviation", "give a number above 0")
    if difference == 0:
        raise InputError("a difference of 0", "difference", "give the difference you want to see")
    groups = 1 if paired else 2

    def of(size: float, delta: float) -> float:
        df = max(groups * (size - 1), 1e-7)
        bound = float(special.stdtrit(df, 1 - plan.tail))
        shift = math.sqrt(size / groups) * abs(delta) / deviation
        return 1.0 - float(special.nctdtr(df, min(shift, 1e4), bound)) if shift < 1e4 else 1.0

    solved = plan.solve(n, difference, power, of, (0.0, 1e6 * deviation), least=2.0)
    return plan.result(
        *solved, solved[1], "two means, Student t" if groups == 2 else "paired means, Student t"
    )


@checked
def power_nps(
    difference: float | None = None,
    promoters: float = 0.5,
    detractors: float = 0.2,
    n: float | None = None,
    power: float | None = None,
    *,
    confidence: float = 0.95,
    sides: str = "two",
    design_effect: float = 1.0,
    response_rate: float = 1.0,
) -> Power:
    """Size, power or detectable difference of two net promoter scores.

    Question it answers: how many answers a wave until a change of five NPS points is seen?

    Definition: `power_means` with deviation 100 √(p + d − (p − d)²).

    Scale, unit, range: people in each group; `difference` in points of −100 to 100.

    Parameters: exactly two of `difference`, `n` and `power`; the expected shares of `promoters` and
    `detractors`; the others as in `power_shares`.

    Returns: Power.

    Raises: InputError as `power_shares`.

    How sure: close from some fifty answers a group.

    Do not: forget that half a point needs tens of thousands of answers.

    Validated against: R's power.t.test at that deviation, and simulated waves.

    Example:
        >>> power_nps(5, 0.5, 0.2, power=0.8).answers
        3832

    References: Rocks (2016), doi:10.1080/00031305.2016.1158124.

    See also: power_means, nps.
    """
    _share(promoters, "promoters")
    _share(detractors, "detractors")
    if promoters + detractors > 1:
        raise InputError("promoters and detractors are more than all", "promoters", "give shares 0–1")
    deviation = 100 * math.sqrt(max(promoters + detractors - (promoters - detractors) ** 2, 0.0))
    return power_means(
        difference,
        deviation,
        n,
        power,
        confidence=confidence,
        sides=sides,
        design_effect=design_effect,
        response_rate=response_rate,
    )


class _Plan:
    """What all three share: the test's level, and the way from people to invitations."""

    def __init__(self, confidence: float, sides: str, design_effect: float, response_rate: float) -> None:
        self.confidence = confidence_of(confidence)
        if sides not in SIDES:
            raise InputError(f"{sides!r} sides", "sides", "say two or one")
        if not design_effect > 0 or not 0 < response_rate <= 1:
            todo = "give a design effect above 0 and a response rate above 0, at most 1"
            raise InputError("design_effect or response_rate is out of range", None, todo)
        self.tail = (1 - self.confidence) / SIDES[sides]
        self.z = float(special.ndtri(1 - self.tail))
        self.design_effect, self.response_rate = design_effect, response_rate

    def solve(
        self,
        n: float | None,
        other: float | None,
        power: float | None,
        of: Callable[[float, float], float],
        between: tuple[float, float],
        least: float = 1.0,
    ) -> tuple[float, float, float]:
        """The missing one of size, other value and power."""
        size = None if n is None else n / self.design_effect
        if size is not None and not least <= size <= MOST:
            raise InputError(f"n of {n:g} is out of range", "n", f"give at least {least:g} in each group")
        if power is not None and not self.tail < power < 1:
            raise InputError(f"power {power} is out of range", "power", "give e.g. 0.8")
        if power is None and size is not None and other is not None:
            return size, other, of(size, other)
        wanted = 0.5 if power is None else power
        if size is None:
            target = 0.0 if other is None else other
            return _first(lambda one: of(one, target), wanted, least, MOST), target, wanted
        low, high = between
        return size, _first(lambda one: of(size, one), wanted, low, high), wanted

    def result(self, n: float, other: float, power: float, difference: float, method: str) -> Power:
        answers = math.ceil(n * self.design_effect - 1e-9)
        invitations = math.ceil(answers / self.response_rate - 1e-9)
        return Power(n, answers, invitations, power, difference, self.confidence, method)


def _first(of: Callable[[float], float], wanted: float, low: float, high: float) -> float:
    """Where a rising curve reaches what is wanted."""
    if of(low) >= wanted:
        return low
    if of(high) < wanted:
        raise InputError("no size or difference reaches this power", "power", "ask for less, or give more")
    step = low + max(1e-6 * (high - low), 1e-9)
    while of(min(step, high)) < wanted:
        low, step = step, low + 2 * (step - low)
    high = min(step, high)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if of(middle) < wanted else (low, middle)
    return high


def _share(value: float, name: str) -> None:
    if not 0 <= value <= 1:
        raise InputError(f"{name} {value:g} is not a share", name, "give a number from 0 to 1")


def _two_of_three(*given: float | None) -> None:
    if sum(one is not None for one in given) != 2 or any(
        one is not None and not np.isfinite(one) for one in given
    ):
        todo = "leave out the one to find; for n give power=0.8"
        raise InputError("give exactly two of n, difference and power", "n, difference, power", todo)

"""How sure an audit of a given size will be, and how large one of a given margin must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inference.intervals import student_quantile
from rapport.measures.inputs import Floats, confidence_of
from rapport.measures.sampling.allocate import allocate
from rapport.measures.sampling.strata_sizes import by_name, sizes_of
from rapport.records.errors import InputError

DOUBLE_CHOICES = tuple(round(0.1 * tenth, 1) for tenth in range(1, 11))


@dataclass(frozen=True)
class AuditDesign:
    """`interactions` to draw (`by_stratum`), the share scored by two people, evaluations and hours in
    all, the `margin` to expect in points (None: a margin asked for cannot be reached; `best` can), how
    it was computed, and whether from here a second evaluator narrows the margin more than the same
    effort on further interactions (None: the evaluators' deviation is not known)."""

    interactions: int
    by_stratum: Mapping[Any, int]
    double: float
    evaluations: int
    hours: float | None
    margin: float | None
    best: float | None
    confidence: float
    method: str
    second_buys_more: bool | None = None


@checked
def audit_design(
    population: int | Mapping[Any, int],
    interactions: int | None = None,
    margin: float | None = None,
    *,
    double: float | None = 0.2,
    deviation: float | Mapping[Any, float] = 20.0,
    evaluator_deviation: float | None = None,
    confidence: float = 0.95,
    minutes: float | None = None,
    minimum: int = 2,
    preparation: float = 0.0,
) -> AuditDesign:
    """The margin that an audit will reach, or the smallest audit that reaches a margin.

    Question it answers: how many interactions, how many twice, how many hours, for how sure a score?

    Definition: the variance of `audit_mean` expected for the design, Σ (N_h/N)² [(1 − f_h) S²_b,h +
    S²_w m] / n_h, with S_w the `evaluator_deviation`, m = 1 − double/2, S²_b = deviation² − S²_w; units
    spread over strata in proportion to size with `minimum` in each. Unknown S_w: no finite-population
    correction, as in the estimate. Times Student's t with units − strata degrees of freedom.

    Scale, unit, range: points of the 0–100 scale.

    Parameters: `population` frame size or {stratum: size}; either `interactions` or `margin`; `double`
    the share scored by a second person (None: the share that needs fewest evaluations, with S_w known);
    `deviation` of single scores (by stratum if known; 20 until a pilot says better); `minutes` an
    evaluation takes; `preparation` minutes an interaction takes before anybody scores it (fetching,
    transcribing), with `minutes`.

    A second evaluator halves only the evaluators' part S²_w of a unit's variance, another interaction
    shares out all of it: seconds buy more only where the frame is used up, or where preparation × S²_w
    exceeds twice minutes × the part between units. A few are needed in any case: without them S_w stays
    unknown, and with it the finite-population correction.

    Returns: AuditDesign.

    Undefined when: evaluators differ too much for the margin even with everything scored: `margin` is
    None and `best` is what a census reaches.

    Raises: InputError when both or neither of `interactions` and `margin` are given, or out of range.

    Validated against: the standard errors of simulated audits, and `sample_size` for a mean where
    evaluators agree.

    Example:
        >>> found = audit_design(4000, margin=2.5, deviation=18, evaluator_deviation=8, minutes=12)
        >>> found.interactions, found.evaluations, round(found.margin, 2)
        (191, 229, 2.49)
        >>> found.second_buys_more
        False

    References: Cochran (1977), chapters 5 and 13.

    See also: audit_mean, sample_size.
    """
    if preparation < 0 or (minutes is not None and minutes <= 0) or (preparation and minutes is None):
        raise InputError("minutes are not above 0", "minutes, preparation", "give minutes of both")
    effort = (minutes or 1.0, preparation)
    plan = _Plan(population, deviation, evaluator_deviation, confidence_of(confidence), minimum, effort)
    if (interactions is None) == (margin is None):
        raise InputError("give either interactions or margin", "interactions, margin", "leave one out")
    if double is not None and not 0 <= double <= 1:
        raise InputError(f"double {double} is not a share", "double", "give 0 to 1")
    if double is None and (margin is None or evaluator_deviation is None):
        raise InputError(
            "the best share of double scoring needs a margin and the evaluators' deviation",
            "double",
            "give both, or a share",
        )
    choices = DOUBLE_CHOICES if double is None else (double,)
    if margin is None:
        return plan.describe(int(interactions or 0), choices[0], minutes)
    if margin <= 0:
        raise InputError("the margin is not above 0", "margin", "give points of the 0–100 scale")
    designs = [plan.describe(plan.smallest(margin, one), one, minutes, margin) for one in choices]
    reached = [design for design in designs if design.margin is not None]
    return min(reached or designs[-1:], key=lambda design: (plan.cost(design), design.double))


class _Plan:
    """Frame, spreads and confidence, from which any size can be judged."""

    def __init__(
        self,
        population: int | Mapping[Any, int],
        deviation: float | Mapping[Any, float],
        evaluator_deviation: float | None,
        level: float,
        minimum: int,
        effort: tuple[float, float],
    ) -> None:
        self.minutes, self.preparation = effort
        self.sizes = dict(population) if isinstance(population, Mapping) else {"all": int(population)}
        self.level, self.evaluator, self.minimum = level, evaluator_deviation, minimum
        names, self.size = sizes_of(self.sizes)
        self.single: Floats = by_name(deviation, names, "deviation", zero=True) ** 2
        if (evaluator_deviation or 0.0) < 0:
            raise InputError("a deviation is negative", "evaluator_deviation", "give points ≥ 0")
        if self.size.sum() < 1:
            raise InputError("the frame is empty", "population", "give its size")
        least = int(np.minimum(minimum, self.size).sum())
        self.least = max(least, min(2, int(self.size.sum())))

    def spread(self, n: int) -> dict[Any, int]:
        """The units of each stratum; a small audit is spread as far as it goes."""
        low = self.minimum
        while low and np.minimum(low, self.size).sum() > n:
            low -= 1
        return allocate(n, {name: int(size) for name, size in self.sizes.items()}, minimum=low)

    def variance(self, n: int, seconds: float) -> float:
        """The expected variance when so many of n interactions are scored by a second person."""
        parts = np.array(list(self.spread(n).values()), dtype=np.float64)
        drawn = parts > 0
        share = self.size[drawn] / self.size[drawn].sum()
        noise = (self.evaluator or 0.0) ** 2
        between = np.maximum(self.single[drawn] - noise, 0.0)
        fraction = parts[drawn] / self.size[drawn]
        if self.evaluator is None or seconds == 0:
            fraction = np.zeros_like(fraction)
        own = (1 - fraction) * between + noise * (1 - seconds / n / 2)
        return float((share**2 * own / parts[drawn]).sum())

    def margin(self, n: int, double: float) -> float:
        """Half the width of the interval to expect."""
        drawn = sum(1 for part in self.spread(n).values() if part)
        df = max(n - drawn, 1)
        return float(student_quantile(df, self.level) * self.variance(n, double * n) ** 0.5)

    def cost(self, design: AuditDesign) -> float:
        """Minutes in all (evaluations, where no minutes are known)."""
        return design.evaluations * self.minutes + design.interactions * self.preparation

    def second_buys_more(self, n: int, double: float) -> bool | None:
        """Whether the next minute is better spent on a second evaluator than on a further interaction."""
        if self.evaluator is None:
            return None
        seconds = max(double * n, 1.0)
        if seconds >= n:
            return False
        further = max(n // 100, 1)
        if n + further > self.size.sum():
            return True
        now = self.variance(n, seconds)
        more = (now - self.variance(n + further, seconds)) / further / (self.minutes + self.preparation)
        again = min(float(further), n - seconds)
        second = (now - self.variance(n, seconds + again)) / again / self.minutes
        return second > more

    def smallest(self, margin: float, double: float) -> int:
        """The fewest interactions whose margin is small enough; the whole frame when none is."""
        low, high = self.least, int(self.size.sum())
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.margin(middle, double) <= margin else (middle + 1, high)
        return low

    def describe(
        self, n: int, double: float, minutes: float | None, wanted: float | None = None
    ) -> AuditDesign:
        if not 1 <= n <= self.size.sum():
            raise InputError(
                f"{n} interactions of a frame of {self.size.sum():g}", "interactions", "stay within the frame"
            )
        margin = self.margin(n, double)
        reached = wanted is None or margin <= wanted
        evaluations = n + round(double * n)
        known = "evaluator error included" if self.evaluator is not None else "evaluator error not yet known"
        return AuditDesign(
            interactions=n,
            by_stratum=self.spread(n),
            double=double,
            evaluations=evaluations,
            hours=None if minutes is None else (evaluations * minutes + n * self.preparation) / 60,
            margin=margin if reached else None,
            best=None if reached else margin,
            confidence=self.level,
            method=f"proportional allocation; {known}; Student t",
            second_buys_more=self.second_buys_more(n, double),
        )

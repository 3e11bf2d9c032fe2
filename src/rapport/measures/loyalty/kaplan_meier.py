"""How long customers stay when some are still there: Kaplan–Meier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import normal_quantile
from rapport.measures.inputs import Floats, chosen, confidence_of, numbers
from rapport.measures.loyalty.followed import Ladder, followed, ladder
from rapport.records.errors import InputError

INTERVALS = ("log-log", "log", "plain")
NEAR = 1e-12


@dataclass(frozen=True, eq=False)
class Survival:
    """A Kaplan–Meier curve: `times` with `survival` just after each, its band `low`, `high`, how many
    were `at_risk` and `ended`; the `median` time and the `mean` up to the last time as Estimates."""

    median: Estimate
    mean: Estimate
    times: Floats
    survival: Floats
    low: Floats
    high: Floats
    at_risk: Floats
    ended: Floats
    interval: str

    def at(self, time: float) -> Estimate:
        """Share that stays longer than `time`; undefined beyond the last that was followed."""
        when = float(numbers([time], "time")[0])
        facts = _facts(self.median, "share", f"Kaplan–Meier, {self.interval} interval")
        if not len(self.times):
            return undefined("nobody was followed", **facts)
        if not when >= 0:
            raise InputError(f"a time of {time}", "time", "give a time from 0")
        if when > self.times[-1] and self.survival[-1] > NEAR:
            return undefined(f"nobody was followed beyond {self.times[-1]:g}", **facts)
        place = int(np.searchsorted(self.times, when, side="right")) - 1
        if place < 0 or self.survival[place] == 1:
            return Estimate(value=1.0, **{**facts, "method": "nobody ended before: no interval"})
        value = float(self.survival[place])
        low, high = float(self.low[place]), float(self.high[place])
        error = value * float(_greenwood(self.at_risk, self.ended)[place]) ** 0.5 if value > NEAR else 0.0
        return Estimate(value=value, low=low, high=high, standard_error=error, **facts)

    def quantile(self, share: float) -> Estimate:
        """The time by which this share has ended."""
        if not 0 < share < 1:
            raise InputError(f"a share of {share}", "share", "give a share between 0 and 1")
        return _when(self, 1 - share, _facts(self.median, "time", f"Kaplan–Meier, {self.interval} interval"))

    def mean_until(self, time: float) -> Estimate:
        """Mean time stayed within the first `time` (restricted mean)."""
        when = float(numbers([time], "time")[0])
        facts = _facts(self.median, "time", f"restricted mean until {when:g}")
        if not len(self.times):
            return undefined("nobody was followed", **facts)
        if when > self.times[-1] and self.survival[-1] > NEAR:
            return undefined(f"nobody was followed beyond {self.times[-1]:g}", **facts)
        return _restricted(self, when, facts)


@checked
def kaplan_meier(
    durations: Any, observed: Any = None, confidence: float = 0.95, *, interval: str = "log-log"
) -> Survival:
    """How long something lasts, when part of it has not ended yet.

    Question it answers: how long do customers stay, cases stay open, people go without buying again?

    Definition: the product over times of (1 − ended/at risk). The median is the first time at which at
    most half are left.

    Scale, unit, range: time in the unit of the durations; shares 0–1.

    Base: rows with a duration. Excluded: "duration or ending is missing".

    Parameters: `durations` from the start until the end or until last seen; `observed` whether the end
    was seen (1) or it still went on (0), by default all ended; `interval` "log-log", "log" or "plain",
    the scale on which Greenwood's variance is used.

    Returns: Survival with `median`, `mean` (restricted to the last time) as Estimates, the curve as
    arrays, `.at(time)`, `.quantile(share)`, `.mean_until(time)`.

    Undefined when: nobody was followed. The median is undefined when fewer than half have ended; it has
    no interval when the upper band never falls to a half.

    Raises: InputError for negative durations, an ending that is neither yes nor no.

    How sure: of a share, Greenwood's variance on the chosen scale; of the median, the times at which the
    band crosses a half (Brookmeyer and Crowley); of the mean, its own variance and the normal. Poor
    under some twenty endings.

    Do not: count those still there as having ended, or leave them out; both make stays look shorter.

    Validated against: R survival and PyPI lifelines on the lung and Waltons data (median, log and
    log-log intervals).

    Example:
        >>> found = kaplan_meier([1, 2, 3, 4, 5, 6], [1, 1, 0, 1, 1, 0])
        >>> found.median.value, round(found.at(2).value, 3)
        (4.0, 0.667)

    References: Kaplan & Meier (1958), doi:10.1080/01621459.1958.10501452. Brookmeyer & Crowley (1982),
    doi:10.2307/2530286.

    See also: logrank, cox, repurchase_cycle.
    """
    level = confidence_of(confidence)
    chosen(interval, INTERVALS, "interval")
    rows = followed(durations, observed)
    steps = ladder(rows.time, rows.ended)
    facts: dict[str, Any] = {
        "confidence": level,
        "base": len(rows.time),
        "excluded": rows.excluded,
        "unit": "time",
        "definition": "kaplan_meier@1",
        "method": f"Kaplan–Meier, {interval} interval",
    }
    survival = np.asarray(np.cumprod(1 - steps.ended / steps.at_risk), dtype=np.float64)
    error: Floats = np.sqrt(_greenwood(steps.at_risk, steps.ended))
    low, high = band(survival, error, normal_quantile(level), interval)
    empty = undefined("nobody was followed", **facts)
    curve = Survival(empty, empty, steps.times, survival, low, high, steps.at_risk, steps.ended, interval)
    if not len(steps.times):
        return curve
    mean = _restricted(curve, float(steps.times[-1]), {**facts, "method": "mean until the last time"})
    median = _when(curve, 0.5, facts)
    return Survival(median, mean, steps.times, survival, low, high, steps.at_risk, steps.ended, interval)


def band(survival: Floats, error: Floats, z: float, interval: str) -> tuple[Floats, Floats]:
    """Interval of each share, `error` being the standard error of its logarithm."""
    inside = (survival > NEAR) & (survival < 1 - NEAR)
    s, e = np.where(inside, survival, 0.5), np.where(inside, error, 0.0)
    if interval == "plain":
        low, high = s - z * s * e, s + z * s * e
    elif interval == "log":
        low, high = s * np.exp(-z * e), s * np.exp(z * e)
    else:
        power = np.exp(z * e / -np.log(s))
        low, high = s**power, s ** (1 / power)
    low, high = np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)
    return np.where(inside, low, survival), np.where(inside, high, survival)


def _greenwood(at_risk: Floats, ended: Floats) -> Floats:
    """Variance of the logarithm of the share left after each time."""
    left = at_risk - ended
    part = np.divide(ended, at_risk * left, out=np.zeros_like(left), where=left > 0)
    return np.cumsum(part)


def _when(curve: Survival, share: float, facts: dict[str, Any]) -> Estimate:
    """When the share left first is at most `share`, and when the band is."""
    times = [first_at_most(curve.times, one, share) for one in (curve.survival, curve.low, curve.high)]
    value, low, high = times
    if value is None:
        return undefined(f"more than {100 * share:g} % had not ended when last seen", **facts)
    if low is None or high is None:
        return Estimate(value=value, **{**facts, "method": f"{facts['method']}; no upper end"})
    return Estimate(value=value, low=low, high=high, **facts)


def first_at_most(times: Floats, survival: Floats, share: float) -> float | None:
    """The first time at which a falling share is at most `share`."""
    below = np.flatnonzero(survival <= share + 1e-10)
    return float(times[below[0]]) if len(below) else None


def _restricted(curve: Survival, until: float, facts: dict[str, Any]) -> Estimate:
    """Area under the curve until a time, with its Greenwood-type variance."""
    steps = Ladder(curve.times, curve.at_risk, curve.ended)
    inside = steps.times < until
    edges = np.concatenate([[0.0], steps.times[inside], [until]])
    heights = np.concatenate([[1.0], curve.survival[inside]])
    areas = np.diff(edges) * heights
    value = float(areas.sum())
    ahead = np.cumsum(areas[::-1])[::-1][1:]
    risk, ended = steps.at_risk[inside], steps.ended[inside]
    left = risk - ended
    part = np.divide(ended, risk * left, out=np.zeros_like(left), where=left > 0)
    error = float((ahead**2 * part).sum()) ** 0.5
    if error == 0:
        return Estimate(value=value, **{**facts, "method": f"{facts['method']}; nothing varies: no interval"})
    reach = normal_quantile(facts["confidence"]) * error
    low, high = max(value - reach, 0.0), min(value + reach, until)
    return Estimate(value=value, low=low, high=high, standard_error=error, **facts)


def _facts(like: Estimate, unit: str, method: str) -> dict[str, Any]:
    return {
        "confidence": like.confidence,
        "base": like.base,
        "excluded": like.excluded,
        "definition": like.definition,
        "unit": unit,
        "method": method,
    }

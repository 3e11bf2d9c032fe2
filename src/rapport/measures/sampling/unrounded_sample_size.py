"""How many to draw, before rounding up."""

from __future__ import annotations

import math

from rapport.measures.checked import checked
from rapport.measures.inference.intervals import normal_quantile
from rapport.measures.inputs import chosen, confidence_of, require

INTERVALS = ("normal", "wilson", "log_odds")


@checked
def unrounded_sample_size(
    population: int | None = None,
    margin: float = 0.05,
    confidence: float = 0.95,
    share: float = 0.5,
    *,
    deviation: float | None = None,
    mean: float | None = None,
    cv: float | None = None,
    standard_error: float | None = None,
    interval: str = "normal",
    design_effect: float = 1.0,
    response_rate: float = 1.0,
) -> float:
    """How many to draw, as the formula gives it: `sample_size` rounds it up.

    Question it answers: what does another source's unrounded figure correspond to?

    Definition: S² / (V + S²/N), S² = N p q / (N − 1) for a share or `deviation`², V the variance
    wanted: (margin / z)², `standard_error`², or (`cv` × share or mean)². `interval="wilson"` and
    "log_odds" solve instead for the size at which that interval of a share is 2 × margin wide. Times
    the design effect, at most the population, over the response rate.

    Scale, unit, range: units, above 0.

    Parameters: as `sample_size`.

    Returns: float.

    Raises: InputError as `sample_size`.

    Do not: draw this many, rounded to nearest: half of the time it promises too much.

    Validated against: R's PracTools (nProp, nPropMoe, nWilson, nLogOdds), the printed table of Krejcie &
    Morgan (1970).

    Example:
        >>> round(unrounded_sample_size(1000), 4), round(unrounded_sample_size(share=0.01, cv=0.05), 4)
        (277.7335, 39600.0)

    References: Cochran (1977), Sampling Techniques, chapter 4. Valliant, Dever & Kreuter (2018),
    doi:10.1007/978-3-319-93632-1, chapter 3. Krejcie & Morgan (1970), doi:10.1177/001316447003000308.

    See also: sample_size.
    """
    z = normal_quantile(confidence_of(confidence))
    _check(population, margin, share, deviation, design_effect, response_rate)
    _check_goal(share, deviation, mean, cv, standard_error, interval)
    size = float(population) if population else float("inf")
    if interval == "wilson":
        n = _wilson(z, margin, share)
        n = n / (1 + (n - 1) / size)
    else:
        variance = _wanted(z, margin, share, mean, cv, standard_error)
        spread = share * (1 - share)
        if deviation is not None:
            square = deviation**2
        elif size <= 1:
            square = float("inf")
        else:
            square = spread if size == float("inf") else spread * size / (size - 1)
        if interval == "log_odds":
            variance = spread**2 * (_log_odds(margin, share) / z) ** 2
        n = square / (variance + square / size) if square < float("inf") else 1.0
    n = min(n * design_effect, size)
    return n / response_rate


def _wanted(
    z: float, margin: float, share: float, mean: float | None, cv: float | None, error: float | None
) -> float:
    """The variance that the estimate may have."""
    if error is not None:
        return error**2
    if cv is not None:
        return (cv * (share if mean is None else mean)) ** 2
    return (margin / z) ** 2


def _wilson(z: float, margin: float, share: float) -> float:
    """The size at which Wilson's interval is 2 × margin wide."""
    spread, square = share * (1 - share), margin**2
    inner = math.sqrt(spread**2 - 4 * square * spread + square)
    return max(z * z * (spread - 2 * square + inner) / (2 * square), 1.0)


def _log_odds(margin: float, share: float) -> float:
    """Half the width on the log-odds scale whose ends lie 2 × margin apart as shares."""
    odds = (1 - share) / share
    a, b, c = odds * (1 - 2 * margin), -2 * margin * (odds**2 + 1), -odds * (1 + 2 * margin)
    return math.log((-b + math.sqrt(b * b - 4 * a * c)) / (2 * a))


def _check(
    population: int | None,
    margin: float,
    share: float,
    deviation: float | None,
    design_effect: float,
    response_rate: float,
) -> None:
    rules = (
        (population is None or population >= 1, "population", "at least 1, or None"),
        (margin > 0 and (deviation is not None or margin < 1), "margin", "above 0 (a share: under 1)"),
        (0 <= share <= 1, "share", "from 0 to 1"),
        (deviation is None or deviation >= 0, "deviation", "not negative"),
        (design_effect > 0, "design_effect", "above 0"),
        (0 < response_rate <= 1, "response_rate", "above 0, at most 1"),
    )
    require(rules, todo="give a number {}")


def _check_goal(
    share: float,
    deviation: float | None,
    mean: float | None,
    cv: float | None,
    error: float | None,
    interval: str,
) -> None:
    chosen(interval, INTERVALS, "interval")
    relative = cv is not None
    rules = (
        (cv is None or (cv > 0 and error is None), "cv", "give it above 0, without standard_error"),
        (error is None or error > 0, "standard_error", "give it above 0"),
        (not relative or deviation is None or bool(mean), "mean", "give the pilot's mean with its deviation"),
        (not relative or deviation is not None or share > 0, "share", "give it above 0 when cv is wanted"),
        (
            interval == "normal" or (deviation is None and not relative),
            "interval",
            "only for shares' margins",
        ),
        (interval != "log_odds" or 0 < share < 1, "share", "give it above 0 and under 1 for log_odds"),
    )
    require(rules, "does not fit the rest", "{}")

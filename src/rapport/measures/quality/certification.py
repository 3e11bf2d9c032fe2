"""Whether an evaluator decides as the gold does, often enough to score on their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import logit_limits, student_quantile
from rapport.measures.inputs import (
    Codes,
    Floats,
    check_size,
    confidence_of,
    labels,
    numbers,
    sums,
    weights_of,
)
from rapport.measures.quality.certification_odds import CLUSTERING, FEWEST, GOOD, POOR, STANDARD, Odds
from rapport.measures.quality.chance_corrected import units_df
from rapport.measures.quality.gold_agreement import gold_agreement
from rapport.records.errors import InputError

EXPIRES_DAYS = 180


@dataclass(frozen=True)
class Certification:
    """`score` the share of decisions that match gold; `certified` whether it reaches the `standard` (None:
    undefined); `agreement` beyond chance; `passes_wrongly` the probability that a truly poor evaluator
    reaches the standard on as much gold, `fails_wrongly` that a truly good one does not; the gold's
    `interactions`, how alike decisions on one of them are right (`clustering`), and after how many
    days it expires."""

    score: Estimate
    certified: bool | None
    agreement: Estimate
    passes_wrongly: float | None
    fails_wrongly: float | None
    interactions: int
    clustering: float | None
    standard: float
    expires_days: int


@checked
def certification(
    decisions: Any,
    gold: Any,
    interactions: Any,
    weights: Any = None,
    confidence: float = 0.95,
    *,
    elements: Any = None,
    tolerance: float | Mapping[Any, float] | None = None,
    standard: float = STANDARD,
    fewest: int = FEWEST,
    poor: float = POOR,
    good: float = GOOD,
    expires_days: int = EXPIRES_DAYS,
) -> Certification:
    """The certification decision of one evaluator.

    Question it answers: does this person decide as the adjudicated gold does, and how sure is that?

    Definition: score = Σ v match / Σ v over element decisions; certified at `standard` or above on at
    least `fewest` gold interactions. Agreement beyond chance is Gwet's, chance taken within each
    element. The decision's error rates are those of an evaluator whose true share is `poor` or `good`
    on gold of this size and clustering.

    Scale, unit, range: share, 0–1; agreement a coefficient, at most 1.

    Base: decisions with a gold, both there. Excluded: "no decision".

    Parameters: one row an element of an interaction. `decisions` of the evaluator and of `gold`: the rules
    that fired as one label (or a number where there is a `tolerance`), a label of its own where not
    applicable; `interactions` the row's interaction; `weights` v_e; `elements` the row's element;
    `tolerance` how far numbers may lie apart, or {element: how far}.

    Returns: Certification.

    Undefined when: fewer than `fewest` gold interactions have decisions: no score, no decision.

    Raises: InputError for unlike lengths, rows without an interaction, a tolerance on words.

    How sure: variance between interactions, Student's t on the logit with degrees of freedom from their
    kurtosis; covers from 20 interactions on, up to 97 % for shares near 1 (few errors tell little), and
    is exact where all match. Error rates by a beta distribution of the same mean and variance; the
    clustering is measured on the same gold, 0.1 where nothing differs.

    Do not: take gold by one person alone, or interactions the evaluator was trained on.

    Validated against: simulated evaluators of known shares (coverage, error rates within two points).

    Example:
        >>> gold = ["warm", "", "late", "warm"] * 20
        >>> mine = gold[:-4] + ["warm", "", "", ""]
        >>> found = certification(mine, gold, [row // 4 for row in range(80)])
        >>> found.score.value, found.certified, round(found.passes_wrongly, 2)
        (0.975, True, 0.26)

    References: Gwet (2008), doi:10.1348/000711006X126600. Korn & Graubard (1998), Survey Methodology 24,
    193–201.

    See also: certification_design, gwet_ac, severity.
    """
    level = confidence_of(confidence)
    if not 0 < poor < standard <= good < 1:
        raise InputError(
            "poor, standard and good are out of order", "standard", "give 0 < poor < standard ≤ good < 1"
        )
    unit, _ = labels(interactions, "interactions")
    if (unit < 0).any():
        raise InputError("a row has no interaction", "interactions", "name it in each row")
    element, element_names = _elements(elements, len(unit))
    v = weights_of(weights, len(unit))
    mine, theirs, match, limits = _matches(decisions, gold, element, element_names, tolerance)
    here = ~np.isnan(match)
    left = int((~here).sum())
    facts: dict[str, Any] = {
        "confidence": level,
        "unit": "share",
        "base": int(here.sum()),
        "excluded": {"no decision": left} if left else {},
        "definition": "certification@1",
        "method": "share of decisions that match gold, between interactions, Student t on the logit",
    }
    count = len(np.unique(unit[here & (v > 0)]))
    if count < fewest:
        why = f"{count} gold interactions have decisions, {fewest} are needed"
        none = undefined(why, **facts)
        coefficient = none.with_(unit="coefficient")
        return Certification(none, None, coefficient, None, None, count, None, standard, expires_days)
    rows = here & (v > 0)
    score, odds = _score(match[rows], unit[rows], v[rows], facts)
    agreement = gold_agreement(
        mine[rows], theirs[rows], match[rows], element[rows], unit[rows], v[rows], limits
    )
    value = float(score.value or 0.0)
    wrong = odds.errors(standard, poor, good)
    return Certification(
        score=score,
        certified=value >= standard - 1e-12,
        agreement=agreement(level).with_(base=facts["base"], excluded=facts["excluded"]),
        passes_wrongly=wrong[0],
        fails_wrongly=wrong[1],
        interactions=count,
        clustering=odds.clustering,
        standard=standard,
        expires_days=expires_days,
    )


def _elements(elements: Any, length: int) -> tuple[Codes, list[Any]]:
    if elements is None:
        return np.zeros(length, dtype=np.intp), ["all"]
    codes, names = labels(elements, "elements", length=length)
    if (codes < 0).any():
        raise InputError("a row has no element", "elements", "name it in each row")
    return codes, names


def _matches(
    decisions: Any, gold: Any, element: Codes, names: list[Any], tolerance: Any
) -> tuple[Codes, Codes, Floats, tuple[Floats, Floats] | None]:
    """Codes of both decisions (−1 missing), 1 where they match, 0 where not, NaN where one is missing;
    with a tolerance the values behind the codes and each element's limit."""
    rows = len(element)
    if tolerance is None:
        mine, found = labels(decisions, "decisions", length=rows)
        theirs, gold_found = labels(gold, "gold", length=rows)
        sizes = [float(one) for one in (*found, *gold_found) if isinstance(one, int | float)]
        check_size(np.array(sizes), "decisions, gold")
        place = {name: code for code, name in enumerate(found)}
        move = np.array([place.setdefault(name, len(place)) for name in gold_found] + [-1], dtype=np.intp)
        theirs = move[theirs]
        match = (mine == theirs).astype(np.float64)
        limits = None
    else:
        a, b = numbers(decisions, "decisions", length=rows), numbers(gold, "gold", length=rows)
        values = np.unique(np.concatenate([a, b])[~np.isnan(np.concatenate([a, b]))])
        mine, theirs = (np.where(np.isnan(one), -1, np.searchsorted(values, one)) for one in (a, b))
        every = tolerance if isinstance(tolerance, Mapping) else dict.fromkeys(names, tolerance)
        limit = np.array([float(every.get(name, 0.0)) for name in names])
        with np.errstate(invalid="ignore"):
            match = (np.abs(a - b) <= limit[element] + 1e-12).astype(np.float64)
        limits = values, limit
    match[(mine < 0) | (theirs < 0)] = np.nan
    return mine, theirs, match, limits


def _score(match: Floats, unit: Codes, v: Floats, facts: dict[str, Any]) -> tuple[Estimate, Odds]:
    """The share with its interval between interactions, and the odds on gold like this."""
    _, unit = np.unique(unit, return_inverse=True)
    count = int(unit.max()) + 1
    rows = float(v.sum() ** 2 / (v**2).sum())
    value = float(v @ match / v.sum())
    facts |= {"weighted_base": float(v.sum())}
    if not 1e-12 < value < 1 - 1e-12:
        value = float(round(value))
        bound = (1 - facts["confidence"]) ** (1 / count)
        low, high = (bound, 1.0) if value else (0.0, 1 - bound)
        odds = Odds(count, rows / count, CLUSTERING)
        return Estimate(
            value, low, high, **facts | {"standard_error": 0.0, "effective_base": odds.worth}
        ), odds
    own = count * sums(unit, v * (match - value), count) / v.sum()
    error = float((own @ own / (count * (count - 1))) ** 0.5)
    df = units_df(own, np.ones(count))
    room = value * (1 - value)
    low, high = map(float, logit_limits(value, error, student_quantile(df, facts["confidence"])))
    clustering = CLUSTERING
    if rows / count > 1:
        effect = error**2 * rows / room
        clustering = float(np.clip((effect - 1) / (rows / count - 1), 0.0, 1.0))
    odds = Odds(count, rows / count, clustering)
    facts |= {"standard_error": error, "degrees_of_freedom": df, "effective_base": odds.worth}
    return Estimate(value, low, high, **facts), odds

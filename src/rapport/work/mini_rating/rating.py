"""What a mini-rating comes to: the score and each question's, with intervals that say how little is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.criteria import score
from rapport.findings.audit_estimates import suppressed
from rapport.findings.within_scale import cut
from rapport.home import Home
from rapport.measures import Estimate, proportion
from rapport.measures.inference.audit_mean import audit_mean
from rapport.program.views.plain import MiniFacts
from rapport.work.mini_rating.questions import as_decisions, questions

FEW = 12


@dataclass(frozen=True)
class Answered:
    """One question over all interactions rated."""

    element: str
    title: str
    text: str
    score: Estimate


@dataclass(frozen=True)
class Lowest:
    """One interaction that scored low, to look at again."""

    position: int
    label: str
    qci: float


@dataclass(frozen=True)
class Rating:
    """The whole page. `words` say what may be concluded, `caveats` what not."""

    facts: MiniFacts
    qci: Estimate
    answers: tuple[Answered, ...]
    harmless: Estimate
    lowest: tuple[Lowest, ...]
    words: tuple[str, ...]
    caveats: tuple[str, ...]


def rating_of(home: Home, facts: MiniFacts) -> Rating:
    """The rating of what has been scored so far."""
    criteria, settings = questions(), home.settings
    scored = [one for one in facts.items if one.decisions is not None]
    results = [score(criteria, as_decisions(one.decisions or {})) for one in scored]
    population = facts.population if facts.random else None
    qci = _mean([one.qci for one in results], population, settings.confidence, settings.minimum_base)
    answers = tuple(
        Answered(
            element.name,
            element.title,
            element.text or "",
            _mean(
                [one.elements[element.name] for one in results],
                population,
                settings.confidence,
                settings.minimum_base,
            ),
        )
        for element in criteria.elements
    )
    free = sum(not one.criticals for one in results)
    harmless = suppressed(_share(free, len(results), settings.confidence), settings.minimum_base)
    ranked = sorted(
        zip(scored, results, strict=True), key=lambda pair: (pair[1].qci or 0.0, pair[0].position)
    )
    lowest = tuple(Lowest(one.position, one.label, found.qci or 0.0) for one, found in ranked[:3])
    answers = tuple(sorted(answers, key=lambda one: (one.score.value is None, one.score.value or 0.0)))
    said = _words(qci, answers, settings.target_qci)
    return Rating(facts, qci, answers, harmless, lowest, said, _caveats(facts, len(scored)))


def _mean(values: list[float | None], population: int | None, confidence: float, minimum: int) -> Estimate:
    """The mean of a simple random sample with its t interval; nothing under the minimum base."""
    known = np.array([np.nan if one is None else one for one in values], dtype=float)
    if not len(known):
        return Estimate(None, undefined_because="nothing is scored yet")
    names = list(range(len(known)))
    found = audit_mean(known, names, ["one"] * len(known), population=population, confidence=confidence)
    return cut(suppressed(found.with_(source="human", definition="mini-rating@1"), minimum))


def _share(successes: int, n: int, confidence: float) -> Estimate:
    if not n:
        return Estimate(None, undefined_because="nothing is scored yet", unit="share")
    return proportion(successes, n, confidence).with_(source="human", definition="mini-rating@1")


def _words(qci: Estimate, answers: tuple[Answered, ...], target: float) -> tuple[str, ...]:
    """Only what the intervals carry."""
    if qci.value is None or qci.low is None or qci.high is None:
        return ("Too little is scored to say anything yet.",)
    if qci.high < target:
        first = f"The service these interactions stand for is clearly under the target of {target:g}."
    elif qci.low >= target:
        first = f"The service these interactions stand for is clearly at or over the target of {target:g}."
    else:
        first = f"Whether the service reaches the target of {target:g} cannot be told from so few."
    told = [one for one in answers if one.score.value is not None]
    if len(told) < 2:
        return (first,)
    low, high = told[0], told[-1]
    if (low.score.high or 0.0) < (high.score.low or 0.0):
        second = f"“{low.title}” is clearly weaker than “{high.title}”: look there first."
    else:
        second = "No question stands clearly apart from the others; do not rank them by this."
    return (first, second)


def _caveats(facts: MiniFacts, scored: int) -> tuple[str, ...]:
    found = []
    if scored < facts.total:
        found.append(f"Only {scored} of {facts.total} interactions are scored so far.")
    if scored < FEW:
        found.append(
            f"With {scored} interactions the interval leans on scores being spread evenly around their mean."
        )
    if not facts.random:
        found.append(
            "The interactions were not taken by chance, so they stand for nothing but themselves: the "
            "interval only says how much the score would move with others picked in the same way."
        )
    found.append(
        "One person scored each interaction once: how far another would agree is not in the interval."
    )
    return tuple(found)

"""Cells of audits: many evaluators, one a unit, some units scored twice; with and without the machine."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import as_share, assisted_mean, audit_mean, audit_means, beyond_pool

FRAME = 1700
WIDE = "nothing scored twice, so no finite-population correction: rather too wide"


def scored(rng: np.random.Generator, people: int, skewed: bool) -> np.ndarray:
    """What every evaluator would give every unit of the frame."""
    quality = 100 - rng.gamma(1.0, 12.0, (FRAME, 1)) if skewed else rng.normal(65, 14, (FRAME, 1))
    given = quality + rng.normal(0, 5, people) + rng.normal(0, 6, (FRAME, people))
    return np.clip(given, 0, 100) if skewed else given


def audit(
    n: int,
    double: float,
    *,
    people: int = 10,
    turns: bool = False,
    skewed: bool = False,
    known: bool = False,
) -> Draw:
    """n of 1,700 units, each by one random evaluator (or in turns), a share of them by a second one, or
    with the variance between evaluators known."""

    def draw(rng: np.random.Generator) -> tuple:
        given = scored(rng, people, skewed)
        unit = rng.permutation(FRAME)[:n]
        first = rng.permutation(np.arange(n) % people) if turns else rng.integers(0, people, n)
        twice = rng.permutation(n)[: round(double * n)]
        second = (first[twice] + rng.integers(1, people, len(twice))) % people
        units, persons = np.concatenate([unit, unit[twice]]), np.concatenate([first, second])
        variance = float(given.var(axis=1, ddof=1).mean()) if known else None
        found = audit_mean(
            given[units, persons], units, persons, population=FRAME, evaluator_variance=variance
        )
        return found, given.mean()

    return draw


def assisted(n: int, frame: int, likeness: float, kind: str = "normal") -> Draw:
    """Human scores of n units, machine scores of all that follow the truth as closely as `likeness`."""

    def draw(rng: np.random.Generator) -> tuple:
        truth = 1 - rng.gamma(1.0, 1.0, frame) if kind == "skewed" else rng.normal(0, 1, frame)
        stratum = rng.integers(0, 3, frame)
        truth = truth + stratum if kind == "three strata" else truth
        machine = 0.3 + likeness * truth + (1 - likeness**2) ** 0.5 * rng.normal(0, 1, frame)
        human = truth + rng.normal(0, 0.5, frame)
        if kind == "yes or no":
            chance = 1 / (1 + np.exp(-2 * truth))
            truth, human = chance, (rng.random(frame) < chance).astype(float)
        here, rest = np.split(rng.permutation(frame), [n])
        strata = {"strata": stratum[here], "strata_rest": stratum[rest]} if kind == "three strata" else {}
        return assisted_mean(human[here], machine[here], machine[rest], **strata), truth.mean()

    return draw


def of_a_team(n: int) -> Draw:
    """The first of four teams, as large as chance makes it in the sample."""

    def draw(rng: np.random.Generator) -> tuple:
        team = rng.integers(0, 4, FRAME)
        given = scored(rng, 10, skewed=False) + 5 * team[:, None]
        unit = rng.permutation(FRAME)[:n]
        unit = np.concatenate([unit, unit[: n // 5]])
        person = rng.integers(0, 10, n)
        person = np.concatenate([person, (person[: n // 5] + rng.integers(1, 10, n // 5)) % 10])
        found = audit_means(given[unit, person], unit, person, by=team[unit], population=FRAME)
        return found[0], given[team == 0].mean()

    return draw


def free_of_errors(n: int, least: float, most: float) -> Draw:
    """The share of interactions without a critical error, between two bounds: at any one share an
    interval of counts covers now more, now less."""

    def draw(rng: np.random.Generator) -> tuple:
        share = rng.uniform(least, most)
        free = (rng.random(n) < share).astype(float)
        return as_share(audit_mean(free, np.arange(n), rng.integers(0, 10, n))), share

    return draw


def other_people(people: int) -> Draw:
    """Evaluators drawn from many; the truth is what all of them would give a frame without end."""

    def draw(rng: np.random.Generator) -> tuple:
        unit = np.concatenate([np.arange(240), rng.permutation(240)[:60]])
        person = rng.integers(0, people, 240)
        person = np.concatenate([person, (person[unit[240:]] + rng.integers(1, people, 60)) % people])
        given = rng.normal(70, 12, 240)[unit] + rng.normal(0, 5, people)[person] + rng.normal(0, 5, 300)
        return beyond_pool(audit_mean(given, unit, person), given, unit, person), 70.0

    return draw


CASES = [
    Case(
        "audit_means",
        "one team of four, 300 of 1,700, 10 evaluators at random, a fifth twice",
        of_a_team(300),
    ),
    Case("as_share", "150 interactions, 90–98 % free of errors", free_of_errors(150, 0.9, 0.98)),
    Case("as_share", "60 interactions, 70–90 % free of errors", free_of_errors(60, 0.7, 0.9)),
    Case("beyond_pool", "240 units, 60 twice, 12 evaluators", other_people(12)),
    Case(
        "beyond_pool",
        "240 units, 60 twice, 5 evaluators",
        other_people(5),
        False,
        "five evaluators tell little of others",
    ),
    *(
        Case("audit_mean", f"{n} of 1,700, 10 evaluators at random, a quarter twice", audit(n, 0.25))
        for n in (100, 200, 400)
    ),
    Case("audit_mean", "100 of 1,700, 10 evaluators at random, none twice", audit(100, 0)),
    Case("audit_mean", "400 of 1,700, 10 evaluators at random, none twice", audit(400, 0), False, WIDE),
    Case(
        "audit_mean",
        "400 of 1,700, 10 evaluators at random, none twice, evaluators' variance known",
        audit(400, 0, known=True),
    ),
    Case(
        "audit_mean",
        "1,700 of 1,700, 10 evaluators in turns, none twice, evaluators' variance known",
        audit(1700, 0, turns=True, known=True),
    ),
    Case(
        "audit_mean",
        "400 of 1,700, 40 evaluators, a tenth twice, skewed",
        audit(400, 0.1, people=40, skewed=True),
    ),
    Case(
        "audit_mean", "1,300 of 1,700, 5 evaluators at random, a quarter twice", audit(1300, 0.25, people=5)
    ),
    Case("audit_mean", "400 of 1,700, 10 evaluators in turns, a quarter twice", audit(400, 0.25, turns=True)),
    Case(
        "audit_mean",
        "1,700 of 1,700, 10 evaluators in turns, a tenth twice",
        audit(1700, 0.1, turns=True),
    ),
    Case("assisted_mean", "100 of 5,000, likeness 0.8", assisted(100, 5000, 0.8)),
    Case("assisted_mean", "100 of 5,000, likeness 0", assisted(100, 5000, 0.0)),
    Case("assisted_mean", "200 of 5,000, likeness 0.95, skewed", assisted(200, 5000, 0.95, "skewed")),
    Case("assisted_mean", "200 of 5,000, likeness 0.8, yes or no", assisted(200, 5000, 0.8, "yes or no")),
    Case(
        "assisted_mean", "200 of 5,000, likeness 0.5, three strata", assisted(200, 5000, 0.5, "three strata")
    ),
    Case(
        "assisted_mean",
        "400 of 1,700, likeness 0.8",
        assisted(400, 1700, 0.8),
        False,
        "no finite-population correction, because evaluators' error stays: rather too wide",
    ),
]

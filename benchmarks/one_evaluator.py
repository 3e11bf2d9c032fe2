"""One random evaluator a unit: how often the audit's interval holds the truth, and how wide it must be.

`python -m benchmarks.one_evaluator`. Populations of 1,700 units, each scored by every evaluator, whose
disagreement is a given share of the variance of single scores; audits of 100, 200 and 400 units, each
with one evaluator drawn for it. Beside the textbook interval (the finite-population correction on
everything) stand ours with nothing scored twice, with the evaluators' variance known, and with a
twentieth scored twice. `width` is over that of an interval which knows the estimate's true deviation.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures import audit_mean

FRAME = 1700
SIZES = (100, 200, 400)
WAYS = ("none twice", "variance known", "a twentieth twice")


@dataclass(frozen=True)
class Population:
    """`disagreement`: the evaluators' share of the variance of single scores."""

    disagreement: float
    evaluators: int
    kind: str = "normal"

    def draw(self, rng: np.random.Generator) -> np.ndarray:
        """The score of every unit by every evaluator."""
        shape = (FRAME, self.evaluators)
        unit = rng.gamma(1.0, 1.0, (FRAME, 1)) if self.kind == "skewed" else rng.normal(0, 1, (FRAME, 1))
        severity = rng.normal(0, (self.disagreement / 3) ** 0.5, self.evaluators)
        noise = rng.normal(0, (self.disagreement * 2 / 3) ** 0.5, shape)
        score = (1 - self.disagreement) ** 0.5 * unit + severity + noise
        # Scores of 10 and 0 for yes and no keep the same disagreement only roughly.
        return 10.0 * (score > 0) if self.kind == "yes or no" else 70 + 15 * score


@dataclass(frozen=True)
class Found:
    """Of one population and size: how often each interval held the truth, and the width of ours."""

    population: Population
    n: int
    textbook: float
    held: dict[str, float]
    width: dict[str, float]


POPULATIONS = (
    *(Population(share, people) for share in (0.01, 0.1, 0.3, 0.6, 0.85, 0.95) for people in (8, 40)),
    Population(0.01, 8, "skewed"),
    Population(0.3, 8, "skewed"),
    Population(0.9, 8, "skewed"),
    Population(0.95, 8, "yes or no"),
)


def found(population: Population, n: int, audits: int, seed: int = 1, worlds: int = 20) -> Found:
    """`audits` of `n` units over some worlds of that population."""
    rng = np.random.default_rng([2026, seed, n])
    hits = dict.fromkeys(("textbook", *WAYS), 0)
    width = dict.fromkeys(WAYS, 0.0)
    squares = 0.0
    each = max(audits // worlds, 1)
    for _ in range(worlds):
        given = population.draw(rng)
        truth, known = given.mean(), given.var(axis=1, ddof=1).mean()
        for _ in range(each):
            units, people = rng.permutation(FRAME)[:n], rng.integers(0, population.evaluators, n)
            scores = given[units, people]
            squares += (scores.mean() - truth) ** 2
            hits["textbook"] += _textbook(scores, truth)
            for way in WAYS:
                low, high = _interval(way, given, units, people, known, rng)
                hits[way] += bool(low <= truth <= high)
                width[way] += high - low
    times = worlds * each
    best = 2 * special.ndtri(0.975) * (squares / times) ** 0.5
    held = {way: count / times for way, count in hits.items()}
    widths = {way: total / times / best for way, total in width.items()}
    return Found(population, n, held.pop("textbook"), held, widths)


def _interval(
    way: str, given: np.ndarray, units: np.ndarray, people: np.ndarray, known: float, rng: np.random.Generator
) -> tuple[float, float]:
    more = {"evaluator_variance": known} if way == "variance known" else {}
    if way == "a twentieth twice":
        twice = rng.permutation(len(units))[: len(units) // 20]
        other = (people[twice] + rng.integers(1, given.shape[1], len(twice))) % given.shape[1]
        units, people = np.concatenate([units, units[twice]]), np.concatenate([people, other])
    one = audit_mean(given[units, people], units, people, population=FRAME, **more)
    assert one.low is not None and one.high is not None
    return one.low, one.high


def _textbook(scores: np.ndarray, truth: float) -> bool:
    n = len(scores)
    reach = special.stdtrit(n - 1, 0.975) * scores.std(ddof=1) * ((1 - n / FRAME) / n) ** 0.5
    return bool(abs(scores.mean() - truth) <= reach)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=4000)
    audits = parser.parse_args().audits
    print("disagreement evaluators kind        n | textbook | " + " | ".join(f"{way:17}" for way in WAYS))
    for population in POPULATIONS:
        for n in SIZES:
            one = found(population, n, audits)
            cell = f"{population.disagreement:12.0%} {population.evaluators:10} {population.kind:9} {n:4}"
            ours = " | ".join(f"{one.held[way]:6.1%} width {one.width[way]:.2f}" for way in WAYS)
            print(f"{cell} | {one.textbook:8.1%} | {ours}", flush=True)


if __name__ == "__main__":
    main()

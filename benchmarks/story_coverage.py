"""Does the interval hold the truth of a simulated company? `python -m benchmarks.story_coverage`.

Each seed is one company whose evaluators differ in severity and noise. Its interactions with an agent
are the frame; a sample stratified by channel is drawn at every sampling fraction and scored with unequal
doubling: some interactions twice, some of those three times. The truth is the mean over the frame of the
score the pool of evaluators would give, each counting the same. Beside it stands the interval that puts
the finite-population correction on everything.

Evaluators are assigned by chance, as the formula supposes, or evenly, as `rapport sample` does: every
evaluator scores the same number in each stratum, which takes much of their severity out of the error of
a near-complete audit, so that the interval is then wider than it need be.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy import stats

from rapport.measures import audit_mean
from rapport.story import Company
from rapport.story.staff import EVALUATORS
from rapport.story.truth import Truth
from rapport.work.sampling.assign import assign

SIZE = 1_200
FRACTIONS = (0.1, 0.2, 0.35, 0.5, 0.75, 1.0)
DOUBLES = (0.1, 0.2, 0.4)
SECOND_TEAM = tuple(
    replace(one, name=f"{one.name} B", leniency=leniency)
    for one, leniency in zip(EVALUATORS, (0.3, -0.45, -0.05, 0.4, 0.15, -0.3), strict=True)
)
POOLS = {6: EVALUATORS, 12: EVALUATORS + SECOND_TEAM}


@dataclass(frozen=True)
class Hit:
    """One audit: did the interval hold the company's truth, the team's, and did the naive one?"""

    fraction: float
    double: float
    company: bool
    team: bool
    naive: bool


def audits(seed: int, evaluators: int = 12, even: bool = False) -> list[Hit]:
    """One company, audited at every fraction and doubling."""
    truth = Truth.of(Company(seed=seed, size=SIZE, evaluators=POOLS[evaluators]))
    rng = np.random.default_rng([seed, 17])
    return [_audit(truth, fraction, double, even, rng) for fraction in FRACTIONS for double in DOUBLES]


def _audit(truth: Truth, fraction: float, double: float, even: bool, rng: np.random.Generator) -> Hit:
    pool, channel, team = truth.pool, truth.situations.channel, truth.situations.team
    drawn = {
        str(label): [
            str(unit) for unit in rng.choice(where, max(2, round(fraction * len(where))), replace=False)
        ]
        for label in np.unique(channel)
        if len(where := np.flatnonzero(channel == label))
    }
    rows = list(_evaluations(drawn, double, len(pool), even, rng))
    units = np.array([unit for unit, _ in rows])
    evaluators = np.array([evaluator for _, evaluator in rows])
    scores = pool[evaluators, units]
    population = {int(label): int((channel == label).sum()) for label in np.unique(channel)}
    given = {"strata": channel[units], "population": population}
    found = audit_mean(scores, units, evaluators, **given)
    chosen = int(np.bincount(team[units]).argmax())
    group = audit_mean(scores, units, evaluators, domain=team[units] == chosen, **given)
    value = float(pool.mean())
    low, high = _naive(scores, units, channel, population)
    return Hit(
        fraction,
        double,
        found.low <= value <= found.high,
        group.low <= float(pool[:, team == chosen].mean()) <= group.high,
        low <= value <= high,
    )


def _evaluations(
    drawn: dict[str, list[str]], double: float, evaluators: int, even: bool, rng: np.random.Generator
) -> Iterator[tuple[int, int]]:
    """(unit, evaluator) of each evaluation; a third of the doubled ones have a third evaluator."""
    names = [str(number) for number in range(evaluators)]
    handed_out = assign(drawn, names, double, int(rng.integers(2**31)))
    for unit, given in handed_out.items():
        chosen = [int(name) for name in given] if even else rng.permutation(evaluators)[: len(given)].tolist()
        if len(chosen) == 2 and rng.random() < 1 / 3:
            chosen.append(int(rng.choice([one for one in range(evaluators) if one not in chosen])))
        for evaluator in chosen:
            yield int(unit), evaluator


def _naive(scores, units, channel, population) -> tuple[float, float]:
    """The interval with the finite-population correction on everything."""
    names, place = np.unique(units, return_inverse=True)
    means = np.bincount(place, scores) / np.bincount(place)
    stratum, total = channel[names], sum(population.values())
    value = variance = 0.0
    for label, size in population.items():
        mine = means[stratum == label]
        value += size / total * mine.mean()
        variance += (size / total) ** 2 * (1 - len(mine) / size) * mine.var(ddof=1) / len(mine)
    half = stats.t.ppf(0.975, len(means) - len(population)) * np.sqrt(variance)
    return value - half, value + half


def coverage(seeds: int, evaluators: int = 12, even: bool = False, processes: int = 2) -> list[Hit]:
    """All audits of `seeds` companies."""
    work = partial(audits, evaluators=evaluators, even=even)
    with ProcessPoolExecutor(processes) as pool:
        return [hit for hits in pool.map(work, range(seeds), chunksize=10) for hit in hits]


def shares(hits: Sequence[Hit]) -> tuple[float, float, float]:
    """How often the interval held the company's truth, the team's, and the naive one the company's."""
    names = ("company", "team", "naive")
    return tuple(float(np.mean([getattr(hit, name) for hit in hits])) for name in names)  # type: ignore[return-value]


def main() -> None:
    """Prints coverage by fraction and doubling."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2000)
    parser.add_argument("--evaluators", type=int, choices=POOLS, default=12)
    parser.add_argument("--even", action="store_true", help="assign evenly instead of by chance")
    given = parser.parse_args()
    hits = coverage(given.seeds, given.evaluators, given.even)
    print("fraction  doubled   company      team     naive")
    for fraction in FRACTIONS:
        for double in DOUBLES:
            cell = [hit for hit in hits if (hit.fraction, hit.double) == (fraction, double)]
            print(f"{fraction:8.2f} {double:8.2f} " + " ".join(f"{share:9.2%}" for share in shares(cell)))
    print("all cells         " + " ".join(f"{share:9.2%}" for share in shares(hits)))


if __name__ == "__main__":
    main()

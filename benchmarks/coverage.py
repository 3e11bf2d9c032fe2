"""Does the audit's 95 % interval hold the truth 95 % of the time? `python -m benchmarks.coverage`.

Each seed makes a finite frame of interactions with skewed true scores and a ceiling at 100, strata
and teams of differing quality, evaluators of differing severity and noise, a sample, and unequal
double scoring. The truth is the mean over the frame of the score the pool of evaluators would give.
Every seed is estimated by the same code as a real audit, one seed a group.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.inference.audit_sample import UnitScores
from rapport.measures.inference.audit_variance import group_sums
from rapport.measures.inference.frame import frame_of

NOISE, SEVERITY = 8.0, 4.0


@dataclass(frozen=True)
class Cell:
    """One row of the grid: the frame's size, the share sampled, the share scored twice or more, how
    the sample is spread over strata, and the number of evaluators."""

    frame: int
    fraction: float
    double: float
    allocation: str
    evaluators: int


@dataclass(frozen=True)
class Coverage:
    """How often the interval held the truth: company, one team, and with the correction on everything."""

    cell: Cell
    overall: float
    team: float
    naive: float


GRID = tuple(
    Cell(frame, fraction, double, allocation, evaluators)
    for frame, fraction in ((20_000, 0.01), (2_000, 0.1), (800, 0.3), (400, 0.6), (300, 0.8), (300, 1.0))
    for double in (0.1, 0.25, 0.5)
    for allocation in ("proportional", "equal")
    for evaluators in (4, 12)
)

SMALL = Cell(300, 0.8, 0.25, "proportional", 4)


class World:
    """A company whose truth is known, drawn from a seed."""

    def __init__(self, cell: Cell, rng: np.random.Generator, noise: float, severity: float) -> None:
        n = cell.frame
        self.sizes = strata_sizes(n)
        self.stratum = np.repeat([0, 1, 2], self.sizes)
        self.team = rng.integers(0, 4, n)
        quality = 88 - 8 * self.stratum - 4 * (self.team == 0)
        self.true = np.clip(quality - rng.gamma(1.2, 14, n) + rng.normal(0, 5, n) + 10, 0, 100)
        self.severity = rng.normal(0, severity, cell.evaluators)
        self.noise = noise * rng.uniform(0.6, 1.4, cell.evaluators)

    def truth(self) -> np.ndarray:
        """What the whole pool would give each interaction on average."""
        return self.true + self.severity.mean()


def strata_sizes(n: int) -> np.ndarray:
    """Three strata of half, three tenths and a fifth."""
    sizes = np.round(n * np.array([0.5, 0.3, 0.2])).astype(int)
    sizes[0] += n - sizes.sum()
    return sizes


def allocation(cell: Cell, sizes: np.ndarray) -> np.ndarray:
    """Sampled interactions by stratum."""
    n = round(cell.frame * cell.fraction)
    if cell.allocation == "proportional" or cell.fraction == 1.0:
        return np.maximum(2, np.round(n * sizes / sizes.sum()).astype(int))
    return np.minimum(sizes, max(2, n // 3))


def audit(cell: Cell, seed: int, noise: float, severity: float) -> tuple[np.ndarray, ...]:
    """One audit: stratum, team and the mean score of each drawn interaction, its number of evaluators,
    the squares between evaluators with their degrees of freedom, and the two truths."""
    rng = np.random.default_rng([2026, seed])
    world = World(cell, rng, noise, severity)
    drawn = np.concatenate(
        [
            rng.permutation(np.flatnonzero(world.stratum == h))[:size]
            for h, size in enumerate(allocation(cell, world.sizes))
        ]
    )
    k = np.ones(len(drawn), dtype=int)
    twice = rng.permutation(len(drawn))[: max(2, round(cell.double * len(drawn)))]
    k[twice] = rng.integers(2, 4, len(twice))
    first = assigned(world.stratum[drawn], cell.evaluators, rng)
    others = np.argsort(rng.random((len(drawn), cell.evaluators - 1)), axis=1)[:, :2] + 1
    people = np.column_stack([first, (first[:, None] + others) % cell.evaluators])
    scores = world.true[drawn][:, None] + world.severity[people]
    scores = scores + rng.normal(0, 1, people.shape) * world.noise[people]
    used = np.arange(3) < k[:, None]
    mean = np.where(used, scores, 0).sum(axis=1) / k
    squares = (np.where(used, scores - mean[:, None], 0) ** 2).sum()
    truth = world.truth()
    team = world.team == 0
    return (
        world.stratum[drawn],
        world.team[drawn],
        mean,
        k,
        np.array([squares, (k - 1).sum(), truth.mean(), truth[team].mean()]),
    )


def assigned(stratum: np.ndarray, evaluators: int, rng: np.random.Generator) -> np.ndarray:
    """Evaluators in equal shares within each stratum, at random."""
    people = np.empty(len(stratum), dtype=int)
    for h in np.unique(stratum):
        own = np.flatnonzero(stratum == h)
        start = rng.integers(evaluators)
        people[own] = rng.permutation((start + np.arange(len(own))) % evaluators)
    return people


def held(
    cell: Cell, seed: int, *, noise: float = NOISE, severity: float = SEVERITY
) -> tuple[bool, bool, bool]:
    """Whether the truth lay inside: company, team, company with the naive interval."""
    stratum, team, mean, k, facts = audit(cell, seed, noise, severity)
    squares, df, truth, team_truth = facts
    sizes = strata_sizes(cell.frame)
    population = {h: int(size) for h, size in enumerate(sizes)}
    frame = frame_of(stratum, np.ones(len(stratum)), [0, 1, 2], population, weighted=False)
    inside = np.ones(len(stratum), dtype=bool)
    scored = UnitScores(np.arange(len(mean)), mean, k.astype(float), inside, squares / df, int(df), 0, 0)
    company = group_sums(scored, frame, np.zeros(len(mean), dtype=int), 1)
    group = group_sums(scored, frame, np.where(team == 0, 0, -1), 1)
    return (
        covers(company.value[0], company.variance[0], company.df[0], truth),
        covers(group.value[0], group.variance[0], group.df[0], team_truth),
        covers(company.value[0], naive_variance(mean, stratum, sizes), len(mean) - 3, truth),
    )


def naive_variance(mean: np.ndarray, stratum: np.ndarray, sizes: np.ndarray) -> float:
    """The usual variance: the finite-population correction on everything."""
    variance = 0.0
    for h, size in enumerate(sizes):
        own = mean[stratum == h]
        share = size / sizes.sum()
        variance += share**2 * (1 - len(own) / size) * own.var(ddof=1) / len(own)
    return variance


def covers(value: float, variance: float, df: float, truth: float) -> bool:
    """Whether a 95 % Student interval holds the truth."""
    return bool(abs(value - truth) <= special.stdtrit(df, 0.975) * variance**0.5 + 1e-9)


def coverage(cell: Cell, seeds: int) -> Coverage:
    """The shares over seeds 0…seeds − 1."""
    shares = np.mean([held(cell, seed) for seed in range(seeds)], axis=0)
    return Coverage(cell, *(float(share) for share in shares))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2000)
    seeds = parser.parse_args().seeds
    print("  frame sampled doubled allocation   evaluators | company   team  naive")
    for cell in GRID:
        found = coverage(cell, seeds)
        design = f"{cell.frame:7} {cell.fraction:7.0%} {cell.double:7.0%} {cell.allocation:12}"
        shares = f"{found.overall:7.1%} {found.team:6.1%} {found.naive:6.1%}"
        print(f"{design} {cell.evaluators:10} | {shares}", flush=True)


if __name__ == "__main__":
    main()

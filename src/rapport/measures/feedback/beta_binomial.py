"""How surprising a count of hits is when true shares differ between people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.inference.pooling import between_variance
from rapport.measures.inputs import Codes, Floats, sums

MANY = 300


@dataclass(frozen=True)
class Expected:
    """By person: cases, hits, and the share of hits that others have in such cases (NaN: nobody else)."""

    n: Floats
    hits: Floats
    share: Floats


def expected_of(hits: Floats, person: Codes, cell: Codes, cells: int, people: int) -> Expected:
    """Each person's hits against the others' share of hits in the same cells."""
    pairs, place = np.unique(person * cells + cell, return_inverse=True)
    n, k = sums(place, None, len(pairs)), sums(place, hits, len(pairs))
    who, where = pairs // cells, pairs % cells
    rest = sums(where, n, cells)[where] - n
    others = sums(where, k, cells)[where] - k
    total, all_hits = sums(who, n, people), sums(who, k, people)
    fallback = np.divide(
        all_hits.sum() - all_hits,
        total.sum() - total,
        out=np.full(people, np.nan),
        where=total.sum() - total > 0,
    )
    share = np.divide(others, rest, out=fallback[who], where=rest > 0)
    expected = sums(who, n * share, people)
    return Expected(total, all_hits, np.divide(expected, total, out=np.full(people, np.nan), where=total > 0))


def surprise(found: Expected, minimum: int, *, few: bool = False) -> Floats:
    """The chance of so many hits or more (`few`: or fewer) for each person; NaN where it cannot be told."""
    tested = (found.n >= minimum) & (found.share >= 0)
    p = np.full(len(found.n), np.nan)
    if tested.sum() < 3:
        return p
    n, hits = found.n[tested], found.hits[tested]
    share = np.clip(found.share[tested], 1 / (n.sum() + 2), 1 - 1 / (n.sum() + 2))
    alike = _of_others(n, hits, share)
    if few:
        hits, share = n - hits, 1 - share
    chance = np.array([tail(*one) for one in zip(n, hits, share, alike, strict=True)])
    # How much others differ is itself known from a few people only: as for Student, the tail is heavier.
    others = float(len(n) - 1)
    distance = special.ndtri(chance) / np.sqrt(1 + 1 / others)
    p[tested] = special.stdtr(others - 1, distance)
    return p


def _of_others(n: Floats, hits: Floats, share: Floats) -> Floats:
    """For each person how much the others differ, so that nobody hides behind the spread they cause; of
    very many people all together, where one changes nothing."""
    if len(n) > MANY:
        return np.full(len(n), likeness(n, hits, share))
    places = np.arange(len(n))
    return np.array([likeness(n[places != k], hits[places != k], share[places != k]) for k in places])


def likeness(n: Floats, hits: Floats, share: Floats) -> float:
    """Correlation of two cases of one person beyond what is expected of both (0: people do not differ),
    from the spread of standardised distances, by Paule and Mandel's rule."""
    spread = share * (1 - share)
    distance = (hits / n - share) / np.sqrt(spread)
    between = between_variance(distance, 1 / n)
    return min(between, 0.9)


def tail(n: float, hits: float, share: float, alike: float) -> float:
    """Beta-binomial chance of at least `hits` of `n`; binomial when people do not differ."""
    if hits <= 0:
        return 1.0
    if alike <= 1e-9:
        return float(special.betainc(hits, n - hits + 1, share))
    size = 1 / alike - 1
    a, b = share * size, (1 - share) * size
    k = np.arange(int(hits), int(n) + 1, dtype=np.float64)
    log = special.betaln(k + a, n - k + b) - special.betaln(a, b)
    log -= special.betaln(k + 1, n - k + 1) + np.log(n + 1)
    return float(min(np.exp(log).sum(), 1.0))

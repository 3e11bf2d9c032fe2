"""Shapley values of R² for more drivers than all subsets can be tried for: orders of entry at random."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.drivers.subsets import Players
from rapport.measures.inputs import Codes, Floats
from rapport.records.errors import InputError

AT_ONCE = 4_000_000
RIDGE = 1e-9


@dataclass(frozen=True)
class Sampled:
    """Values of the players, their derivatives (players, q, q), and the standard errors that come from
    having tried only some orders."""

    values: Floats
    gradient: Floats
    error: Floats


def sampled_shapley(r: Floats, players: Players, orders: int, seed: int) -> Sampled:
    """`orders` random orders of entry, each with its reverse: what one gives too much the other takes.

    With L the Cholesky factor of the reordered matrix, outcome last, the gains in R² are the squares of
    L's last line; −bb' of each step is gathered for the derivative.
    """
    if orders < 4:
        raise InputError(f"{orders} orders are too few", "orders", "give at least 4")
    rng = np.random.default_rng(seed)
    q = len(r)
    matrix = r.copy()
    drivers = np.arange(q - 1)
    # Duplicates would stop the factor; so little does not move a value by more than it.
    matrix[drivers, drivers] += RIDGE
    owner = np.empty(q - 1, dtype=np.intp)
    for place, player in enumerate(players):
        owner[list(player)] = place
    pairs: list[Floats] = []
    gradient = np.zeros((len(players), q, q))
    size = max(1, AT_ONCE // (2 * q * q))
    for start in range(0, orders // 2, size):
        ways = [_order(rng, players) for _ in range(min(size, orders // 2 - start))]
        both = np.array([way for pair in ways for way in pair])
        gains = _gains(matrix, both, owner, gradient)
        pairs.append((gains[0::2] + gains[1::2]) / 2)
    found = np.concatenate(pairs)
    error = found.std(axis=0, ddof=1) / len(found) ** 0.5
    return Sampled(found.mean(axis=0), gradient / (2 * len(found)), error)


def _order(rng: np.random.Generator, players: Players) -> tuple[list[int], list[int]]:
    """Drivers in a random order of the players, and in its reverse."""
    order = rng.permutation(len(players))
    return (
        [place for player in order for place in players[player]],
        [place for player in order[::-1] for place in players[player]],
    )


def _gains(matrix: Floats, orders: Codes, owner: Codes, gradient: Floats) -> Floats:
    """Each player's gain in each order; adds the derivatives to `gradient`."""
    ways, p = orders.shape
    full = np.concatenate([orders, np.full((ways, 1), p)], axis=1)
    factor = np.linalg.cholesky(_definite(matrix)[full[:, :, None], full[:, None, :]])
    slopes = factor[:, p, :p]
    gains = np.zeros((ways, len(gradient)))
    np.add.at(gains, (np.arange(ways)[:, None], owner[orders]), slopes**2)
    directions = np.linalg.inv(factor[:, :p, :p])
    after = -np.cumsum(slopes[:, :, None] * directions, axis=1)
    way = np.arange(ways)[:, None]
    for step in range(p):
        b = np.zeros((ways, p + 1))
        b[:, p] = 1.0
        b[way, orders] = after[:, step]
        before = b.copy()
        before[way, orders] += slopes[:, step, None] * directions[:, step]
        who = owner[orders[:, step]]
        for player in np.unique(who):
            mine = who == player
            gradient[player] += before[mine].T @ before[mine] - b[mine].T @ b[mine]
    return gains


def _definite(matrix: Floats) -> Floats:
    """The outcome keeps something of its own even where the drivers explain all of it."""
    found = matrix.copy()
    found[-1, -1] += RIDGE
    return found

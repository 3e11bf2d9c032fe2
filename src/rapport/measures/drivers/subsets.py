"""Shapley values of R² over all subsets of drivers, by pivoting once for each subset.

`r` is the correlation matrix of the drivers and, last, the outcome; leading axes are further matrices.
A player is one driver, or a group of drivers that enter together.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np

from rapport.measures.inputs import Codes, Floats

EXACT_UP_TO = 20
NOTHING_LEFT = 1e-10
CHUNK_PLAYERS = 12
CHUNK_NUMBERS = 4_000_000

Players = Sequence[Sequence[int]]


def shapley_values(r: Floats, players: Players) -> Floats:
    """Each player's mean gain in R² over all orders of entry: (…, q, q) → (…, players)."""
    stack = r.reshape(-1, *r.shape[-2:])
    size = max(1, CHUNK_NUMBERS >> len(players))
    parts = [_values(stack[start : start + size], players) for start in range(0, len(stack), size)]
    return np.concatenate(parts).reshape(*r.shape[:-2], len(players))


def unexplained(r: Floats, players: Players) -> Floats:
    """The outcome's variance that a subset leaves: (matrices, q, q) → (subsets, matrices).

    The bits of a subset's place say which players are in it.
    """
    order = [place for player in players for place in player]
    left = np.moveaxis(r[:, [*order, -1], :][:, :, [*order, -1]], 0, -1)
    for player in players:
        left = _without_and_with(left, len(player))
    return np.asarray(left[0, 0].reshape(1 << len(players), -1))


def shapley_gradient(r: Floats, players: Players) -> Floats:
    """The derivative of each player's value to each entry of `r`, halved off the diagonal.

    Σ gradient · r is the value itself, because what a subset leaves unexplained is a form b'rb in the
    subset's own best coefficients, whose derivative is bb'. The sums of bb' over all subsets are
    gathered backwards, from all subsets to those of the first players only.
    """
    order = [*(place for player in players for place in player), len(r) - 1]
    left = r[np.ix_(order, order)][:, :, None]
    found = _gathered(left, [len(player) for player in players], np.zeros(1, dtype=np.intp), len(players))
    back = np.argsort(order)
    both, alone = found[:2, :, :, 0], found[2:, :, :, 0]
    return np.asarray((both[1] - alone[::-1])[:, back][:, :, back])


def _gathered(left: Floats, widths: list[int], size: Codes, count: int) -> Floats:
    """Weighted sums of bb' over the subsets that each one so far grows to: (sums, m, m, subsets).

    The sums: of subsets with a player (weights for and against together), of all subsets (weights
    against), and then one for each player still to come, last first, of the subsets with that player.
    """
    if not widths:
        shares = _shares(count)
        return np.stack([shares[size] + shares[size - 1], shares[size]])[:, None, None]
    if len(widths) == CHUNK_PLAYERS and len(size) > 1:
        parts = [
            _gathered(left[:, :, place : place + 1], widths, size[place : place + 1], count)
            for place in range(len(size))
        ]
        return np.concatenate(parts, axis=3)
    added, slopes = _with(left, widths[0])
    kept = left[widths[0] :, widths[0] :]
    grown = _gathered(
        np.concatenate([kept, added], axis=2), widths[1:], np.concatenate([size, size + 1]), count
    )
    without, present = grown[..., : len(size)], grown[..., len(size) :]
    for slope in reversed(slopes):
        present = _before_pivot(present, slope)
    found = np.concatenate([present, present[:1]])
    found[:-1, widths[0] :, widths[0] :] += without
    return found


def _before_pivot(form: Floats, slope: Floats) -> Floats:
    """A form in residuals as a form in what they are residuals of."""
    sums, m, _, subsets = form.shape
    found = np.empty((sums, m + 1, m + 1, subsets))
    found[:, 1:, 1:] = form
    side = np.einsum("aijn,jn->ain", form, slope)
    found[:, 0, 1:] = found[:, 1:, 0] = -side
    found[:, 0, 0] = np.einsum("ain,in->an", side, slope)
    return found


def _values(r: Floats, players: Players) -> Floats:
    count = len(players)
    left = unexplained(r, players)
    size = np.zeros(1, dtype=np.intp)
    for _ in range(count):
        size = np.concatenate([size, size + 1])
    share = _shares(count)
    absent = share[size] @ left
    both = left * (share[size] + share[size - 1])[:, None]
    present = [
        both.reshape(1 << (count - 1 - bit), 2, 1 << bit, -1)[:, 1].sum(axis=(0, 1)) for bit in range(count)
    ]
    return np.stack([absent - one for one in present], axis=-1)


def subset_signs(subsets: Codes, count: int) -> Floats:
    """How much R² of each subset counts for (+) or against (−) each player: (players, subsets)."""
    share = _shares(count)
    member = (subsets[None, :] >> np.arange(count)[:, None]) & 1
    size = member.sum(axis=0)
    return np.asarray(np.where(member == 1, share[size - 1], -share[size]))


def _shares(count: int) -> Floats:
    """How often a player enters after just these others, by their number; 0 after everybody."""
    return np.array([1 / (count * comb(count - 1, one)) for one in range(count)] + [0.0])


def _without_and_with(left: Floats, width: int) -> Floats:
    """All subsets so far without the next player, then all with it."""
    return np.concatenate([left[width:, width:], _with(left, width)[0]], axis=2)


def _with(left: Floats, width: int) -> tuple[Floats, list[Floats]]:
    """What the next player leaves, its `width` variables pivoted on, and the slopes on each.

    A variable with nothing left of its own adds nothing.
    """
    slopes = []
    for _ in range(width):
        pivot = left[0, 0]
        known = pivot > NOTHING_LEFT
        slope = left[1:, 0] * np.where(known, 1 / np.where(known, pivot, 1.0), 0.0)
        left = left[1:, 1:] - slope[:, None] * left[0, 1:][None]
        slopes.append(slope)
    return left, slopes

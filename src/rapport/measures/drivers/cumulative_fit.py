"""The largest likelihood of an ordered outcome, by Newton with exact derivatives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.inputs import Codes, Floats, sums

STEPS = 60
SMALL = 1e-9
FLAT = 1e-10
BLOCK = 4096


@dataclass(frozen=True, eq=False)
class Ordered:
    """Rows by rising level: `edges` says where each level's rows begin and end. `own` has a line for each
    driver whose coefficient may differ from step to step (the first is the threshold's 1), `shared` one
    for each driver with a single coefficient; `weights` one a row."""

    edges: Codes
    own: Floats
    shared: Floats
    weights: Floats

    @property
    def steps(self) -> int:
        """The number of thresholds."""
        return len(self.edges) - 2


@dataclass(frozen=True, eq=False)
class Climbed:
    """`point`: for each step the coefficients of `own`, then those of `shared`; the log-likelihood, the
    information and whether a summit was `reached` (else some coefficient has no end)."""

    point: Floats
    value: float
    information: Floats
    reached: bool


def climb(rows: Ordered, start: Floats) -> Climbed:
    """Newton's steps, halved where the likelihood would fall."""
    point = start
    value, slope, information = derivatives(rows, point)
    for _ in range(STEPS):
        step = np.linalg.lstsq(information, slope, rcond=1e-14)[0]
        found = derivatives(rows, point + step)
        halvings = 0
        while not found[0] >= value - 1e-10 * abs(value) and halvings < 40:
            step, halvings = step / 2, halvings + 1
            found = derivatives(rows, point + step)
        point = point + step
        value, slope, information = found
        if float(np.abs(step).max()) < SMALL * (1 + float(np.abs(point).max())):
            even = np.sqrt(np.maximum(np.diag(information), 1e-300))
            lowest = float(np.linalg.eigvalsh(information / even / even[:, None])[0])
            steep = float(np.abs(slope).max()) > 1e-6 * float(rows.weights.sum())
            return Climbed(point, value, information, lowest > FLAT and not steep)
        if value > -SMALL or float(np.abs(point).max()) > 1e4:
            break
    return Climbed(point, value, information, False)


def null_start(rows: Ordered) -> Floats:
    """Thresholds of the levels' shares, no effect of anything else."""
    upto = np.concatenate([[0.0], np.cumsum(rows.weights)])[rows.edges]
    first = np.zeros((rows.steps, len(rows.own)))
    first[:, 0] = special.logit(upto[1:-1] / upto[-1])
    return np.concatenate([first.ravel(), np.zeros(len(rows.shared))])


def derivatives(rows: Ordered, point: Floats) -> tuple[float, Floats, Floats]:
    """Log-likelihood, gradient and information (minus second derivatives)."""
    last = rows.steps * len(rows.own)
    value, slope = 0.0, np.zeros(len(point))
    information = np.zeros((len(point), len(point)))
    for part in _parts(rows, point):
        if not part.possible:
            return -np.inf, slope, information
        value += part.value
        for kind, place in part.places:
            slope[place] += part.own @ part.first[kind]
            information[place, place] += (part.own * part.second[kind]) @ part.own.T
            cross = (part.own * part.mixed[kind]) @ part.shared.T
            information[place, last:] -= cross
            information[last:, place] -= cross.T
        if len(part.places) == 2:
            (_, up), (_, low) = part.places
            between = (part.own * part.both) @ part.own.T
            information[up, low] += between
            information[low, up] += between
        slope[last:] -= part.shared @ part.pull
        information[last:, last:] += (part.shared * (part.mixed[0] + part.mixed[1])) @ part.shared.T
    return value, slope, information


def scores(rows: Ordered, point: Floats, units: Codes | None, count: int) -> Floats:
    """The sum over units of the outer products of their scores: what errors need that assume no model.

    `units` has the unit of each row, 0…count − 1; None: each row is one.
    """
    last = rows.steps * len(rows.own)
    square, by_unit = np.zeros((len(point), len(point))), np.zeros((len(point), count))
    for part in _parts(rows, point):
        lines = [part.own * part.first[kind] for kind, _ in part.places]
        every = np.concatenate([*lines, -part.shared * part.pull])
        places = np.concatenate(
            [*(np.arange(place.start, place.stop) for _, place in part.places), np.arange(last, len(point))]
        )
        if units is None:
            square[np.ix_(places, places)] += every @ every.T
        else:
            by_unit[places] += np.stack([sums(units[part.rows], line, count) for line in every])
    return square if units is None else by_unit @ by_unit.T


def _parts(rows: Ordered, point: Floats) -> Iterator[_Part]:
    """Blocks of rows of one level, small enough to stay in the cache."""
    for level in range(rows.steps + 1):
        last = int(rows.edges[level + 1])
        for start in range(int(rows.edges[level]), last, BLOCK):
            yield _Part(rows, point, level, slice(start, min(start + BLOCK, last)))


class _Part:
    """Some rows of one level between its upper and its lower threshold.

    With a, b what the thresholds are above a row's drivers: log p = log F(a) + log F(−b) + log(1 − e^(b−a)),
    which keeps its digits in both tails.
    """

    def __init__(self, rows: Ordered, point: Floats, level: int, here: slice) -> None:
        self.rows = here
        q, last = len(rows.own), rows.steps * len(rows.own)
        self.own, self.shared, weight = rows.own[:, here], rows.shared[:, here], rows.weights[here]
        eta = point[last:] @ self.shared
        self.places = []
        ends = []
        for kind, step in enumerate((level, level - 1)):
            if 0 <= step < rows.steps:
                place = slice(step * q, (step + 1) * q)
                self.places.append((kind, place))
                ends.append(point[place] @ self.own - eta)
            else:
                ends.append(np.full(len(weight), np.inf if kind == 0 else -np.inf))
        above, below = ends
        gap = below - above
        self.possible = bool((gap < 0).all())
        if not self.possible:
            return
        up, low, width = special.expit(above), special.expit(below), -np.expm1(gap)
        logs = special.log_expit(above) + special.log_expit(-below) + np.log(width)
        self.value = float(weight @ logs)
        u = np.exp(special.log_expit(-above) - special.log_expit(-below)) / width
        v = np.exp(special.log_expit(below) - special.log_expit(above)) / width
        self.first = (weight * u, -weight * v)
        self.pull = weight * (1 - up - low)
        self.second = (weight * u * (u - 1 + 2 * up), weight * v * (v + 1 - 2 * low))
        self.both = -weight * u * v
        self.mixed = (weight * up * special.expit(-above), weight * low * special.expit(-below))

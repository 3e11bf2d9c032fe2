"""Labels beside what readers said of them: the share that is right, and the probability that was promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.judged.answers import Right, right

BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Said:
    """One label (`kind:label`) in a conversation: the share of readers who found it right, and the
    probability it came with."""

    label: str
    conversation: str
    right: float
    probability: float


@dataclass(frozen=True)
class Told:
    """How often one label was right, and its mean probability."""

    right: Right
    promised: float

    def line(self) -> str:
        """For people."""
        return f"{self.right.line()}, promised {self.promised:.2f}"


@dataclass(frozen=True)
class Calibration:
    """`error`: by how much promised and right differ, the mean over labels' bins of probability, each as
    heavy as it has items. `gap`: promised less right over all of them."""

    base: int
    error: float
    gap: float

    def line(self) -> str:
        """For people."""
        return f"calibration error {self.error:.3f}, promised less right {self.gap:+.3f}, {self.base} labels"


def told(some: Sequence[Said]) -> list[Told]:
    """By label, in the order of their names."""
    by: dict[str, list[Said]] = defaultdict(list)
    for one in some:
        by[one.label].append(one)
    return [
        Told(right(name, [one.right for one in rows]), float(np.mean([one.probability for one in rows])))
        for name, rows in sorted(by.items())
    ]


def calibration(some: Sequence[Said]) -> Calibration:
    """Over all labels, in bins of their probability."""
    promised, found = (np.array([getattr(one, of) for one in some]) for of in ("probability", "right"))
    place = np.digitize(promised, BINS[1:-1])
    gaps = [promised[place == one].sum() - found[place == one].sum() for one in range(len(BINS) - 1)]
    n = len(some)
    return Calibration(n, float(np.abs(gaps).sum() / n), float((promised - found).mean()))


def near(some: Sequence[Said], low: float = 0.75, high: float = 0.85) -> tuple[int, float, float]:
    """How many labels promise about so much, what they promise in the mean, and the share that is right."""
    own = [one for one in some if low <= one.probability < high]
    promised, found = (float(np.mean([getattr(one, of) for one in own])) for of in ("probability", "right"))
    return len(own), promised, found

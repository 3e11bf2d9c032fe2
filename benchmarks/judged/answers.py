"""What the two readers answered, and which half of it may be learned from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from scipy.stats import beta

HERE = Path(__file__).parent
READERS = ("A", "B")


def answers(name: str) -> list[dict[str, str]]:
    """The rows of `turns`, `talks` or `signs`: one an item and reader."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def held_out(conversation: str) -> bool:
    """Whether rules may not be mended, nor probabilities fitted, by what readers said of this conversation:
    half of them, by chance."""
    return sha256(f"held out|{conversation}".encode()).digest()[0] % 2 == 1


@dataclass(frozen=True)
class Right:
    """How often a label was right: the mean over readers, its base in items, Jeffreys' interval at 95 % (of
    items: two readers of one are no two bases)."""

    label: str
    base: int
    share: float
    low: float
    high: float

    def line(self) -> str:
        """For people."""
        return f"{self.label:32} {self.share:.2f} ({self.low:.2f}–{self.high:.2f}), {self.base} items"


def right(label: str, said: list[float]) -> Right:
    """Of each item's share of readers who found the label right."""
    good, n = sum(said), len(said)
    low, high = beta.ppf((0.025, 0.975), good + 0.5, n - good + 0.5)
    return Right(label, n, good / n, float(low), float(high))


def by_item(name: str, *parts: str) -> Iterator[tuple[tuple[str, ...], dict[str, dict[str, str]]]]:
    """Each item (the values of `parts`) with its answers by reader."""
    found: dict[tuple[str, ...], dict[str, dict[str, str]]] = {}
    for row in answers(name):
        found.setdefault(tuple(row[part] for part in parts), {})[row["reader"]] = row
    yield from found.items()

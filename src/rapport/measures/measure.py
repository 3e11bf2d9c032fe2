"""What the laws know of a public function: the rows it takes, its range, and the laws it cannot keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

SCORE = (float("-inf"), float("inf"))


@dataclass(frozen=True)
class Measure:
    """One public function.

    `takes` names its kind of rows (tests/measures/law_rows has one maker for each kind), or says in a word
    why it takes none; `range` of its value, `answers` the range of whole answers, `weights` whether it
    takes survey weights; `gaps` names each law that does not hold with the reason.
    """

    function: Callable[..., Any]
    takes: str
    range: tuple[float, float] = SCORE
    answers: tuple[int, int] = (0, 100)
    weights: bool = False
    gaps: Mapping[str, str] = field(default_factory=dict)

"""What an evaluator hands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.criteria import Decision
from rapport.records import Span


@dataclass(frozen=True)
class Evaluation:
    """One evaluator's decisions about one interaction, by element. `shown` tells where in `turns` each
    rule (`element.rule`) that truly applies is to be seen."""

    index: int
    evaluator: str
    decisions: Mapping[str, Decision]
    shown: Mapping[str, tuple[Span, ...]]
    turns: tuple[str, ...]

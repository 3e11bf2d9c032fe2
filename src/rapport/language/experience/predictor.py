"""How it was for the customer, where nobody was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.language.conversation import conversations as records
from rapport.language.experience.basis import has_basis
from rapport.language.experience.cold import TARGETS, cold
from rapport.language.experience.course import NAMES, Floats, course
from rapport.language.experience.design import Design
from rapport.language.experience.fit import fitted
from rapport.language.experience.reading import ReadTurn, read
from rapport.language.experience.terms import counts
from rapport.records.errors import InputError
from rapport.records.interaction import Interaction

Given = Iterable[Interaction | Mapping[str, Any]]
COLD_SCALES = {"satisfaction": (0.0, 100.0), "effort": (0.0, 100.0), "resolved": (0.0, 1.0)}
"""What an unfitted predictor answers on: satisfaction and effort 0–100 (higher = happier, higher = harder),
resolved the probability of it."""


@dataclass(frozen=True, eq=False)
class Learned:
    """A fitted line: `kind` line (numbers) or odds (yes or no), on values from `low` to `high`, learned from
    `base` ratings. `slope` and `level` are how scores come true on groups the line did not see."""

    kind: str
    low: float
    high: float
    base: int
    design: Design
    coefficients: Floats
    intercept: float
    slope: float
    level: float

    def values(self, courses: Floats, counted: Any) -> Floats:
        """On the scale of the ratings, one a row."""
        scores = self.design.rows(courses, counted) @ self.coefficients + self.intercept
        scores = self.slope * scores + self.level
        if self.kind == "odds":
            scores = 1 / (1 + np.exp(-np.clip(scores, -500, 500)))
        return np.asarray(self.low + (self.high - self.low) * np.clip(scores, 0.0, 1.0))


class ExperiencePredictor:
    """Satisfaction, effort or resolution of each conversation, from the conversation itself."""

    def __init__(self, target: str = "satisfaction") -> None:
        if target not in TARGETS:
            raise InputError(f"unknown target {target!r}", "target", f"choose one of {', '.join(TARGETS)}")
        self.target = target
        self.learned: Learned | None = None

    @property
    def model(self) -> str:
        """Name and version: of the unlearned score, or of what it learned."""
        return f"{self.target}@1" if self.learned is None else f"{self.target}@1+{self.learned.base}"

    @property
    def scale(self) -> tuple[float, float]:
        """The ends of the scale that answers are on."""
        return COLD_SCALES[self.target] if self.learned is None else (self.learned.low, self.learned.high)

    def fit(self, conversations: Given, values: Any, groups: Any = None) -> ExperiencePredictor:
        known = records(conversations)
        rated = _numbers(values, len(known))
        named = _groups(groups, known)
        turns = [read(one) for one in known]
        kept = [place for place, one in enumerate(turns) if one and np.isfinite(rated[place])]
        if not kept:
            raise InputError(
                "no conversation has words and a value", "values", "give one number a conversation"
            )
        rated = rated[kept]
        low, high = scale_of(rated)
        kind = "odds" if len(np.unique(rated)) == 2 else "line"
        with _one_thread():
            here = [turns[place] for place in kept]
            design, coefficients, intercept, true, _ = fitted(
                courses(here),
                counts(here),
                (rated - low) / (high - low),
                [named[place] for place in kept],
                kind,
            )
        self.learned = Learned(kind, low, high, len(kept), design, coefficients, intercept, *true)
        return self

    def predict(self, conversations: Given) -> Floats:
        return self.predict_read([read(one) for one in records(conversations)])

    def predict_read(self, turns: Sequence[Sequence[ReadTurn]], known: Floats | None = None) -> Floats:
        """`predict` for conversations that are read already; `known` are their courses, where they are."""
        found = np.full(len(turns), np.nan)
        if self.learned is None:
            here = [place for place, one in enumerate(turns) if has_basis(one, self.target)]
        else:
            here = [place for place, one in enumerate(turns) if one]
        if not here:
            return found
        own = [turns[place] for place in here]
        seen = courses(own) if known is None else known[here]
        if self.learned is not None:
            found[here] = self.learned.values(seen, counts(own))
            return found
        low, high = COLD_SCALES[self.target]
        found[here] = low + (high - low) / (1 + np.exp(-cold(seen, self.target)))
        return found


def courses(turns: Sequence[Sequence[ReadTurn]]) -> Floats:
    """The course of each, one row a conversation."""
    return np.array([course(one) for one in turns]).reshape(len(turns), len(NAMES))


def scale_of(values: Floats) -> tuple[float, float]:
    """The ends of the scale that values are on: the nearest of the usual scales, or their own ends."""
    low, high = float(values.min()), float(values.max())
    for ends in ((0.0, 1.0), (-1.0, 1.0), (-2.0, 2.0), (1.0, 5.0), (1.0, 7.0), (0.0, 10.0), (0.0, 100.0)):
        if ends[0] <= low and high <= ends[1] and high - low > (ends[1] - ends[0]) / 5:
            return ends
    return (low, high) if high > low else (low, low + 1.0)


def _numbers(values: Any, count: int) -> Floats:
    try:
        found = np.asarray([np.nan if one is None else float(one) for one in values], dtype=np.float64)
    except (TypeError, ValueError):
        raise InputError(
            "values are not numbers", "values", "give one number or None a conversation"
        ) from None
    if len(found) != count:
        raise InputError(
            f"{len(found)} values for {count} conversations", "values", "give one a conversation"
        )
    return found


def _groups(groups: Any, known: Sequence[Interaction]) -> list[str]:
    """Who each conversation is held together with: as given, else its agent, else itself."""
    if groups is None:
        return [one.agent_id or f"\0{one.interaction_id}" for one in known]
    found = [str(one) for one in groups]
    if len(found) != len(known):
        raise InputError(
            f"{len(found)} groups for {len(known)} conversations", "groups", "give one a conversation"
        )
    return found


def _one_thread() -> AbstractContextManager[Any]:
    """One thread, so that the same ratings give the same numbers to the bit on any machine of a kind."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    limits: AbstractContextManager[Any] = threadpool_limits(1)
    return limits

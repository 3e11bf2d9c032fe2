"""Halyard, a provider of broadband and mobile that does not exist: one seed, one company."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.criteria import Criteria, Decision, load_library
from rapport.records import Customer, InputError, Interaction
from rapport.story import people
from rapport.story.behaviour import CRITERIA
from rapport.story.calendar import Calendar
from rapport.story.conversation import Writer
from rapport.story.evaluation import Evaluation
from rapport.story.judging import Judged, Judging, importance_weights
from rapport.story.randomness import Floats, uniform
from rapport.story.scores import Scores
from rapport.story.situations import (
    CHANNELS,
    CONCERNS,
    EMOTIONS,
    NORMAL,
    SEGMENTS,
    Flags,
    Situations,
    World,
    situations,
)  # fmt: skip
from rapport.story.staff import EVALUATORS, TEAMS, Evaluator, hire

NAME = "Halyard"
CHUNK = 2_000
COMES_BACK = 0.2  # how many contacts could be about an earlier one
UNSOLVED_RETURNS, SOLVED_RETURNS = 0.8, 0.1
WITHIN_DAYS = 6
MEANS_FROM = 200_000  # customers from whom a segment's importances are averaged


class Company:
    """A company of `size` interactions.

    Everything follows from (seed, size) and the index of an interaction: any part can be made alone,
    in any order and process, and is the same. Nothing grows with `size` but what is asked for.

    Parameters: `evaluators` and `criteria` for other pools and copies of the criteria; raises
    InputError for a size under 1 or criteria that the story is not written for.
    """

    def __init__(
        self,
        seed: int = 7,
        size: int = 3_000,
        *,
        criteria: Criteria | None = None,
        evaluators: tuple[Evaluator, ...] = EVALUATORS,
        calendar: Calendar | None = None,
    ) -> None:
        if size < 1:
            raise InputError(f"A company of {size} interactions", "size", "Give 1 or more.")
        self.seed, self.size, self.evaluators = seed, size, evaluators
        self.criteria = criteria or load_library(CRITERIA)
        self.calendar = calendar or Calendar()
        self.staff = hire(seed, max(36, min(6_000, size // 2_500 // 6 * 6)))
        self.customer_count = max(10, int(size * 0.55))
        self.world = World(seed, size, self.customer_count, self.calendar, self.staff)
        self.judging = Judging(seed, self.criteria, self.staff)
        self.writer = Writer(seed, self.calendar, self.judging)

    # What is

    def situations(self, indices: ArrayLike) -> tuple[Situations, Flags]:
        """The situations of these interactions, and which of them come back on an earlier one."""
        index = np.asarray(indices, dtype=np.int64)
        parent = self._parents(index)
        return situations(self.world, index, parent), parent >= 0

    def _parents(self, index: NDArray[np.int64]) -> NDArray[np.int64]:
        """The earlier interaction each one is about, −1 for none; likelier when that was not solved."""
        parent = np.full(len(index), -1, dtype=np.int64)
        reach = max(1.0, WITHIN_DAYS * self.size / self.calendar.days)
        back = 1 + (uniform(self.seed, "how far back", index) * reach).astype(np.int64)
        maybe = (uniform(self.seed, "comes back", index) < COMES_BACK) & (index >= back)
        earlier = index - back
        maybe &= uniform(self.seed, "comes back", earlier) >= COMES_BACK
        rows = np.flatnonzero(maybe)
        if len(rows) == 0:
            return parent
        first = situations(self.world, earlier[rows], np.full(len(rows), -1))
        true = self.judging.truth(first, np.zeros(len(rows), dtype=bool))
        solved = true.counts[:, self.judging.place["resolution.solved"]] > 0
        likely = np.where(solved, SOLVED_RETURNS, UNSOLVED_RETURNS) * (first.kind == NORMAL)
        returns = uniform(self.seed, "returns", index[rows]) < likely
        parent[rows[returns]] = earlier[rows[returns]]
        return parent

    def true_rules(self, indices: ArrayLike, training: bool = True) -> Judged:
        """The rules that truly apply, rows × columns of `judging.scorer`."""
        s, again = self.situations(indices)
        return self.judging.truth(s, again, training)

    def first_of_day(self, day: int) -> int:
        """The index of the first interaction on or after a day of the story."""
        if day <= 0:
            return 0
        near = int(self.calendar.day_weights[:day].sum() * self.size)
        index = np.arange(max(0, near - 3), min(self.size, near + 3))
        return int(index[0] + (self.world.day(index) < day).sum()) if len(index) else self.size

    # What evaluators decide

    def decisions(
        self, indices: ArrayLike, evaluator: Evaluator, training: bool = True
    ) -> tuple[Judged, Situations]:
        """The decisions of one evaluator, as arrays; cheap, no text is written."""
        s, again = self.situations(indices)
        never = self.judging.scorer.never_asked(self.labels(s), len(s))
        return self.judging.seen(s, self.judging.truth(s, again, training), evaluator, never), s

    def scores(self, indices: ArrayLike, evaluator: Evaluator, training: bool = True) -> Scores:
        """The scores that an evaluator gives these interactions."""
        seen, s = self.decisions(indices, evaluator, training)
        return self.judging.scorer.score(seen.counts, seen.not_applicable, self.weights(s))

    def weights(self, s: Situations) -> tuple[Floats, Floats]:
        """Weights of elements and factors in these situations, for these customers."""
        given = people.importances(self.seed, s.customer, s.segment)
        importance = importance_weights(given, s.segment, self._segment_importance)
        return self.judging.scorer.weights(self.labels(s), importance, len(s))

    @cached_property
    def _segment_importance(self) -> list[list[float]]:
        numbers = np.arange(min(self.customer_count, MEANS_FROM))
        segment = self.world.segment(numbers)
        given = people.importances(self.seed, numbers, segment)
        own = given / given.mean(axis=1, keepdims=True)
        said = ~np.isnan(own[:, 0])
        return [
            own[said & (segment == code)].mean(axis=0).tolist()
            if (said & (segment == code)).any()
            else [1.0] * 4
            for code in range(len(SEGMENTS))
        ]

    @staticmethod
    def labels(s: Situations) -> Mapping[str, tuple[NDArray[np.int64], tuple[str, ...]]]:
        """The attributes that criteria can ask for, as codes and what they stand for."""
        return {
            "channel": (s.channel, CHANNELS),
            "concern": (s.concern, CONCERNS),
            "team": (s.team, TEAMS),
            "segment": (s.segment, SEGMENTS),
            "emotional_state": (s.emotion, EMOTIONS),
        }

    def evaluator(self, name: str) -> Evaluator:
        """The evaluator of that name. Raises InputError."""
        for one in self.evaluators:
            if one.name == name:
                return one
        known = ", ".join(one.name for one in self.evaluators)
        raise InputError(f"No evaluator {name!r} in the story", None, f"There are: {known}.")

    def evaluations(self, indices: ArrayLike, evaluator: str) -> Iterator[Evaluation]:
        """What that evaluator would hand in about these interactions, in their order."""
        s, again = self.situations(indices)
        true = self.judging.truth(s, again)
        never = self.judging.scorer.never_asked(self.labels(s), len(s))
        seen = self.judging.seen(s, true, self.evaluator(evaluator), never)
        for row, _, script in self.writer.scripts(s, true, again):
            yield Evaluation(
                index=int(s.index[row]),
                evaluator=evaluator,
                decisions=self.judging.decisions(seen, row, script.spans()),
                shown=script.spans(),
                turns=tuple(line.text for line in script.lines),
            )

    def evaluate(self, index: int, evaluator: str) -> Mapping[str, Decision]:
        """The decisions of one evaluator about one interaction, by element."""
        return next(self.evaluations([index], evaluator)).decisions

    # What a client would deliver

    def interactions(self, start: int = 0, stop: int | None = None) -> Iterator[Interaction]:
        """The interactions `start`..`stop` as records, one after the other."""
        for begin in range(start, self.size if stop is None else stop, CHUNK):
            index = np.arange(begin, min(begin + CHUNK, self.size if stop is None else stop))
            s, again = self.situations(index)
            yield from self.writer.interactions(s, self.judging.truth(s, again), again)

    def customers(self) -> Iterator[Customer]:
        """All customers with their accounts."""
        return people.customers(self.seed, self.customer_count)

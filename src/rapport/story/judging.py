"""What truly was, and what each evaluator sees of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rapport.criteria import Criteria, Decision
from rapport.records import InputError, Span
from rapport.story.behaviour import (
    CRITERIA,
    EXCLUDED_BY,
    NEEDS_A_VISIT,
    NEVER,
    NOT_APPLICABLE,
    NOTHING_TO_DECIDE,
    NOTHING_TO_DO,
    ONLY_WITH,
    REVIEW_NOT_APPLICABLE,
    TENDENCIES,
    UNCLEAR,
)  # fmt: skip
from rapport.story.randomness import Floats, uniform
from rapport.story.scores import Counts, Scorer
from rapport.story.situations import CHANNELS, CONCERNS, EMOTIONS, Flags, Situations
from rapport.story.staff import FACTORS, Evaluator, Staff

PROMISED_S = (120, 120, 86_400, 86_400, 172_800)  # by channel
AGAIN_TWICE = 0.25  # of rules that can count twice, how often they do
SEES, IMAGINES = 2.5, -3.4  # log-odds of seeing what is there, and what is not
UNCLEAR_SEES, UNCLEAR_IMAGINES = 0.9, -1.1
NA_SLIP = 0.03  # how often an evaluator decides otherwise on whether an element applies


def _odds(logit: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-logit))
    return found


@dataclass(frozen=True)
class Judged:
    """Rules as rows × columns of a Scorer, and which elements do not apply."""

    counts: Counts
    not_applicable: NDArray[np.bool_]


@dataclass(frozen=True)
class Judging:
    """Draws decisions under one set of criteria. Raises InputError when they are not those the story
    is written for."""

    seed: int
    criteria: Criteria
    staff: Staff

    def __post_init__(self) -> None:
        known = {f"{element.name}.{rule.id}" for element in self.criteria.elements for rule in element.rules}
        if known != set(TENDENCIES):
            odd = ", ".join(sorted(known ^ set(TENDENCIES)))
            raise InputError(
                "The story does not fit these criteria", odd, f"Use {CRITERIA} as it comes with Rapport."
            )

    @cached_property
    def scorer(self) -> Scorer:
        return Scorer(self.criteria)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(f"{element.name}.{rule.id}" for element, rule in self.scorer.rules)

    @cached_property
    def place(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    @cached_property
    def _coefficients(self) -> Mapping[str, Floats]:
        parts = ("base", "skill", "mood", "heat", "fault", "written", "again", "training")
        return {part: np.array([getattr(TENDENCIES[name], part) for name in self.names]) for part in parts}

    @cached_property
    def _factor(self) -> NDArray[np.int64]:
        return np.array([FACTORS.index(self.criteria.factor_of[e.name]) for e, _ in self.scorer.rules])

    def truth(self, s: Situations, again: Flags, training: bool = True) -> Judged:
        """What truly happened. Without `training` as if it had never been held."""
        k = self._coefficients
        heated = (s.emotion >= EMOTIONS.index("upset")) & (s.emotion <= EMOTIONS.index("angry"))
        written = np.isin(s.channel, (CHANNELS.index("email"), CHANNELS.index("ticket")))
        trained = s.trained & training
        logit = k["base"] + k["skill"] * self.staff.skill[s.agent][:, self._factor]
        logit += np.outer(s.mood, k["mood"])
        for flag, part in ((heated, "heat"), (s.fault, "fault"), (written, "written"), (again, "again")):
            logit += np.outer(flag, k[part])
        logit += np.outer(trained, k["training"])
        draw = uniform(self.seed, "rule", s.index, len(self.names))
        happened = draw < _odds(logit)
        happened[:, self.place["first_reply.answered_in_time"]] = s.wait_s <= np.array(PROMISED_S)[s.channel]
        absent = self._absent(s, again)
        self._consistent(happened)
        counts = happened.astype(np.int8)
        for column, (_, rule) in enumerate(self.scorer.rules):
            if rule.times > 1:
                counts[:, column] += happened[:, column] & (
                    draw[:, column] < AGAIN_TWICE * _odds(logit[:, column])
                )
        for number, columns in enumerate(self.scorer.columns_of):
            counts[np.ix_(absent[:, number], columns)] = 0
        return Judged(counts, absent)

    def _consistent(self, happened: NDArray[np.bool_]) -> None:
        for name, others in EXCLUDED_BY.items():
            for other in others:
                happened[:, self.place[name]] &= ~happened[:, self.place[other]]
        for name, needed in ONLY_WITH.items():
            happened[:, self.place[name]] &= happened[:, self.place[needed]]

    def _absent(self, s: Situations, again: Flags) -> NDArray[np.bool_]:
        """Which elements do not apply, rows × elements."""
        elements = self.criteria.elements
        chance = np.tile([NOT_APPLICABLE.get(e.name, 0.0) * e.not_applicable for e in elements], (len(s), 1))
        names = [element.name for element in elements]

        def within(concerns: frozenset[str]) -> Flags:
            return np.isin(s.concern, [CONCERNS.index(name) for name in concerns])

        review = s.channel == CHANNELS.index("review")
        for name, rows, share in (
            ("first_contact_resolution", within(NEEDS_A_VISIT), 0.35),
            ("guidance", within(NOTHING_TO_DO), 0.75),
            ("empowerment", within(NOTHING_TO_DECIDE), 0.5),
            ("acknowledgement", s.emotion == EMOTIONS.index("calm"), 0.5),
            ("known_history", again, 0.05),
            *((name, review, share) for name, share in REVIEW_NOT_APPLICABLE.items()),
        ):
            chance[rows, names.index(name)] = share
        found: NDArray[np.bool_] = uniform(self.seed, "applies", s.index, len(elements)) < chance
        return found

    def seen(self, s: Situations, true: Judged, evaluator: Evaluator, never: NDArray[np.bool_]) -> Judged:
        """What one evaluator decides; `never` marks elements that are not asked there."""
        purpose = f"evaluator {evaluator.name}"
        draw = uniform(self.seed, purpose, s.index, len(self.names))
        sees, imagines = self._perception(evaluator)
        there = np.where(true.counts > 0, draw < sees, draw < imagines)
        counts = np.where(there, np.maximum(true.counts, 1), 0).astype(np.int8)
        slip = uniform(self.seed, purpose + " applies", s.index, len(self.criteria.elements)) < NA_SLIP
        may = np.array([element.not_applicable for element in self.criteria.elements])
        absent = np.where(slip & may, ~true.not_applicable, true.not_applicable) & ~never
        for number, columns in enumerate(self.scorer.columns_of):
            counts[np.ix_(absent[:, number] | never[:, number], columns)] = 0
        return Judged(counts, absent | never)

    def decisions(self, seen: Judged, row: int, shown: Mapping[str, tuple[Span, ...]]) -> dict[str, Decision]:
        """One row as decisions by element, with the evidence that is shown for its rules."""
        found: dict[str, Decision] = {}
        for place, element in enumerate(self.criteria.elements):
            if seen.not_applicable[row, place]:
                found[element.name] = Decision(not_applicable=True)
                continue
            counts = seen.counts[row, self.scorer.columns_of[place]].tolist()
            rules = {rule.id: n for rule, n in zip(element.rules, counts, strict=True) if n}
            spans = tuple(span for rule in rules for span in shown.get(f"{element.name}.{rule}", ()))
            found[element.name] = Decision(rules=rules, evidence=spans)
        return found

    def _perception(self, evaluator: Evaluator) -> tuple[Floats, Floats]:
        """The chance of seeing a rule that is there, and one that is not, by column."""
        sign = np.array([1.0 if rule.points > 0 else -1.0 for _, rule in self.scorer.rules])
        unclear = np.array([name in UNCLEAR for name in self.names])
        critical = np.array([rule.critical is not None for _, rule in self.scorer.rules])
        lenient = sign * evaluator.leniency
        sees = np.where(unclear, UNCLEAR_SEES, SEES) / evaluator.noise + lenient
        imagines = np.where(unclear, UNCLEAR_IMAGINES, IMAGINES) / evaluator.noise + lenient
        return _odds(sees), _odds(np.where(critical, imagines + NEVER / 4, imagines))


def importance_weights(given: Floats, segment: NDArray[np.int64], means: Sequence[Sequence[float]]) -> Floats:
    """Multipliers of the factors: the customer's own importances by their mean, else the segment's."""
    own = given / np.mean(given, axis=1, keepdims=True)
    return np.where(np.isnan(own), np.asarray(means)[segment], own)

"""Annotations of effort, satisfaction and resolution from one reading of each conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapport.language.annotation import CANNOT_TELL, Annotation
from rapport.language.experience.course import courses
from rapport.language.experience.evidence import Cue, effort_cues, resolved_cues, satisfaction_cues
from rapport.language.experience.facts import Facts, fact_notes, facts_of
from rapport.language.experience.predictor import ExperiencePredictor
from rapport.language.experience.reading import ReadTurn, read
from rapport.records.interaction import Interaction

CUES = {"effort": effort_cues, "satisfaction": satisfaction_cues, "resolved": resolved_cues}
LABELS = {
    "effort": ("low", "medium", "high"),
    "satisfaction": ("dissatisfied", "neutral", "satisfied"),
    "resolved": ("not_solved", CANNOT_TELL, "solved"),
}
CUTS = {"effort": (0.25, 0.5), "satisfaction": (0.4, 0.7), "resolved": (0.4, 0.6)}
"""Where the labels begin, as shares of the scale."""


@dataclass(frozen=True)
class ExperienceAnnotator:
    """For each conversation and target: the verdict (no turn) with its value on the predictor's scale, and
    the cues it can be checked by, each with turn and characters; those of effort with what is known beside
    the words (kind `effort_fact`, no turn).

    The verdict on `resolved` has a probability, of its label, where the predictor's answers are some. It is
    CANNOT_TELL in the middle of the scale, with that value, and any verdict without basis is, without one.
    """

    predictors: tuple[ExperiencePredictor, ...] = field(
        default_factory=lambda: tuple(ExperiencePredictor(target) for target in CUES)
    )

    @property
    def model(self) -> str:
        """Names and versions of the predictors."""
        return "+".join(one.model for one in self.predictors)

    def annotate(self, conversations: Sequence[Interaction]) -> list[Annotation]:
        """The annotations of all of them, in their order: per target the verdict, then its cues."""
        given = [(one.interaction_id, read(one)) for one in conversations]
        apart = self.of_read(given, [facts_of(one) for one in conversations])
        return [annotation for own in apart for annotation in own]

    def of_read(
        self, given: Sequence[tuple[str, Sequence[ReadTurn]]], facts: Sequence[Facts]
    ) -> list[list[Annotation]]:
        """The annotations of each conversation, given its id, its turns as read, and what is known beside."""
        turns = [own for _, own in given]
        found: list[list[Annotation]] = [[] for _ in given]
        known = courses(turns, any(one.learned is not None for one in self.predictors), facts)
        for predictor in self.predictors:
            values = predictor.predict_read(turns, known).tolist()
            for place, (name, own) in enumerate(given):
                found[place].append(verdict(name, predictor, values[place]))
                found[place] += [_cue(name, predictor, cue) for cue in CUES[predictor.target](own)]
                if predictor.target == "effort":
                    found[place] += fact_notes(name, facts[place], predictor.model)
        return found


def verdict(interaction_id: str, predictor: ExperiencePredictor, value: float) -> Annotation:
    """The label of the conversation as a whole."""
    kind = predictor.target
    if value != value:
        return Annotation(interaction_id, kind, CANNOT_TELL, predictor.model)
    low, high = predictor.scale
    share = (value - low) / (high - low)
    cuts = CUTS[kind]
    label = LABELS[kind][(share >= cuts[0]) + (share >= cuts[1])]
    chance = predictor.learned is None or predictor.learned.kind == "odds"
    known = kind == "resolved" and chance and label != CANNOT_TELL
    probability = (share if label == "solved" else 1 - share) if known else None
    return Annotation(
        interaction_id, kind, label, predictor.model, value=float(value), probability=probability
    )


def _cue(interaction_id: str, predictor: ExperiencePredictor, cue: Cue) -> Annotation:
    return Annotation(
        interaction_id,
        predictor.target,
        cue.label,
        predictor.model,
        turn=cue.turn,
        start=cue.start,
        end=cue.end,
    )

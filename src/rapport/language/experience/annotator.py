"""Annotations of effort, satisfaction and resolution from one reading of each conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapport.language.annotation import CANNOT_TELL, Annotation
from rapport.language.experience.course import courses
from rapport.language.experience.evidence import Cue, effort_cues, resolved_cues, satisfaction_cues
from rapport.language.experience.facts import Facts, fact_notes, facts_of
from rapport.language.experience.predictor import ExperiencePredictor
from rapport.language.experience.probability import LABELS, LIKELY_FROM, SUREST, cue_chance
from rapport.language.experience.reading import ReadTurn, read
from rapport.records.interaction import Interaction

CUES = {"effort": effort_cues, "satisfaction": satisfaction_cues, "resolved": resolved_cues}
SURE = 0.6
"""From which chance yes or no is told where a home's ratings were of two kinds: between, CANNOT_TELL."""


@dataclass(frozen=True)
class ExperienceAnnotator:
    """For each conversation and target: the verdict (no turn) with its value on the predictor's scale, and
    the cues it can be checked by, each with turn and characters; those of effort with what is known beside
    the words (kind `effort_fact`, no turn).

    A verdict is the likeliest of its three labels, with that probability, and whether it was solved only what
    is likelier than not; where a home's ratings were yes or no, the one or the other. Else it is CANNOT_TELL,
    with its value; without basis it is, without one. A cue that is not likelier than not is left out.
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
                found[place] += _cues(name, predictor, CUES[predictor.target](own))
                if predictor.target == "effort":
                    found[place] += fact_notes(name, facts[place], predictor.model)
        return found


def verdict(interaction_id: str, predictor: ExperiencePredictor, value: float) -> Annotation:
    """The label of the conversation as a whole."""
    kind = predictor.target
    if value != value:
        return Annotation(interaction_id, kind, CANNOT_TELL, predictor.model)
    label, probability = _told(predictor, predictor.chances(value))
    return Annotation(
        interaction_id, kind, label, predictor.model, value=float(value), probability=probability
    )


def _told(predictor: ExperiencePredictor, chances: tuple[float, float, float]) -> tuple[str, float | None]:
    """What is said of a conversation, given how likely each label is."""
    labels = LABELS[predictor.target]
    either = predictor.learned is not None and predictor.learned.ladder is None
    ends = either or predictor.target == "resolved"
    best = max((0, 2) if ends else (0, 1, 2), key=chances.__getitem__)
    if ends and chances[best] < (SURE if either else LIKELY_FROM):
        return CANNOT_TELL, None
    return labels[best], chances[best] if predictor.learned else min(chances[best], SUREST)


def _cues(interaction_id: str, predictor: ExperiencePredictor, cues: Sequence[Cue]) -> Iterator[Annotation]:
    kind, model = predictor.target, predictor.model
    for cue in cues:
        if (chance := cue_chance(kind, cue.label)) >= LIKELY_FROM:
            yield Annotation(
                interaction_id,
                kind,
                cue.label,
                model,
                turn=cue.turn,
                probability=chance,
                start=cue.start,
                end=cue.end,
            )

"""Evaluations as they go in and out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema

from rapport.criteria import Decision
from rapport.program.audits.plain import EvaluationFacts, Seen
from rapport.records import Span
from rapport.web.api.shapes import Moment, Paged, Sent, Text, Word
from rapport.work.api.hand_in import HandedIn

MOST_AT_ONCE = 500
DEFINITION = "The criteria, as `id@version`."
Place = Annotated[int, Field(ge=0, le=1_000_000)]


class EvaluationsAsked(Paged):
    """Which evaluations: all conditions hold together."""

    interaction_id: Word | None = None
    evaluator: Word | None = None
    definition: Word | None = Field(None, description=DEFINITION)
    sample: Word | None = None
    team: Word | None = None
    agent_id: Word | None = None
    purpose: Literal["live", "calibration", "certification", "targeted"] | None = None
    since: Moment | None = Field(None, description="Submitted then or later.")
    until: Moment | None = Field(None, description="Submitted before.")
    state: Literal["standing", "retracted", "all"] = "standing"


class EvaluationLine(Schema):
    """One evaluator's evaluation of one interaction. `scores`: every metric it came to; null where it does
    not apply."""

    evaluation: str
    interaction_id: str
    evaluator: str
    definition: str
    purpose: str
    sample: str | None
    agent_id: str | None
    team: str | None
    qci: float | None
    scores: dict[str, float | None]
    comment: str
    draft_shown: bool
    submitted_at: datetime
    retracted_at: datetime | None
    replaced_by: str | None

    @staticmethod
    def resolve_scores(given: EvaluationFacts) -> dict[str, float | None]:
        """By metric."""
        return {one.metric: one.value for one in given.values}


class EvaluationList(Schema):
    """A page of evaluations, newest first."""

    next: str | None
    items: list[EvaluationLine]


class EvidenceShape(Schema):
    """Characters of a turn (counted from 0) that show it; `rule` null: the element as a whole."""

    rule: str | None
    turn: int
    start: int | None
    end: int | None


class DecisionShape(Schema):
    """What was decided about one element: how often each rule was seen."""

    element: str
    rules: dict[str, int]
    not_applicable: bool
    comment: str
    evidence: list[EvidenceShape]


class EvaluationWhole(EvaluationLine):
    """An evaluation with its decisions."""

    decisions: list[DecisionShape]

    @staticmethod
    def resolve_decisions(given: EvaluationFacts) -> list[dict[str, object]]:
        """Evidence flattened."""
        return [
            {
                "element": one.element,
                "rules": one.rules,
                "not_applicable": one.not_applicable,
                "comment": one.comment,
                "evidence": [
                    {"rule": s.rule, "turn": s.span.turn, "start": s.span.start, "end": s.span.end}
                    for s in one.evidence
                ],
            }
            for one in given.decisions
        ]


class EvidenceSent(Sent):
    """Characters of a turn (counted from 0) that show it."""

    turn: Place
    start: Place | None = None
    end: Place | None = None
    rule: Word | None = None


class DecisionSent(Sent):
    """What is decided about one element: how often each rule was seen, or that it does not apply."""

    rules: dict[Word, Annotated[int, Field(ge=0, le=1000)]] = Field({}, max_length=200)
    not_applicable: bool = False
    comment: Text = ""
    evidence: list[EvidenceSent] = Field([], max_length=200)


class EvaluationSent(Sent):
    """An evaluation to hand in. Without an evaluator it is the key's own person's."""

    interaction_id: Word
    evaluator: Annotated[Word, Field(max_length=200)] | None = None
    decisions: dict[Word, DecisionSent] = Field(max_length=500)
    comment: Text = ""

    def handed_in(self) -> HandedIn:
        """As the use case takes it."""
        return HandedIn(
            self.interaction_id,
            {
                name: Decision(one.rules, one.not_applicable, one.comment or None)
                for name, one in self.decisions.items()
            },
            self.evaluator,
            {name: tuple(map(_seen, one.evidence)) for name, one in self.decisions.items() if one.evidence},
            self.comment,
        )


class EvaluationsSent(Sent):
    """Evaluations by one version of criteria, stored all or none."""

    definition: Word = Field(description=DEFINITION)
    sample: Word | None = Field(None, description="The sample they are for; else the assignments tell.")
    purpose: Literal["live", "targeted"] = "live"
    evaluations: list[EvaluationSent] = Field(min_length=1, max_length=MOST_AT_ONCE)


class SubmittedShape(Schema):
    """What became of one: `outcome` is new, changed (it replaces a former one) or unchanged."""

    evaluation: str
    interaction_id: str
    evaluator: str
    outcome: str
    sample: str | None
    qci: float | None


class SubmittedList(Schema):
    """In the order they were sent."""

    items: list[SubmittedShape]


def _seen(one: EvidenceSent) -> Seen:
    return Seen(Span(one.turn, one.start, one.end), one.rule)

"""A language model as an evaluator: rules seen, with their words, and elements scored by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rapport.criteria import Criteria, Decision
from rapport.criteria.element_score import score_element
from rapport.criteria.model import Element, applies
from rapport.home.settings import Redaction
from rapport.language.annotation import CANNOT_TELL, Annotation
from rapport.language.reader import UNREAD
from rapport.records.interaction import Interaction
from rapport.redaction import Redactor
from rapport.work.machine_evaluators.chat import Chat, ChatError
from rapport.work.machine_evaluators.question import (
    MOST_CHARACTERS,
    PROMPT,
    SCHEMA,
    SYSTEM,
    answer_tokens,
    question,
)
from rapport.work.machine_evaluators.said import Said, Seen, what_was_said

Names = Callable[[str | None, str | None], tuple[str, ...]]
"""The names known for a customer and an agent."""
IN_VAIN = 10
"""So many questions in a row without a useful answer: nobody is there."""


@dataclass
class Spent:
    """Tokens that were used of those allowed; `vain` questions in a row had no useful answer."""

    allowed: int
    used: int = 0
    vain: int = 0

    @property
    def over(self) -> bool:
        """Whether nothing more may be asked."""
        return self.used >= self.allowed or self.vain >= IN_VAIN


@dataclass(frozen=True)
class LanguageModelAnnotator:
    """Kinds `rule` (label element/rule, value 1 or 0, turn and characters where it was seen) and `element`
    (value 0–1, where each of its rules was answered). One question a conversation; its text leaves only
    redacted, known names too, whatever the home keeps. A conversation of which no useful answer came is
    UNREAD, the next one is asked all the same; when the tokens are used up nothing more is."""

    chat: Chat
    criteria: Criteria
    spent: Spent
    redactor: Redactor = field(default_factory=lambda: Redactor(Redaction()))
    names: Names = field(default=lambda customer, agent: ())

    @property
    def model(self) -> str:
        """Name of the model, version of the question, and the criteria."""
        return f"llm:{self.chat.model}@{PROMPT}/{self.criteria.definition}"

    def annotate(self, conversations: Sequence[Interaction]) -> list[Annotation]:
        """The annotations of all of them, in their order."""
        return [said for one in conversations for said in self.of(one)]

    def of(self, one: Interaction) -> list[Annotation]:
        """The annotations of one conversation."""
        name, turns = one.interaction_id, self._leaving(one)
        size = sum(len(text) for _, text in turns)
        if self.spent.over or not size or size > MOST_CHARACTERS:
            return [Annotation(name, "element", CANNOT_TELL, self.model)]
        asked, used = question(self.criteria, turns), 0
        try:
            answer = self.chat.ask(SYSTEM, asked, SCHEMA, answer_tokens(self.criteria))
            used = answer.tokens
            said = what_was_said(answer.text, self.criteria, [text for _, text in turns])
        except ChatError as error:
            self.spent.vain += 1
            self.spent.used += used or len(asked) // 3
            return [Annotation(name, UNREAD, type(error).__name__, self.model)]
        self.spent.vain = 0
        self.spent.used += used
        return [*self._rules(one, said), *self._elements(one, said)]

    def _leaving(self, one: Interaction) -> list[tuple[str, str]]:
        leaving, _ = self.redactor.interaction(one, self.names(one.customer_id, one.agent_id))
        return [(turn.speaker, turn.text) for turn in leaving.turns]

    def _rules(self, one: Interaction, said: Said) -> list[Annotation]:
        return [
            Annotation(
                one.interaction_id,
                "rule",
                f"{element}/{rule}",
                self.model,
                seen.turn,
                float(seen.seen),
                None,
                *_span(one, seen),
            )
            for (element, rule), seen in sorted(said.rules.items())
        ]

    def _elements(self, one: Interaction, said: Said) -> list[Annotation]:
        facts = {"channel": one.channel, "concern": one.concern, "language": one.language}
        attributes = {key: value for key, value in facts.items() if value is not None}
        return [
            Annotation(one.interaction_id, "element", element.name, self.model, value=_share(element, said))
            for element in self.criteria.elements
            if all((element.name, rule.id) in said.rules for rule in element.rules)
            and not (element.not_applicable_when and applies(element.not_applicable_when, attributes))
        ]


def _share(element: Element, said: Said) -> float:
    fired = {rule.id: 1 for rule in element.rules if said.rules[element.name, rule.id].seen}
    return score_element(element, Decision(fired)).share


def _span(one: Interaction, seen: Seen) -> tuple[int | None, int | None]:
    """Where the quote stands in the turn as it is kept; nowhere where that was redacted on the way."""
    at = one.turns[seen.turn].text.find(seen.quote) if seen.turn is not None else -1
    return (None, None) if at < 0 else (at, at + len(seen.quote))

"""Drafts of what the agent did: each behaviour with its turn, its characters and how likely it is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from zlib import crc32

from rapport.language.annotation import Annotation
from rapport.language.behaviours.corrector import BehaviourModel
from rapport.language.behaviours.prior import LIKELY, prior
from rapport.language.behaviours.turns import AgentTurn, agent_turns
from rapport.language.behaviours.words_given import JARGON, Given
from rapport.language.experience.reading import ReadTurn, read
from rapport.records.interaction import Interaction

LABELLED_FROM = 0.5
"""Probability from which a behaviour is a draft."""


@dataclass(frozen=True)
class BehaviourAnnotator:
    """Behaviours in agents' turns. `brand` and `jargon` are a home's own words; `corrected` what it has
    learned from confirmations: behaviours it knows nothing of stay as the rules say."""

    brand: Sequence[str] = ()
    jargon: Sequence[str] = JARGON
    corrected: BehaviourModel = field(default_factory=BehaviourModel)

    @property
    def model(self) -> str:
        """Name and version, with a mark of the home's own words where it has any."""
        return self._name

    @cached_property
    def _name(self) -> str:
        if not self.brand and tuple(self.jargon) == JARGON:
            return self.corrected.model
        told = "\n".join((*sorted(self.brand), "", *sorted(self.jargon)))
        return f"{self.corrected.model}~{crc32(told.encode()):08x}"

    @cached_property
    def _given(self) -> tuple[tuple[str, Given], ...]:
        return ("brand_wording", Given(self.brand)), ("jargon", Given(self.jargon))

    def annotate(self, conversations: Sequence[Interaction]) -> list[Annotation]:
        """The annotations of all of them, in their order and that of their turns."""
        return [found for one in conversations for found in self.of_read(one.interaction_id, read(one))]

    def of_read(self, interaction_id: str, turns: Sequence[ReadTurn]) -> list[Annotation]:
        """The annotations of one conversation, given its turns as read."""
        return [found for turn in agent_turns(turns) for found in self._of_turn(interaction_id, turn)]

    def _of_turn(self, interaction_id: str, one: AgentTurn) -> Iterator[Annotation]:
        for label, (start, end), chance in self._found(one):
            whole = start == end
            yield Annotation(
                interaction_id,
                "behaviour",
                label,
                self.model,
                turn=one.turn.place,
                probability=chance,
                start=None if whole else start,
                end=None if whole else end,
            )

    def _found(self, one: AgentTurn) -> Iterator[tuple[str, tuple[int, int], float]]:
        marks = {name: (start, end) for name, start, end in one.turn.marks}
        known = self.corrected.lines
        learned = self.corrected.probabilities(one, known) if known else {}
        for label in LIKELY if known else marks:
            if label in learned:
                chance = learned[label]
            else:
                chance = prior(label, one) if label in marks and label in LIKELY else 0.0
            if chance >= LABELLED_FROM:
                yield label, marks.get(label, (0, 0)), chance
        for label, given in self._given:
            if (place := given.find(one.turn.lower)) is not None:
                yield label, place, 1.0

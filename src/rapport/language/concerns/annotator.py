"""What a conversation was about: what the customer came with, and what it turned out to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rapport.language.annotation import CANNOT_TELL, Annotation
from rapport.language.concerns.about import LIKELY, About, Begun, actual, several, stated
from rapport.language.concerns.model import OTHER, ConcernModel
from rapport.language.concerns.opening import MESSAGES, opening, words_of
from rapport.language.concerns.said import Said, asked_first, said
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.records.interaction import Interaction

Chances = NDArray[np.float64]
STATED, ACTUAL, EVERY = "concern_stated", "concern_actual", "concern"


@dataclass(frozen=True)
class ConcernAnnotator:
    """Says `concern_stated` (what the customer came with) and `concern_actual` (what all of it was about)
    once a conversation, and `concern` for each one that is likelier than not, with its evidence.

    Customers' words decide; agents' are asked only where those leave it open. Labels are those of the
    model's examples, followed through the taxonomy where one is given; OTHER: none of them; CANNOT_TELL:
    nobody said anything to go by. A model that learns anew needs a new annotator.
    """

    concerns: ConcernModel
    taxonomy: Taxonomy | None = None

    @cached_property
    def model(self) -> str:
        """Name, version and fingerprint of the model, and a mark of where its labels are followed to: another
        name or place of a concern in the tree changes nothing that is said."""
        pairs = [(one, self._label(one)) for one in self.concerns.concerns if self._label(one) != one]
        return self.concerns.name + (f"+followed.{crc32(repr(pairs).encode()):08x}" if pairs else "")

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Every label of a concern, sorted; OTHER last."""
        return (*sorted({self._label(one) for one in self.concerns.concerns} - {OTHER}), OTHER)

    def annotate(self, conversations: Sequence[Interaction]) -> list[Annotation]:
        """The annotations of all of them, in their order."""
        own = self._parts(conversations, by_customer=True)
        open_ = [at for at, (parts, chances) in enumerate(own) if not _sure(parts, chances)]
        support = self._parts([conversations[at] for at in open_], by_customer=False)
        more = dict(zip(open_, support, strict=True))
        begun = self._begun(conversations, own)
        found: list[Annotation] = []
        for at, one in enumerate(conversations):
            found += self._of(one.interaction_id, *own[at], begun[at], *more.get(at, ([], own[at][1][:0])))
        return found

    def _begun(
        self, conversations: Sequence[Interaction], own: Sequence[tuple[list[Said], Chances]]
    ) -> list[Begun]:
        """What the customer of each conversation came with: by what they said until they were answered, and
        where that leaves it open by what they said to the answer, too."""
        given = [(one, parts) for one, (parts, _) in zip(conversations, own, strict=True)]
        apart = [[opening(one, parts, messages) for one, parts in given] for messages in (1, MESSAGES)]
        texts = [words_of(one, some) for every in apart for (one, _), some in zip(given, every, strict=True)]
        alone, both = np.split(self._followed(self.concerns.probabilities(texts)), 2)
        found = []
        for at, (parts, chances) in enumerate(own):
            begun = Begun(alone[at], apart[0][at])
            if not begun.chances.max() >= LIKELY:
                begun = Begun(both[at], apart[1][at])
            if parts and np.isnan(begun.chances[0]):  # only who they are
                first = asked_first(parts)
                begun = Begun(chances[first], [parts[first]])
            found.append(begun)
        return found

    def _parts(
        self, conversations: Sequence[Interaction], by_customer: bool
    ) -> list[tuple[list[Said], Chances]]:
        """Of each conversation the parts of one side that have words to go by, and their chances."""
        every = [said(one, by_customer) for one in conversations]
        texts = [
            one.turns[part.turn].text[part.start : part.end]
            for one, parts in zip(conversations, every, strict=True)
            for part in parts
        ]
        chances = self._followed(self.concerns.probabilities(texts))
        known = ~np.isnan(chances[:, 0])
        found = []
        start = 0
        for parts in every:
            here = known[start : start + len(parts)]
            kept = [part for part, one in zip(parts, here, strict=True) if one]
            found.append((kept, chances[start : start + len(parts)][here]))
            start += len(parts)
        return found

    def _of(
        self,
        interaction_id: str,
        parts: list[Said],
        chances: Chances,
        begun: Begun,
        support: list[Said],
        support_chances: Chances,
    ) -> list[Annotation]:
        all_parts, all_chances = parts + support, np.vstack([chances, support_chances])
        answers = [(STATED, stated(parts, chances, begun) if parts else None)]
        answers.append((ACTUAL, actual(all_parts, all_chances) if all_parts else None))
        if parts:
            answers += [(EVERY, one) for one in several(parts, chances, begun)]
        return [self._one(interaction_id, kind, about) for kind, about in answers]

    def _one(self, interaction_id: str, kind: str, about: About | None) -> Annotation:
        if about is None:
            return Annotation(interaction_id, kind, CANNOT_TELL, self.model)
        part, chance = about.part, min(about.chance, 1.0)
        return Annotation(
            interaction_id,
            kind,
            self.labels[about.label],
            self.model,
            turn=part.turn,
            probability=chance,
            start=part.start,
            end=part.end,
        )

    def _label(self, known: str) -> str:
        return self.taxonomy.follow(known) if self.taxonomy and known != OTHER else known

    def _followed(self, chances: Chances) -> Chances:
        """Chances of the labels of today: those of concerns that were merged are added."""
        place = {label: at for at, label in enumerate(self.labels)}
        found = np.zeros((len(chances), len(place)))
        for column, known in enumerate((*self.concerns.concerns, OTHER)):
            found[:, place[self._label(known)]] += chances[:, column]
        return found


def _sure(parts: Sequence[Said], chances: Chances) -> bool:
    """Whether the customer's own words name a concern."""
    if not parts:
        return False
    found = actual(parts, chances)
    return found.label < chances.shape[1] - 1 and found.chance >= LIKELY

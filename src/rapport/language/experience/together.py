"""All that one reading of a conversation says of experience and behaviour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapport.language.annotation import Annotation
from rapport.language.behaviours.annotator import BehaviourAnnotator
from rapport.language.experience.annotator import ExperienceAnnotator
from rapport.language.experience.facts import facts_of
from rapport.language.experience.reading import read
from rapport.records.interaction import Interaction


@dataclass(frozen=True)
class ServiceAnnotator:
    """Effort, satisfaction, resolution and behaviours: each conversation's words are read once for all."""

    experience: ExperienceAnnotator = field(default_factory=ExperienceAnnotator)
    behaviours: BehaviourAnnotator = field(default_factory=BehaviourAnnotator)

    @property
    def model(self) -> str:
        """Names and versions of all of them."""
        return f"{self.experience.model}+{self.behaviours.model}"

    def annotate(self, conversations: Sequence[Interaction]) -> list[Annotation]:
        """The annotations of all of them, in their order: experience first, then behaviours."""
        found: list[Annotation] = []
        for start in range(0, len(conversations), BATCH):
            part = conversations[start : start + BATCH]
            given = [(one.interaction_id, read(one)) for one in part]
            apart = self.experience.of_read(given, [facts_of(one) for one in part])
            for (name, turns), said in zip(given, apart, strict=True):
                found += said
                found += self.behaviours.of_read(name, turns)
        return found


BATCH = 500
"""Conversations whose words are held at a time."""

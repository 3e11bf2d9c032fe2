"""Annotators that belong together read an interaction in one go; one that cannot be read stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from rapport.language.annotation import Annotation, Annotator
from rapport.records.annotation import Reading
from rapport.records.interaction import Interaction

UNREAD = "unread"
"""The kind of annotation that stands where an annotator failed; its label is the error's name."""


@dataclass(frozen=True)
class Reader:
    """`name` says what it reads for. It changes when one of its models does: then it reads again."""

    name: str
    annotators: tuple[Annotator, ...]

    @property
    def models(self) -> tuple[str, ...]:
        """Every model with its version."""
        return tuple(one.model for one in self.annotators)

    def read(self, conversations: Sequence[Interaction], marks: Sequence[str]) -> list[Reading]:
        """One reading for each conversation, in their order; `marks` tell the words each was read from."""
        found: list[list[Annotation]] = [[] for _ in conversations]
        for annotator in self.annotators:
            for place, said in enumerate(_read(annotator, conversations)):
                found[place].extend(said)
        return [
            Reading(
                reading_id=f"{one.interaction_id}|{self.name}",
                interaction_id=one.interaction_id,
                reader=self.name,
                models=self.models,
                read_from=mark,
                annotations=tuple(said),
            )
            for one, mark, said in zip(conversations, marks, found, strict=True)
        ]


def _read(annotator: Annotator, conversations: Sequence[Interaction]) -> list[list[Annotation]]:
    """What the annotator says of each. When all together fail, each is tried on its own."""
    try:
        return _apart(annotator.annotate(conversations), conversations)
    except Exception as error:  # noqa: BLE001 - whatever it is, the others are still read
        if len(conversations) == 1:
            return [
                [Annotation(conversations[0].interaction_id, UNREAD, type(error).__name__, annotator.model)]
            ]
    return [_read(annotator, [one])[0] for one in conversations]


def _apart(annotations: list[Annotation], conversations: Sequence[Interaction]) -> list[list[Annotation]]:
    """The annotations by conversation. Two conversations beside each other may have the same id only when
    they are the same."""
    said = {
        name: list(every)
        for name, every in groupby(
            sorted(annotations, key=attrgetter("interaction_id")), attrgetter("interaction_id")
        )
    }
    return [said.get(one.interaction_id, []) for one in conversations]

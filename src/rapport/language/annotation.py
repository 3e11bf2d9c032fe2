"""What a reading of a conversation says: one label, with the words it was judged by and how likely it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rapport.records.interaction import Interaction

CANNOT_TELL = "cannot_tell"
"""The label where the words are no basis for another: an answer, never a zero."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """`kind` is what was asked (sentiment, emotion, concern, behaviour, effort, resolved, …), `label` the
    answer, `value` its number where it has one.

    `turn` counts from 0; None: the conversation as a whole. `start` and `end` are the characters of that
    turn's text it was judged by, None: all of it. `probability` is that the label is right, None where the
    model does not say. `model` names the model with its version.
    """

    interaction_id: str
    kind: str
    label: str
    model: str
    turn: int | None = None
    value: float | None = None
    probability: float | None = None
    start: int | None = None
    end: int | None = None


class Annotator(Protocol):
    """Reads conversations for one purpose. Each conversation is read on its own: the same one gives the same
    annotations whatever is read beside it."""

    @property
    def model(self) -> str:
        """Name and version: `sentiment@1`. Another version says so."""
        ...

    def annotate(self, conversations: Sequence[Interaction]) -> list[Annotation]:
        """The annotations of all of them, in their order and that of their turns."""
        ...

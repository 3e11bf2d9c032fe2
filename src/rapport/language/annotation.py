"""What reads conversations, each for one purpose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rapport.records.annotation import CANNOT_TELL, Annotation
from rapport.records.interaction import Interaction

__all__ = ["CANNOT_TELL", "Annotation", "Annotator"]


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

"""How a verb tells how far it is, without knowing who watches."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Something that shows progress: a terminal bar, a job's row, nothing."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A new stage begins; `total` steps when known."""

    def advance(self, steps: int = 1) -> None:
        """So many steps of the current stage are done."""


class Silent:
    """Nobody watches."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Says nothing."""

    def advance(self, steps: int = 1) -> None:
        """Says nothing."""

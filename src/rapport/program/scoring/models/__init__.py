"""The tables of the scoring application."""

from rapport.program.scoring.models.draft import Draft
from rapport.program.scoring.models.recording import Recording

__all__ = ["Draft", "Recording"]

"""The tables of the requests application."""

from rapport.program.requests.models.answered import Answered

__all__ = ["Answered"]

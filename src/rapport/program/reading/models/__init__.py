"""The tables of the reading application."""

from rapport.program.reading.models.checks import Check, Opened
from rapport.program.reading.models.rules import Bar, RuleBehaviour

__all__ = ["Bar", "Check", "Opened", "RuleBehaviour"]

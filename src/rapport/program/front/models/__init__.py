"""The tables of this application."""

from rapport.program.front.models.roundtables import Roundtable, RoundtableTopic
from rapport.program.front.models.training import ModuleRead, TrainingModule

__all__ = ["ModuleRead", "Roundtable", "RoundtableTopic", "TrainingModule"]

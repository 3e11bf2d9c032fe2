"""The tables of the views application."""

from rapport.program.views.models.filters import SavedFilter
from rapport.program.views.models.made import Delivery, MadeReport, Schedule
from rapport.program.views.models.mini import MiniInteraction, MiniRating
from rapport.program.views.models.shared import SharedView

__all__ = ["Delivery", "MadeReport", "MiniInteraction", "MiniRating", "SavedFilter", "Schedule", "SharedView"]

"""Everything that writes; each checks who acts."""

from rapport.program.reading.services.checks import (
    check_answer,
    check_undo,
    drafts_opened_note,
    reading_erase,
    reading_opened_note,
    readings_opened_note,
)
from rapport.program.reading.services.rules import bar_set, rules_set

__all__ = [
    "bar_set",
    "check_answer",
    "check_undo",
    "drafts_opened_note",
    "reading_erase",
    "reading_opened_note",
    "readings_opened_note",
    "rules_set",
]

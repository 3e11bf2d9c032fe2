"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.interviews.selectors.guides import guide, guides
from rapport.program.interviews.selectors.studies import (
    PAGE,
    asked_cells,
    free_codes,
    may_work_on,
    notes_of,
    possible_interviewers,
    recruit,
    recruits,
    said,
    studies,
    study,
    taken_part,
)

__all__ = [
    "PAGE",
    "asked_cells",
    "free_codes",
    "guide",
    "guides",
    "may_work_on",
    "notes_of",
    "possible_interviewers",
    "recruit",
    "recruits",
    "said",
    "studies",
    "study",
    "taken_part",
]

"""Everything that writes."""

from rapport.program.interviews.services.guides import guide_save
from rapport.program.interviews.services.notes import codes_save, excerpt_add, excerpt_remove, notes_save
from rapport.program.interviews.services.studies import (
    attempt_add,
    consent_note,
    erase_recruits,
    recruit_assign,
    recruit_close,
    recruit_schedule,
    reserves_release,
    study_close,
    study_create,
)

__all__ = [
    "attempt_add",
    "codes_save",
    "consent_note",
    "erase_recruits",
    "excerpt_add",
    "excerpt_remove",
    "guide_save",
    "notes_save",
    "recruit_assign",
    "recruit_close",
    "recruit_schedule",
    "reserves_release",
    "study_close",
    "study_create",
]

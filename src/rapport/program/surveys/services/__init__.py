"""Writes surveys."""

from rapport.program.surveys.services.drafts import (
    draft_begin,
    draft_discard,
    draft_save,
    draft_undo,
    survey_create,
)
from rapport.program.surveys.services.themes import survey_theme, theme_remove, theme_save
from rapport.program.surveys.services.versions import (
    survey_archive,
    survey_restore,
    version_close,
    version_publish,
    version_reopen,
)

__all__ = [
    "draft_begin",
    "draft_discard",
    "draft_save",
    "draft_undo",
    "survey_archive",
    "survey_create",
    "survey_restore",
    "survey_theme",
    "theme_remove",
    "theme_save",
    "version_close",
    "version_publish",
    "version_reopen",
]

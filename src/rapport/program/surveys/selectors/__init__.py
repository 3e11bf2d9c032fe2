"""Reads surveys."""

from rapport.program.surveys.selectors.invited import invited_counts, invited_rows
from rapport.program.surveys.selectors.surveys import (
    draft_view,
    newest_open,
    survey_line,
    surveys_list,
    themes_list,
    version_view,
)

__all__ = [
    "draft_view",
    "invited_counts",
    "invited_rows",
    "newest_open",
    "survey_line",
    "surveys_list",
    "themes_list",
    "version_view",
]

"""Everything that reads: what waits for somebody, their drafts, the sound of interactions."""

from rapport.program.scoring.selectors.drafts import draft, submitted_by
from rapport.program.scoring.selectors.queue import (
    queue_done,
    queue_next,
    queue_open,
    queue_progress,
    queue_takeable,
    queue_tasks,
)
from rapport.program.scoring.selectors.recordings import recording, recording_of, recordings_newest
from rapport.program.scoring.selectors.sheets import sheet_of, sheets_among
from rapport.program.scoring.selectors.work import work, work_to_do

__all__ = [
    "draft",
    "queue_done",
    "queue_next",
    "queue_open",
    "queue_progress",
    "queue_takeable",
    "queue_tasks",
    "recording",
    "recording_of",
    "recordings_newest",
    "sheet_of",
    "sheets_among",
    "submitted_by",
    "work",
    "work_to_do",
]

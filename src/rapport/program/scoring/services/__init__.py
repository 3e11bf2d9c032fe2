"""Everything that writes: drafts, submission, recordings."""

from rapport.program.scoring.services.drafts import draft_correct, draft_save
from rapport.program.scoring.services.erasure import scoring_erase
from rapport.program.scoring.services.recordings import recording_add, recording_remove
from rapport.program.scoring.services.sheets import sheet_correct
from rapport.program.scoring.services.submit import draft_submit, draft_undo

__all__ = [
    "draft_correct",
    "draft_save",
    "draft_submit",
    "draft_undo",
    "recording_add",
    "recording_remove",
    "scoring_erase",
    "sheet_correct",
]

"""Everything that writes: one verb after the entity it changes."""

from rapport.program.audits.services.criteria import criteria_use
from rapport.program.audits.services.criteria_drafts import (
    draft_create,
    draft_discard,
    draft_publish,
    draft_save,
    draft_undo,
)
from rapport.program.audits.services.criteria_review import (
    comment_settle,
    draft_comment,
    draft_send,
    draft_take_back,
    version_restore,
    version_withdraw,
)
from rapport.program.audits.services.erasure import erase_interactions
from rapport.program.audits.services.evaluations import evaluation_retract, evaluations_submit
from rapport.program.audits.services.evaluators import (
    evaluator_link,
    evaluator_me,
    evaluators_meant,
    evaluators_of_accounts,
)
from rapport.program.audits.services.outbox import outbox_delivered, outbox_failed
from rapport.program.audits.services.samples import sample_create
from rapport.program.audits.services.seats import seats_refused

__all__ = [
    "comment_settle",
    "criteria_use",
    "draft_comment",
    "draft_create",
    "draft_discard",
    "draft_publish",
    "draft_save",
    "draft_send",
    "draft_take_back",
    "draft_undo",
    "erase_interactions",
    "evaluation_retract",
    "evaluations_submit",
    "evaluator_link",
    "evaluator_me",
    "evaluators_meant",
    "evaluators_of_accounts",
    "outbox_delivered",
    "outbox_failed",
    "sample_create",
    "seats_refused",
    "version_restore",
    "version_withdraw",
]

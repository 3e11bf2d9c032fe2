"""Everything that writes: one verb after the entity it changes."""

from rapport.program.audits.services.assignments import (
    assignment_begun,
    assignment_claim,
    assignment_release,
    assignments_move,
    assignments_remove,
)
from rapport.program.audits.services.belonging import evaluations_belong
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
from rapport.program.audits.services.deadlines import sample_attach, sample_close, sample_due
from rapport.program.audits.services.drawn import interaction_remove, interaction_replace
from rapport.program.audits.services.erasure import erase_interactions
from rapport.program.audits.services.evaluations import evaluation_retract, evaluations_submit
from rapport.program.audits.services.evaluators import (
    evaluator_link,
    evaluator_me,
    evaluators_meant,
    evaluators_of_accounts,
)
from rapport.program.audits.services.objectives import (
    AuditWish,
    ObjectiveWish,
    audit_end,
    audit_save,
    objective_save,
)
from rapport.program.audits.services.outbox import outbox_delivered, outbox_failed
from rapport.program.audits.services.samples import sample_create
from rapport.program.audits.services.seats import seats_refused

__all__ = [
    "AuditWish",
    "ObjectiveWish",
    "assignment_begun",
    "assignment_claim",
    "assignment_release",
    "assignments_move",
    "assignments_remove",
    "audit_end",
    "audit_save",
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
    "evaluations_belong",
    "evaluations_submit",
    "evaluator_link",
    "evaluator_me",
    "evaluators_meant",
    "evaluators_of_accounts",
    "interaction_remove",
    "interaction_replace",
    "objective_save",
    "outbox_delivered",
    "outbox_failed",
    "sample_attach",
    "sample_close",
    "sample_create",
    "sample_due",
    "seats_refused",
    "version_restore",
    "version_withdraw",
]

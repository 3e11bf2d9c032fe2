"""Everything that writes: one verb after the entity it changes."""

from rapport.program.audits.services.criteria import criteria_use
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
    "criteria_use",
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
]

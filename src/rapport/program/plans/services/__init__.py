"""Writes plans; each asks first who acts."""

from rapport.program.plans.services.check_ins import check_in
from rapport.program.plans.services.initiatives import (
    initiative_add,
    initiative_drop,
    step_add,
    step_done,
)
from rapport.program.plans.services.plans import plan_create, plan_end, plan_save, plan_start
from rapport.program.plans.services.summaries import (
    summaries_note,
    summary_failed,
    summary_sent,
    summary_take,
)

__all__ = [
    "check_in",
    "initiative_add",
    "initiative_drop",
    "plan_create",
    "plan_end",
    "plan_save",
    "plan_start",
    "step_add",
    "step_done",
    "summaries_note",
    "summary_failed",
    "summary_sent",
    "summary_take",
]

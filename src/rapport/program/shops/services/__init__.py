"""Everything that writes."""

from rapport.program.shops.services.personas import persona_retire, persona_save
from rapport.program.shops.services.plans import (
    plan_close,
    plan_create,
    task_add,
    task_remove,
    visits_create,
)
from rapport.program.shops.services.visits import (
    file_add,
    file_remove,
    visit_cancel,
    visit_draft,
    visit_reassign,
    visit_report,
)

__all__ = [
    "file_add",
    "file_remove",
    "persona_retire",
    "persona_save",
    "plan_close",
    "plan_create",
    "task_add",
    "task_remove",
    "visit_cancel",
    "visit_draft",
    "visit_reassign",
    "visit_report",
    "visits_create",
]

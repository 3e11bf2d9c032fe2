"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.audits.selectors.assignments import Narrowed, assignment_numbers, assignments_page
from rapport.program.audits.selectors.criteria import (
    criteria_named,
    criteria_text,
    newest_criteria,
)
from rapport.program.audits.selectors.criteria_drafts import draft_view, drafts_list, open_draft
from rapport.program.audits.selectors.criteria_versions import (
    criteria_offered,
    newest_version,
    version_view,
    versions_list,
)
from rapport.program.audits.selectors.evaluations import (
    evaluation_facts,
    evaluations_by,
    evaluations_of,
    evaluations_published,
    interactions_nobodys,
    scored_units,
)
from rapport.program.audits.selectors.evaluators import evaluator_choices, evaluator_interests
from rapport.program.audits.selectors.objectives import (
    audit_facts,
    audits,
    objective_facts,
    objectives,
)
from rapport.program.audits.selectors.outbox import outbox_pending, outbox_size
from rapport.program.audits.selectors.progress import (
    open_samples,
    own_work,
    sample_counts,
    sample_progress,
    work_by_evaluator,
)
from rapport.program.audits.selectors.samples import (
    assigned,
    assigned_criteria,
    latest_sample,
    sample_facts,
    samples,
)

__all__ = [
    "Narrowed",
    "assigned",
    "assigned_criteria",
    "assignment_numbers",
    "assignments_page",
    "audit_facts",
    "audits",
    "criteria_named",
    "criteria_offered",
    "criteria_text",
    "draft_view",
    "drafts_list",
    "evaluation_facts",
    "evaluations_by",
    "evaluations_of",
    "evaluations_published",
    "evaluator_choices",
    "evaluator_interests",
    "interactions_nobodys",
    "latest_sample",
    "newest_criteria",
    "newest_version",
    "objective_facts",
    "objectives",
    "open_draft",
    "open_samples",
    "outbox_pending",
    "outbox_size",
    "own_work",
    "sample_counts",
    "sample_facts",
    "sample_progress",
    "samples",
    "scored_units",
    "version_view",
    "versions_list",
    "work_by_evaluator",
]

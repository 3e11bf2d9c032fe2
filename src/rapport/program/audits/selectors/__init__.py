"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.audits.selectors.criteria import (
    criteria_named,
    criteria_stored,
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
    scored_units,
)
from rapport.program.audits.selectors.evaluators import evaluator_choices, evaluator_interests
from rapport.program.audits.selectors.outbox import outbox_pending, outbox_size
from rapport.program.audits.selectors.samples import (
    assigned,
    assigned_criteria,
    latest_sample,
    sample_facts,
    samples,
)

__all__ = [
    "assigned",
    "assigned_criteria",
    "criteria_named",
    "criteria_offered",
    "criteria_stored",
    "criteria_text",
    "draft_view",
    "drafts_list",
    "evaluation_facts",
    "evaluations_by",
    "evaluations_of",
    "evaluations_published",
    "evaluator_choices",
    "evaluator_interests",
    "latest_sample",
    "newest_criteria",
    "newest_version",
    "open_draft",
    "outbox_pending",
    "outbox_size",
    "sample_facts",
    "samples",
    "scored_units",
    "version_view",
    "versions_list",
]

"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.audits.selectors.criteria import criteria_named, criteria_text, newest_criteria
from rapport.program.audits.selectors.evaluations import (
    evaluation_facts,
    evaluations_of,
    evaluations_published,
    scored_units,
)
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
    "criteria_text",
    "evaluation_facts",
    "evaluations_of",
    "evaluations_published",
    "latest_sample",
    "newest_criteria",
    "outbox_pending",
    "outbox_size",
    "sample_facts",
    "samples",
    "scored_units",
]

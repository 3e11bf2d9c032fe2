"""The tables of the audits application."""

from rapport.program.audits.models.criteria import (
    CriteriaComment,
    CriteriaDraft,
    CriteriaSnapshot,
    CriteriaVersion,
)
from rapport.program.audits.models.evaluations import ElementDecision, Evaluation
from rapport.program.audits.models.objectives import Audit, Objective
from rapport.program.audits.models.outbox import Outbox
from rapport.program.audits.models.people import Evaluator
from rapport.program.audits.models.samples import (
    Assignment,
    Reserve,
    Sample,
    SampledInteraction,
    Stratum,
)

__all__ = [
    "Assignment",
    "Audit",
    "CriteriaComment",
    "CriteriaDraft",
    "CriteriaSnapshot",
    "CriteriaVersion",
    "ElementDecision",
    "Evaluation",
    "Evaluator",
    "Objective",
    "Outbox",
    "Reserve",
    "Sample",
    "SampledInteraction",
    "Stratum",
]

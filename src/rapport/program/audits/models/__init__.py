"""The tables of the audits application."""

from rapport.program.audits.models.criteria import CriteriaVersion
from rapport.program.audits.models.evaluations import ElementDecision, Evaluation
from rapport.program.audits.models.outbox import Outbox
from rapport.program.audits.models.people import Evaluator
from rapport.program.audits.models.samples import Assignment, Sample, SampledInteraction, Stratum

__all__ = [
    "Assignment",
    "CriteriaVersion",
    "ElementDecision",
    "Evaluation",
    "Evaluator",
    "Outbox",
    "Sample",
    "SampledInteraction",
    "Stratum",
]

"""The tables of judging: tasks, calibration, gold, certificates, disputes, targeted reviews."""

from rapport.program.judging.models.calibration import (
    Consensus,
    Rewrite,
    Session,
    SessionInteraction,
    Signature,
)
from rapport.program.judging.models.certification import Attempt, Certificate, Gold, Standard
from rapport.program.judging.models.disputes import Dispute
from rapport.program.judging.models.targeted import TargetedRule
from rapport.program.judging.models.tasks import Task

__all__ = [
    "Attempt",
    "Certificate",
    "Consensus",
    "Dispute",
    "Gold",
    "Rewrite",
    "Session",
    "SessionInteraction",
    "Signature",
    "Standard",
    "TargetedRule",
    "Task",
]

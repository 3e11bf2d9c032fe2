"""The tables of plans."""

from rapport.program.plans.models.check_ins import CheckIn, Summary
from rapport.program.plans.models.initiatives import Initiative, Step
from rapport.program.plans.models.plans import Plan

__all__ = ["CheckIn", "Initiative", "Plan", "Step", "Summary"]

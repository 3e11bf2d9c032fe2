"""Numbers of so few conversations that they would tell what was read of a single one."""

from __future__ import annotations

from rapport.findings.audit_estimates import suppressed
from rapport.measures import Estimate


def enough(estimate: Estimate, minimum: int) -> Estimate:
    """The estimate; under the minimum base its base alone, without how many could not be told."""
    return estimate if estimate.base >= minimum else suppressed(estimate, minimum).with_(excluded={})


def is_few(estimate: Estimate, minimum: int) -> bool:
    """Whether it is told as too few."""
    return estimate.value is None and 0 < estimate.base < minimum


def too_few(estimate: Estimate) -> str:
    """What stands in place of the number."""
    return f"too few ({estimate.base})"

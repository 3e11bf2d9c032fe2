"""What can be wrong with a plan."""

from __future__ import annotations

from rapport.records import InputError


class PlanError(InputError):
    """A plan, an initiative or a check-in cannot be kept as asked."""


class PlanChangedError(PlanError):
    """Somebody else saved meanwhile."""

    def __init__(self, by: str) -> None:
        super().__init__(
            f"{by} changed this plan meanwhile", None, "Look at what they wrote, then save yours again."
        )

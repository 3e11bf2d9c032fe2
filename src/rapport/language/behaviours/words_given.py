"""Words a company wants to hear from its agents, and words its customers should be spared."""

from __future__ import annotations

import re
from collections.abc import Sequence

JARGON = (
    "aht", "backend", "back office", "back end", "case owner", "crm", "csr", "cvr",
    "escalation matrix", "fcr", "first line", "iccid", "imsi", "incident number", "ivr", "kyc",
    "l1", "l2", "legacy system", "msisdn", "onboarding flow", "opex", "pending status",
    "provisioned", "provisioning", "rca", "second level", "sku", "sla", "sop", "stakeholder",
    "tier 2", "trouble ticket", "workflow", "workaround",
)  # fmt: skip


class Given:
    """Whole words and phrases, found in lower case."""

    def __init__(self, phrases: Sequence[str]) -> None:
        kept = sorted(
            {phrase.strip().lower() for phrase in phrases if phrase.strip()}, key=lambda p: (-len(p), p)
        )
        either = "|".join(re.escape(phrase) for phrase in kept)
        self._search = re.compile(rf"(?<!\w)(?:{either})(?!\w)").search if kept else None

    def find(self, lower: str) -> tuple[int, int] | None:
        """Where the first stands."""
        match = self._search(lower) if self._search else None
        return match.span() if match else None

"""Root causes that lead to more cases than others do: what people found out when they closed them."""

from __future__ import annotations

from typing import Any

from rapport.findings.cases import CAUSE
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.plain import Finding
from rapport.findings.questions.case_counts import case_counts
from rapport.home.settings import Settings
from rapport.measures import Estimate, proportion

MOST = 3
REMEDY = (
    "Make a plan against it with those who can change it; read the cases, and what employees suggested when "
    "they closed them."
)


def case_findings(snapshot: Any, settings: Settings, domain: Domain = EVERYTHING) -> list[Finding]:
    """Root causes that more of the closed cases name than if all causes that occur were named alike often,
    beyond doubt also when all of them are looked at (Bonferroni); the most often named first.

    Counted are cases that were no false alarm; those without a cause are of the base. Where one cause alone
    occurs, or fewer cases than the minimum base, nothing is told.
    """
    zone = settings.time_zone
    every = case_counts(snapshot, "justified", (), {}, zone, domain)
    by_cause = case_counts(snapshot, "justified", ("root_cause",), {}, zone, domain)
    total = sum(map(_right, every.values()))
    named = {group[0]: n for group, counts in by_cause.items() if (n := _right(counts))}
    if len(named) < 2 or total < settings.minimum_base:
        return []
    strict = 1 - (1 - settings.confidence) / len(named)
    found = []
    for cause, n in sorted(named.items(), key=lambda one: (-one[1], one[0]))[:MOST]:
        low = proportion(n, total, strict).low
        if low is not None and low > 1 / len(named):
            yes, no, _ = case_counts(snapshot, "justified", (), {}, zone, domain, cause=cause)[()]
            told = proportion(
                yes, yes + no, settings.confidence
            )  # as its metric counts: also what lies below
            found.append(_finding(cause, len(named), told.with_(data_version=snapshot.data_version)))
    return found


def _right(counts: tuple[int, int, int]) -> int:
    """Those that were justified, and those of which nobody said."""
    yes, _, unsaid = counts
    return yes + unsaid


def _finding(cause: str, causes: int, share: Estimate) -> Finding:
    return Finding(
        key=f"cases:{cause}",
        kind="cases",
        title=f"{cause} leads to more cases than other causes",
        what="The share of closed cases that name this root cause, or one below it; false alarms are left "
        "out.",
        where="In cases that were closed.",
        why=f"Closing a case asks why it arose; {causes} causes were named, and this one more often than if "
        "all of them were alike.",
        todo=REMEDY,
        metric=f"{CAUSE}{cause}",
        estimate=share,
    )

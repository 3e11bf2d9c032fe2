"""Changes that are more than chance, as findings."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.findings.contrasts import FALSE_DISCOVERY_RATE
from rapport.findings.plain import Change, ElementResult, Finding
from rapport.findings.wording import what_to_do, why_lost


def change_findings(changes: Sequence[Change], elements: Sequence[ElementResult]) -> list[Finding]:
    """A finding for everything that clearly moved, the surest first."""
    by_name = {f"element:{element.element}": element for element in elements}
    return [
        _finding(one, by_name.get(one.metric))
        for one in changes
        if one.adjusted_p is not None and one.adjusted_p < FALSE_DISCOVERY_RATE
    ]


def _finding(one: Change, element: ElementResult | None) -> Finding:
    up = (one.difference.value or 0.0) > 0
    rules = element.rules if element else ()
    keep = "Find out what brought it, and keep that."
    down = (
        what_to_do(rules, element.model_answer if element else None)
        or "Look for what else changed meanwhile."
    )
    return Finding(
        key=f"change:{one.metric}",
        kind="change",
        title=f"{one.title} has clearly gone {'up' if up else 'down'} since the last audit",
        what="The score of this audit less that of the audit before.",
        where="Over the whole frame.",
        why="The data tell that it moved, not what moved it."
        + (f" {why_lost(rules)}" if rules and not up else ""),
        todo=keep if up else down,
        metric=one.metric,
        estimate=one.now,
        comparison=one.difference,
        model_answer=element.model_answer if element and not up else None,
        adjusted_p=one.adjusted_p,
    )

"""Elements below the target, by the QCI points that lie in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapport.findings.audit import Audit
from rapport.findings.contrasts import LEAST_BASE, Contrast
from rapport.findings.excerpts import Evidence
from rapport.findings.plain import ElementResult, Finding
from rapport.findings.wording import costly, gap_title, what_to_do, where_apart, why_lost

MOST = 8
LEAST_WORTH = 0.5


def gaps(
    audit: Audit,
    elements: Sequence[ElementResult],
    apart: Mapping[str, Sequence[Contrast]],
    evidence: Evidence,
) -> list[Finding]:
    """Elements whose whole interval lies under the target and in which at least half a QCI point is
    to be had, the most first. Too few interactions carry no finding."""
    found: list[Finding] = []
    target = audit.settings.target_qci
    least = max(LEAST_BASE, audit.settings.minimum_base)
    for element in elements:
        if element.score.base < least:
            continue
        worth, score = element.points_available, element.score
        if score.high is None or score.high >= target or worth.low is None or worth.low <= 0:
            continue
        if (worth.value or 0.0) < LEAST_WORTH or len(found) == MOST:
            continue
        key = f"gap:{element.element}"
        evidence.ask(key, [(element.element, rule.rule) for rule in element.rules if not rule.missed])
        about = audit.criteria.element(element.element).text
        found.append(
            Finding(
                key=key,
                kind="gap",
                title=gap_title(element),
                what=about or f"{element.title} lies below the target.",
                where=where_apart(apart.get(element.element, ())),
                why=why_lost(element.rules),
                todo=what_to_do(element.rules, element.model_answer),
                metric=f"element:{element.element}",
                estimate=score,
                worth=worth,
                best_quarter_gap=element.best_quarter_gap,
                rules=costly(element.rules),
                groups=element.by_team,
                model_answer=element.model_answer,
                attributable_to=element.attributable_to,
            )
        )
    return found

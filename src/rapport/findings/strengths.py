"""Elements that stand out above the rest of the service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import special

from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import column_values, overall
from rapport.findings.contrasts import FALSE_DISCOVERY_RATE, LEAST_BASE, Contrast
from rapport.findings.excerpts import Evidence
from rapport.findings.plain import ElementResult, Finding, RuleResult
from rapport.findings.wording import quoted, where_apart
from rapport.measures import Estimate, benjamini_hochberg

MOST = 6
LEAST_SCORE = 70.0


def strengths(
    audit: Audit,
    elements: Sequence[ElementResult],
    apart: Mapping[str, Sequence[Contrast]],
    evidence: Evidence,
) -> list[Finding]:
    """Elements clearly above the QCI of the same interactions (false discoveries controlled) and
    above 70 with their whole interval, the highest first. Too few interactions carry no finding."""
    if audit.inside.is_empty():
        return []
    qci = column_values(audit, "qci_before_criticals")
    least = max(LEAST_BASE, audit.settings.minimum_base)
    elements = [element for element in elements if element.score.base >= least]
    ahead = [overall(audit, column_values(audit, f"element:{one.element}") - qci) for one in elements]
    adjusted = benjamini_hochberg([_p(one) for one in ahead])
    found = []
    for element, lead, p in zip(elements, ahead, adjusted, strict=True):
        if (
            not p < FALSE_DISCOVERY_RATE
            or (lead.value or 0.0) <= 0
            or (element.score.low or 0.0) < LEAST_SCORE
        ):
            continue
        found.append(_finding(audit, element, lead, float(p), apart.get(element.element, ()), evidence))
    return sorted(found, key=lambda one: -(one.estimate.value or 0.0))[:MOST]


def _p(lead: Estimate) -> float:
    if lead.value is None or not lead.standard_error or not lead.degrees_of_freedom:
        return np.nan
    return float(2 * special.stdtr(lead.degrees_of_freedom, -abs(lead.value) / lead.standard_error))


def _finding(
    audit: Audit,
    element: ElementResult,
    lead: Estimate,
    p: float,
    apart: Sequence[Contrast],
    evidence: Evidence,
) -> Finding:
    key = f"strength:{element.element}"
    kept = _kept(element.rules)
    evidence.ask(key, [(element.element, rule.rule) for rule in kept if rule.missed])
    return Finding(
        key=key,
        kind="strength",
        title=f"{element.title} is a strength",
        what=audit.criteria.element(element.element).text
        or f"{element.title} lies above the other elements.",
        where=where_apart(apart),
        why=_why(kept),
        todo="Keep it, say so to those who do it, and use their interactions to teach.",
        metric=f"element:{element.element}",
        estimate=element.score,
        comparison=lead,
        rules=kept,
        groups=element.by_team,
        model_answer=element.model_answer,
        adjusted_p=p,
    )


def _kept(rules: Sequence[RuleResult]) -> tuple[RuleResult, ...]:
    """Additive rules that are seen most, and subtractive ones that are seen least."""

    def kept(rule: RuleResult) -> float:
        share = rule.fired_share.value or 0.0
        return share if rule.missed else 1 - share

    ordinary = [rule for rule in rules if not rule.critical] or rules
    return tuple(sorted(ordinary, key=lambda rule: (not rule.missed, -kept(rule)))[:2])


def _why(rules: Sequence[RuleResult]) -> str:
    done = [quoted(rule) for rule in rules if rule.missed]
    avoided = [quoted(rule) for rule in rules if not rule.missed]
    if done:
        return f"Mostly done: {'; '.join(done)}."
    return f"Mostly avoided: {'; '.join(avoided)}."

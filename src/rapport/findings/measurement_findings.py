"""Where the scoring itself is unclear: a number cannot be better than the rules behind it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import special

from rapport.findings.contrasts import FALSE_DISCOVERY_RATE
from rapport.findings.plain import AgreementResult, Finding, SeverityResult
from rapport.measures import benjamini_hochberg

MOST = 3


def measurement_findings(
    agreement: Sequence[AgreementResult], severity: Sequence[SeverityResult]
) -> list[Finding]:
    """Elements on which evaluators disagree beyond doubt, and evaluators who are clearly apart."""
    unclear = [one for one in agreement if one.verdict == "unclear" and one.element != "qci"][:MOST]
    return [*(_unclear(one) for one in unclear), *(_severe(one) for one in _apart(severity))]


def _unclear(one: AgreementResult) -> Finding:
    rule = f" Most of all about “{(one.unclear_rule_text or '').rstrip('. ')}”." if one.unclear_rule else ""
    return Finding(
        key=f"measurement:{one.element}",
        kind="measurement",
        title=f"Evaluators do not agree on {one.title}",
        what="How far two people who score the same interaction say the same, beyond chance.",
        where="In the interactions that were scored twice.",
        why=f"They read the rules differently.{rule}",
        todo="Talk these interactions through, sharpen the rule’s text and example, raise the version.",
        metric=f"element:{one.element}",
        estimate=one.coefficient,
        comparison=one.same_decision,
    )


def _apart(severity: Sequence[SeverityResult]) -> list[SeverityResult]:
    """Those apart from the others by more than chance, false discoveries controlled."""
    p = []
    for one in severity:
        found = one.severity
        known = found.value is not None and found.standard_error and found.degrees_of_freedom
        t = abs(found.value or 0.0) / found.standard_error if known and found.standard_error else 0.0
        p.append(float(2 * special.stdtr(found.degrees_of_freedom, -t)) if known else np.nan)
    return [one for one, q in zip(severity, benjamini_hochberg(p), strict=True) if q < FALSE_DISCOVERY_RATE]


def _severe(one: SeverityResult) -> Finding:
    lenient = (one.severity.value or 0.0) > 0
    return Finding(
        key=f"measurement:evaluator:{one.evaluator}",
        kind="measurement",
        title=f"{one.evaluator} scores more {'leniently' if lenient else 'severely'} than the others",
        what="QCI points above or below what the others would give the same interactions.",
        where="In all that this person scored; who scores what was left to chance.",
        why="A habit of scoring, not a difference between interactions.",
        todo="Calibrate together on a few interactions; until then keep assigning evaluators by chance.",
        metric="qci",
        estimate=one.severity,
    )

"""Critical errors: rare, so a mean would hide them."""

from __future__ import annotations

import numpy as np
import polars as pl

from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import by_groups, column_values, overall
from rapport.findings.excerpts import Evidence
from rapport.findings.plain import ElementResult, Finding, GroupEstimate, RuleResult
from rapport.findings.wording import HARMED, next_step, quoted

OFTEN = 0.01


def criticals(audit: Audit, elements: tuple[ElementResult, ...], evidence: Evidence) -> list[Finding]:
    """A finding for every kind of critical error that was seen."""
    rules = {
        (rule.element, rule.rule): rule for element in elements for rule in element.rules if rule.critical
    }
    seen = set(zip(audit.fired["element"], audit.fired["rule"], strict=True))
    kinds: dict[str | None, list[RuleResult]] = {}
    for key, rule in rules.items():
        if key in seen:
            kinds.setdefault(audit.criteria.element(key[0]).rule(key[1]).kind, []).append(rule)
    return [_finding(audit, kind, fired, evidence) for kind, fired in kinds.items()]


def leads(audit: Audit, finding: Finding) -> bool:
    """Whether critical errors of a kind come before everything else: surely in more than one of a
    hundred interactions, or against the law more than once. Rarer ones follow the gaps."""
    if finding.estimate.high is not None and 1 - finding.estimate.high > OFTEN:
        return True
    rules = pl.DataFrame(
        {"element": [r.element for r in finding.rules], "rule": [r.rule for r in finding.rules]}
    )
    cases = audit.fired.join(rules, on=["element", "rule"], how="semi")["interaction_id"].n_unique()
    return finding.key == "critical:compliance" and cases > 1


def _finding(audit: Audit, kind: str | None, fired: list[RuleResult], evidence: Evidence) -> Finding:
    fired = sorted(fired, key=lambda rule: -(rule.fired_share.value or 0.0))
    column = f"critical_error_free:{kind}" if kind else "critical_error_free"
    values = column_values(audit, column)
    key = f"critical:{kind or 'any'}"
    evidence.ask(key, [(rule.element, rule.rule) for rule in fired])
    teams = by_groups(audit, values, ("team",), unit="share")
    lost = column_values(audit, "qci_before_criticals") - column_values(audit, "qci")
    lost = np.where(values == 0, lost, 0.0)
    worth = overall(audit, lost)
    harmed = f" that harm {HARMED[kind]}" if kind else ""
    return Finding(
        key=key,
        kind="critical",
        title=f"Critical errors{harmed} occur: {quoted(fired[0])}",
        what="The share of interactions without such an error. A mean would hide them, so they stand apart.",
        where="Seen in the interactions shown; a rare error tells little about teams.",
        why="; ".join(quoted(rule) for rule in fired) + ".",
        todo=next_step(fired[0]),
        metric=column,
        estimate=overall(audit, values, unit="share"),
        worth=worth if (worth.low or 0.0) > 0 else None,
        rules=tuple(fired),
        groups=tuple(GroupEstimate("team", group[0], one) for group, one in teams.items()),
        model_answer=audit.criteria.element(fired[0].element).model_answer,
        attributable_to={fired[0].attributable_to: 1.0},
    )

"""How far two people who score the same interaction see the same rule, and which one they read apart."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from rapport.criteria import Rule
from rapport.findings.agreement import (
    LEAST_DOUBLE,
    NOT_APPLICABLE,
    RELIABLE,
    decided,
    double_scored,
    too_few,
)
from rapport.findings.audit import Audit
from rapport.findings.excerpts import Evidence
from rapport.findings.plain import Excerpt
from rapport.measures import Estimate, gwet_ac

Seen = Mapping[str, list[bool]]


@dataclass(frozen=True)
class RuleAgreement:
    """Agreement beyond chance (Gwet's AC1: it holds for rules that hardly ever fire) on whether a rule was
    seen, among interactions scored twice where its element applied; `apart_share` of them it was seen by
    exactly one of two. `unclear` is "clearly", "probably" or "" (cannot tell, or fine)."""

    element: str
    element_title: str
    rule: str
    text: str
    coefficient: Estimate
    apart_share: float
    unclear: str
    apart: tuple[str, ...] = ()


def rule_agreement(audit: Audit) -> tuple[RuleAgreement, ...]:
    """Every rule of the criteria, those that agree least first; rules without enough base at the end."""
    double = double_scored(audit.inside)
    if double.is_empty():
        return ()
    found = []
    for element in audit.criteria.elements:
        every = decided(audit, element, double)
        found += [
            _rule(audit, (element.name, element.title), rule, _seen(every, rule)) for rule in element.rules
        ]
    return tuple(sorted(found, key=_worst_first))


def rule_to_rewrite(rules: tuple[RuleAgreement, ...]) -> RuleAgreement | None:
    """The rule that agrees least, if its interval lies under what counts as reliable."""
    return next((one for one in rules if one.unclear == "clearly"), None)


def rule_excerpts(audit: Audit, one: RuleAgreement, most: int = 2) -> tuple[Excerpt, ...]:
    """What somebody marked for the rule where somebody else did not see it."""
    evidence = Evidence(audit)
    evidence.ask("apart", [(one.element, one.rule)], pl.Series(list(one.apart), dtype=pl.String))
    return evidence.read()["apart"][:most]


def _seen(every: Mapping[str, list[frozenset[Hashable]]], rule: Rule) -> Seen:
    """Interaction → for each evaluator to whom the element applied, whether the rule was seen."""
    applied = {
        interaction: [rule.id in one for one in made if NOT_APPLICABLE not in one]
        for interaction, made in every.items()
    }
    return {interaction: made for interaction, made in applied.items() if len(made) > 1}


def _rule(audit: Audit, element: tuple[str, str], rule: Rule, seen: Seen) -> RuleAgreement:
    pairs = [[a != b for a, b in combinations(made, 2)] for made in seen.values()]
    share = sum(sum(one) / len(one) for one in pairs) / len(pairs) if pairs else 0.0
    coefficient = _coefficient(audit, seen)
    return RuleAgreement(
        element=element[0],
        element_title=element[1],
        rule=rule.id,
        text=rule.text or rule.id,
        coefficient=coefficient,
        apart_share=share,
        unclear=_unclear(coefficient),
        apart=tuple(sorted(name for name, made in seen.items() if len(set(made)) > 1)),
    )


def _coefficient(audit: Audit, seen: Seen) -> Estimate:
    if len(seen) < LEAST_DOUBLE:
        return too_few(len(seen))
    columns = max(map(len, seen.values()))
    ratings = [[*map(int, made), *[None] * (columns - len(made))] for made in seen.values()]
    found = gwet_ac(ratings, confidence=audit.settings.confidence, categories=(0, 1))
    return found.with_(source="human", data_version=audit.snapshot.data_version)


def _unclear(coefficient: Estimate) -> str:
    if coefficient.value is None or coefficient.high is None or coefficient.value >= RELIABLE:
        return ""
    return "clearly" if coefficient.high < RELIABLE else "probably"


def _worst_first(one: RuleAgreement) -> tuple[float, str, str]:
    value = one.coefficient.value
    return (2.0 if value is None else value, one.element, one.rule)

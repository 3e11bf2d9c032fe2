"""What each element scores, what is lost in it, by which rules, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rapport.criteria import Criteria, Element, Rule
from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import by_groups, column_values, overall
from rapport.findings.best_quarter import team_gap
from rapport.findings.plain import ElementResult, GroupEstimate, RuleResult

ROW = "row number"


def element_results(audit: Audit) -> tuple[ElementResult, ...]:
    """Every element, the one with most points available first."""
    numbered = audit.rows.select("evaluation").with_row_index(ROW)
    fired = audit.fired.join(numbered, on="evaluation")
    lost = audit.lost.join(numbered, on="evaluation")
    found = [_result(audit, element, fired, lost) for element in audit.criteria.elements]
    return tuple(sorted(found, key=lambda one: -(one.points_available.value or 0.0)))


def _result(audit: Audit, element: Element, fired: pl.DataFrame, lost: pl.DataFrame) -> ElementResult:
    values = column_values(audit, f"element:{element.name}")
    available = column_values(audit, f"points_available:{element.name}")
    known = ~np.isnan(column_values(audit, "qci_before_criticals"))
    teams = by_groups(audit, values, ("team",))
    rules = _rules(audit, element, ~np.isnan(values), known, fired, lost)
    return ElementResult(
        element=element.name,
        title=element.title,
        factor=audit.criteria.factor_of[element.name],
        weight_share=weight_share(audit.criteria, element.name),
        score=overall(audit, values, scores=True),
        points_available=overall(audit, available, known),
        best_quarter_gap=team_gap(audit, values),
        rules=rules,
        by_team=tuple(GroupEstimate("team", group[0], one) for group, one in teams.items()),
        attributable_to=attribution(rules),
        model_answer=element.model_answer,
    )


def weight_share(criteria: Criteria, name: str) -> float:
    """The element's share of the QCI where everything applies and no clause matches."""
    total = sum(factor.weight for factor in criteria.factors)
    for factor in criteria.factors:
        for element in factor.elements:
            if element.name == name:
                inside = sum(each.weight for each in factor.elements)
                return factor.weight / total * element.weight / inside
    return 0.0


def attribution(rules: tuple[RuleResult, ...]) -> Mapping[str, float]:
    """Whose the lost points are, as shares of them."""
    total = sum(rule.points_lost for rule in rules)
    found: dict[str, float] = {}
    for rule in rules:
        if rule.points_lost > 0:
            found[rule.attributable_to] = found.get(rule.attributable_to, 0.0) + rule.points_lost / total
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _rules(
    audit: Audit,
    element: Element,
    applies: NDArray[np.bool_],
    known: NDArray[np.bool_],
    fired: pl.DataFrame,
    lost: pl.DataFrame,
) -> tuple[RuleResult, ...]:
    found = []
    for rule in element.rules:
        seen = _spread(fired, element, rule, audit.rows.height)
        cost = _spread(lost, element, rule, audit.rows.height)
        points = overall(audit, np.where(known, cost, np.nan)).value or 0.0
        found.append(
            RuleResult(
                element=element.name,
                rule=rule.id,
                text=rule.text or rule.id.replace("_", " "),
                points=rule.points,
                fired_share=overall(audit, (seen > 0).astype(float), applies, "share"),
                points_lost=points,
                attributable_to=rule.attributable_to,
                missed=rule.points > 0,
                example=rule.example,
                critical=rule.critical,
            )
        )
    return tuple(sorted(found, key=lambda one: -one.points_lost))


def _spread(long: pl.DataFrame, element: Element, rule: Rule, height: int) -> NDArray[np.float64]:
    """The values of one rule, one a row of the audit, 0 where there is none."""
    values = np.zeros(height)
    part = long.filter((pl.col("element") == element.name) & (pl.col("rule") == rule.id))
    values[part[ROW].to_numpy()] = part["value"].to_numpy()
    return values

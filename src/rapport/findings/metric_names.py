"""Names of metrics that evaluations have: what people type → the column and its unit."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.criteria import Criteria
from rapport.criteria.model import title_of

FIXED = {
    "qci": "Quality of customer interaction",
    "qci_before_criticals": "QCI before critical errors",
    "qci_agent": "QCI by the agent's own doing",
    "critical_error_free": "Free of critical errors",
}


@dataclass(frozen=True)
class AuditMetric:
    """`column` of the audit's rows; `title` for people; `unit` points (0–100) or share (0–1)."""

    name: str
    column: str
    title: str
    unit: str

    @property
    def is_score(self) -> bool:
        """Whether it is a score of 0–100, not a share nor a count of points that an element is worth."""
        return self.unit == "points" and not self.column.startswith("points_available:")


def audit_metric(name: str, criteria: Criteria) -> AuditMetric | None:
    """The metric of that name, or None when evaluations do not have it.

    Components, factors and elements are found by their plain names, in this order, and by
    `component:`, `factor:` and `element:` before it.
    """
    if name in FIXED:
        return AuditMetric(name, name, FIXED[name], "share" if name == "critical_error_free" else "points")
    if name.startswith("critical_error_free:"):
        kind = name.partition(":")[2]
        kinds = {rule.kind for element in criteria.elements for rule in element.rules if rule.critical}
        title = f"Free of critical errors ({kind})"
        return AuditMetric(name, name, title, "share") if kind in kinds else None
    for kind, known in (
        ("component", criteria.components),
        ("factor", {factor.name: factor for factor in criteria.factors}),
        ("element", {element.name: element for element in criteria.elements}),
    ):
        plain = name.removeprefix(f"{kind}:")
        if plain in known and (plain != name or ":" not in name):
            title = title_of(plain) if kind == "component" else criteria.titles[plain]
            return AuditMetric(name, f"{kind}:{plain}", title, "points")
    if name.startswith("points_available:") and name.partition(":")[2] in criteria.factor_of:
        return AuditMetric(name, name, f"Points available in {name.partition(':')[2]}", "points")
    return None


def audit_metric_names(criteria: Criteria) -> tuple[str, ...]:
    """What can be asked of an audit."""
    named = [*criteria.components, *(factor.name for factor in criteria.factors), *criteria.factor_of]
    return (*FIXED, *dict.fromkeys(named))

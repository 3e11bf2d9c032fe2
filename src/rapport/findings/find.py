"""An audit in, everything that an audience's report is cut from out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rapport.findings.agreement import agreement
from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import by_groups, column_values, overall
from rapport.findings.case_findings import case_findings
from rapport.findings.change_findings import change_findings
from rapport.findings.changes import changes
from rapport.findings.criticals import criticals, leads
from rapport.findings.differences import differences, element_contrasts, group_contrasts
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.element_results import element_results
from rapport.findings.excerpts import Evidence
from rapport.findings.gaps import gaps
from rapport.findings.load import metric_columns
from rapport.findings.measurement_findings import measurement_findings
from rapport.findings.metric_names import audit_metric
from rapport.findings.notes import notes
from rapport.findings.operation_summary import operation_summary
from rapport.findings.people import agents, severities
from rapport.findings.plain import Change, ElementResult, Finding, Findings, GroupEstimate
from rapport.findings.provenance import provenance
from rapport.findings.scored_interactions import scored_interactions
from rapport.findings.strengths import strengths
from rapport.findings.survey_summary import survey_summary
from rapport.findings.target import target
from rapport.findings.within_scale import within_scale
from rapport.measures import Estimate

SPLIT = ("team", "channel", "concern", "segment", "touchpoint", "language")
COMPARED = ("team", "channel", "concern")
MOST_GROUPS = 60
OWN_TREND = "qci_agent by month"


def find(audit: Audit, made_at: datetime | None = None, domain: Domain = EVERYTHING) -> Findings:
    """Everything the data of one audit carry, ranked.

    Parameters: `audit` from `load_audit`; `made_at` is now unless given; `domain` the same that the audit
    was loaded with, for what is told of answers and of interactions that nobody scored.

    Returns: Findings. Comparisons are reported only where false discoveries are controlled: groups
    against the rest (one family over all dimensions), elements by team (one family), changes since
    the audit before (the QCI alone, all else one family).
    """
    dimensions = _dimensions(audit)
    scores = _scores(audit)
    elements = element_results(audit)
    moved, agreed, severe = changes(audit), agreement(audit), severities(audit)
    found = Findings(
        provenance=provenance(audit, made_at or datetime.now(UTC), scores["qci"].method),
        scores=scores,
        titles=_titles(audit),
        factors=tuple(factor.name for factor in audit.criteria.factors),
        components=tuple(audit.criteria.components),
        elements=elements,
        groups={name: _groups(audit, "qci", name) for name in dimensions},
        component_groups=_component_groups(audit, dimensions),
        trend=_groups(audit, "qci", "month"),
        findings=_ranked(
            audit,
            elements,
            moved,
            dimensions,
            [*case_findings(audit.snapshot, audit.settings, domain), *measurement_findings(agreed, severe)],
        ),
        agreement=agreed,
        severity=severe,
        agents=agents(audit),
        changes=moved,
        target=target(audit, scores["qci"]),
        surveys=survey_summary(audit.snapshot, ("team", "channel", "month"), audit.settings, domain),
        operations=operation_summary(audit.snapshot, ("team", "channel", "month"), audit.settings, domain),
        rows=scored_interactions(audit),
        notes=notes(audit, moved),
        further={OWN_TREND: _groups(audit, "qci_agent", "month")},
    )
    return within_scale(found)


def _dimensions(audit: Audit) -> tuple[str, ...]:
    """Dimensions that split the audit, and into groups a reader can take in."""
    return tuple(name for name in SPLIT if 2 <= len(audit.grouped((name,))[1]) <= MOST_GROUPS)


def _scores(audit: Audit) -> dict[str, Estimate]:
    found = {}
    for column in metric_columns(audit.criteria):
        metric = audit_metric(column, audit.criteria)
        if metric is None or column.startswith("points_available:"):
            continue
        estimate = overall(audit, column_values(audit, column), unit=metric.unit, scores=True)
        found[column] = estimate
        if column.startswith(("component:", "factor:", "element:")):
            found.setdefault(column.partition(":")[2], estimate)
    return found


def _titles(audit: Audit) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in metric_columns(audit.criteria):
        metric = audit_metric(column, audit.criteria)
        if metric is not None and not column.startswith("points_available:"):
            found[column] = metric.title
            found.setdefault(
                column.partition(":")[2] if not column.startswith("critical") else column, metric.title
            )
    return found


def _groups(audit: Audit, column: str, dimension: str) -> tuple[GroupEstimate, ...]:
    found = by_groups(audit, column_values(audit, column), (dimension,))
    return tuple(GroupEstimate(dimension, group[0], one) for group, one in found.items())


def _component_groups(audit: Audit, dimensions: tuple[str, ...]) -> dict[tuple[str, str], Any]:
    columns = [name for name in metric_columns(audit.criteria) if name.startswith(("component:", "factor:"))]
    found: dict[tuple[str, str], Any] = {}
    for column in columns:
        for dimension in dimensions:
            found.setdefault((column.partition(":")[2], dimension), _groups(audit, column, dimension))
    return found


def _ranked(
    audit: Audit,
    elements: tuple[ElementResult, ...],
    moved: tuple[Change, ...],
    dimensions: tuple[str, ...],
    others: list[Finding],
) -> tuple[Finding, ...]:
    """Critical errors that lead, gaps by worth, rarer critical errors, groups apart, changes, root causes of
    cases, the scoring itself, strengths."""
    if audit.inside.is_empty():
        return ()
    evidence = Evidence(audit)
    apart = element_contrasts(audit, [name for name in COMPARED if name in dimensions])
    errors = criticals(audit, elements, evidence)
    listed = [
        *(one for one in errors if leads(audit, one)),
        *gaps(audit, elements, apart, evidence),
        *(one for one in errors if not leads(audit, one)),
        *differences(audit, group_contrasts(audit, dimensions), elements),
        *change_findings(moved, elements),
        *others,
        *strengths(audit, elements, apart, evidence),
    ]
    excerpts = evidence.read()
    return tuple(_with(finding, excerpts.get(finding.key, ())) for finding in listed)


def _with(finding: Finding, excerpts: tuple[Any, ...]) -> Finding:
    return Finding(**{**vars(finding), "excerpts": excerpts}) if excerpts else finding

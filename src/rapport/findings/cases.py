"""What became of cases: from the events that closed cases leave in the warehouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.findings.audit_estimates import suppressed
from rapport.findings.dimensions import COLUMNS, KNOWN, TIMES, canonical
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.metric_result import MetricResult, result
from rapport.findings.questions.case_counts import case_counts, case_rows
from rapport.home.settings import Settings
from rapport.measures import Estimate, proportion
from rapport.records.errors import InputError

OF_CASES = ("root_cause", "top_cause", "case_kind", "urgency", "resolution")


@dataclass(frozen=True)
class CaseMetric:
    """`attribute` of a closed case that is yes or no; where it is neither it is `missing`."""

    name: str
    attribute: str
    title: str
    missing: str
    definition: str


CASE_METRICS = {
    metric.name: metric
    for metric in (
        CaseMetric("recovered", "recovered", "Customers who recovered", "not answered", "recovered@1"),
        CaseMetric("justified", "justified", "Cases that were no false alarm", "not judged", "justified@1"),
        CaseMetric("closed_in_time", "in_time", "Cases closed in time", "not known", "closed_in_time@1"),
    )
}


def case_estimates(
    snapshot: Any,
    name: str,
    by: Sequence[str],
    where: Mapping[str, str],
    settings: Settings,
    domain: Domain = EVERYTHING,
) -> list[MetricResult]:
    """The metric of every group of closed cases. Who has not answered is left out and counted: nobody is
    taken for recovered, or for not."""
    metric, by = CASE_METRICS[name], check(by)
    check(where)
    found = []
    counted = case_counts(snapshot, metric.attribute, by, where, settings.time_zone, domain)
    for group, (yes, no, missing) in sorted(counted.items()):
        estimate = proportion(yes, yes + no, settings.confidence).with_(
            source="survey" if name == "recovered" else "human",
            definition=metric.definition,
            data_version=snapshot.data_version,
            excluded={metric.missing: missing} if missing else {},
        )
        if by or where or not domain.everything:
            estimate = suppressed(estimate, settings.minimum_base)
        found.append(result(name, by, group, estimate))
    if found:
        return found
    because = "no case was closed"
    empty = Estimate(None, undefined_because=because, confidence=settings.confidence, unit="share")
    return [result(name, (), (), empty.with_(data_version=snapshot.data_version))]


def case_metric_rows(
    snapshot: Any, name: str, by: Sequence[str], where: Mapping[str, str], settings: Settings
) -> list[dict[str, Any]]:
    """Every closed case behind the metric."""
    by = check(by)
    check(where)
    return case_rows(snapshot, CASE_METRICS[name].attribute, by, where, settings.time_zone)


def check(names: Sequence[str] | Mapping[str, str]) -> tuple[str, ...]:
    """The canonical names. Raises InputError for one that cases cannot be split by."""
    found = tuple(canonical(name) for name in names)
    for name in found:
        if name not in (*COLUMNS, *TIMES, *OF_CASES, "segment"):
            known = ", ".join((*KNOWN, *OF_CASES))
            raise InputError(f"Cases cannot be split by {name!r}", name, f"Known are {known}.")
    return found

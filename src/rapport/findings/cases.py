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


CAUSE = "root_cause:"
"""Stands before the name of a root cause: the share of cases that name it or one below it."""


@dataclass(frozen=True)
class CaseMetric:
    """`attribute` of a closed case that is yes or no; where it is neither it is `missing`. With a `cause`:
    whether the case names that root cause or one below it, of those that were no false alarm."""

    name: str
    attribute: str
    title: str
    missing: str
    definition: str
    cause: str = ""


CASE_METRICS = {
    metric.name: metric
    for metric in (
        CaseMetric("recovered", "recovered", "Customers who recovered", "not answered", "recovered@1"),
        CaseMetric("justified", "justified", "Cases that were no false alarm", "not judged", "justified@1"),
        CaseMetric("closed_in_time", "in_time", "Cases closed in time", "not known", "closed_in_time@1"),
    )
}


def case_metric(name: str) -> CaseMetric | None:
    """The metric of that name, also `root_cause:` with the name of one; None for any other."""
    cause = name.removeprefix(CAUSE) if name.startswith(CAUSE) else ""
    if not cause:
        return CASE_METRICS.get(name)
    title = f"Cases because of {cause}"
    return CaseMetric(name, "root_cause", title, "false alarm", "root_cause_share@1", cause)


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
    metric, by = _named(name), check(by)
    check(where)
    found = []
    counted = case_counts(
        snapshot, metric.attribute, by, where, settings.time_zone, domain, cause=metric.cause
    )
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
    because = f"no case was closed of which {' and '.join(by)} is known" if by else "no case was closed"
    empty = Estimate(None, undefined_because=because, confidence=settings.confidence, unit="share")
    return [result(name, (), (), empty.with_(data_version=snapshot.data_version))]


def case_metric_rows(
    snapshot: Any, name: str, by: Sequence[str], where: Mapping[str, str], settings: Settings
) -> list[dict[str, Any]]:
    """Every closed case behind the metric."""
    by = check(by)
    check(where)
    metric = _named(name)
    return case_rows(snapshot, metric.attribute, by, where, settings.time_zone, cause=metric.cause)


def _named(name: str) -> CaseMetric:
    found = case_metric(name)
    if found is None:
        raise InputError(
            f"There is no metric {name!r} of cases", None, f"There are: {', '.join(CASE_METRICS)}."
        )
    return found


def check(names: Sequence[str] | Mapping[str, str]) -> tuple[str, ...]:
    """The canonical names. Raises InputError for one that cases cannot be split by."""
    found = tuple(canonical(name) for name in names)
    for name in found:
        if name not in (*COLUMNS, *TIMES, *OF_CASES, "segment"):
            known = ", ".join((*KNOWN, *OF_CASES))
            raise InputError(f"Cases cannot be split by {name!r}", name, f"Known are {known}.")
    return found

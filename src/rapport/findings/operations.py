"""Operational facts of interactions: measured on all of them, summed by the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scipy import special

from rapport.findings.audit_estimates import suppressed
from rapport.findings.dimensions import check_dimensions
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.metric_result import MetricResult, result
from rapport.findings.questions.rows_behind import interaction_rows
from rapport.findings.questions.sums import Sums, sums
from rapport.home.settings import Settings
from rapport.measures import Estimate, proportion


@dataclass(frozen=True)
class OperationMetric:
    """`column` of interactions; a share when `yes_no`."""

    name: str
    column: str
    title: str
    unit: str
    yes_no: bool = False


OPERATION_METRICS = {
    metric.name: metric
    for metric in (
        OperationMetric("handle_s", "handle_s", "Handle time", "seconds"),
        OperationMetric("first_reply_s", "first_reply_s", "First reply", "seconds"),
        OperationMetric("mean_reply_s", "mean_reply_s", "Reply time on average", "seconds"),
        OperationMetric("longest_wait_s", "longest_wait_s", "Longest wait", "seconds"),
        OperationMetric("turn_count", "turn_count", "Turns", "turns"),
        OperationMetric("abandoned", "abandoned", "Abandoned", "share", yes_no=True),
    )
}


def operation_estimates(
    snapshot: Any,
    name: str,
    by: Sequence[str],
    where: Mapping[str, str],
    settings: Settings,
    domain: Domain = EVERYTHING,
) -> list[MetricResult]:
    """The metric of every group, over all interactions that were imported.

    The interval treats them as a sample of what the same service would do another time: every
    interaction is measured, so nothing else is uncertain.
    """
    return operations_estimates(snapshot, (name,), by, where, settings, domain)[name]


def operations_estimates(
    snapshot: Any,
    names: Sequence[str],
    by: Sequence[str],
    where: Mapping[str, str],
    settings: Settings,
    domain: Domain = EVERYTHING,
) -> dict[str, list[MetricResult]]:
    """Several of them in one pass over the interactions."""
    by = check_dimensions(snapshot, by)
    check_dimensions(snapshot, where)
    columns = [OPERATION_METRICS[name].column for name in names]
    counted = sums(snapshot, columns, by, where, settings.time_zone, domain)
    found: dict[str, list[MetricResult]] = {name: [] for name in names}
    for group, every in counted.items():
        if any(value is None for value in group):
            continue
        for name, one in zip(names, every, strict=True):
            estimate = finish(OPERATION_METRICS[name], one, settings)
            estimate = estimate.with_(data_version=snapshot.data_version)
            if by or where or not domain.everything:
                estimate = suppressed(estimate, settings.minimum_base)
            found[name].append(result(name, tuple(by), tuple(map(str, group)), estimate))
    return {name: sorted(lines, key=lambda line: line.group or "") for name, lines in found.items()}


def finish(metric: OperationMetric, known: Sums, settings: Settings) -> Estimate:
    """The estimate from the sums of one group."""
    n, mean = known.n, known.mean
    gone = {"not measured": known.rows - n} if known.rows > n else {}
    facts: dict[str, Any] = {
        "unit": metric.unit, "confidence": settings.confidence, "base": n, "excluded": gone,
        "source": "operational", "definition": f"{metric.name}@1",
    }  # fmt: skip
    if not n:
        return Estimate(None, undefined_because="nothing was measured", **facts)
    if metric.yes_no:
        return proportion(round(mean * n), n, settings.confidence).with_(**facts)
    if n < 2:
        return Estimate(mean, method="one interaction has no interval", **facts)
    error = (known.squares / (n - 1) / n) ** 0.5
    reach = float(special.stdtrit(n - 1, (1 + settings.confidence) / 2)) * error
    return Estimate(
        mean, mean - reach, mean + reach, standard_error=error, degrees_of_freedom=float(n - 1),
        method="mean of all interactions; Student t", **facts,
    )  # fmt: skip


def operation_rows(
    snapshot: Any, name: str, by: Sequence[str], where: Mapping[str, str], settings: Settings
) -> list[dict[str, Any]]:
    """Every interaction behind the metric."""
    by, column = check_dimensions(snapshot, by), OPERATION_METRICS[name].column
    return interaction_rows(snapshot, column, by, where, settings.time_zone)

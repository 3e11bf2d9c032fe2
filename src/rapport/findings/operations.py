"""Operational facts of interactions: measured on all of them, summed by the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scipy import special

from rapport.findings.audit_estimates import suppressed
from rapport.findings.dimensions import check_dimensions, expression, needs_customer
from rapport.findings.metric_result import MetricResult, result
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
    snapshot: Any, name: str, by: Sequence[str], where: Mapping[str, str], settings: Settings
) -> list[MetricResult]:
    """The metric of every group, over all interactions that were imported.

    The interval treats them as a sample of what the same service would do another time: every
    interaction is measured, so nothing else is uncertain.
    """
    return operations_estimates(snapshot, (name,), by, where, settings)[name]


def operations_estimates(
    snapshot: Any, names: Sequence[str], by: Sequence[str], where: Mapping[str, str], settings: Settings
) -> dict[str, list[MetricResult]]:
    """Several of them in one pass over the interactions."""
    by = check_dimensions(snapshot, by)
    check_dimensions(snapshot, where)
    rows = snapshot.sql(_query(names, by, where, settings), list(where.values()) or None).to_pylist()
    found: dict[str, list[MetricResult]] = {name: [] for name in names}
    for row in rows:
        group = tuple(row[f"g{index}"] for index in range(len(by)))
        if any(value is None for value in group):
            continue
        for index, name in enumerate(names):
            estimate = finish(OPERATION_METRICS[name], row, index, settings)
            estimate = estimate.with_(data_version=snapshot.data_version)
            if by or where:
                estimate = suppressed(estimate, settings.minimum_base)
            found[name].append(result(name, tuple(by), tuple(map(str, group)), estimate))
    return {name: sorted(lines, key=lambda line: line.group or "") for name, lines in found.items()}


def _query(names: Sequence[str], by: Sequence[str], where: Mapping[str, str], settings: Settings) -> str:
    zone = settings.time_zone
    split = "".join(f", {expression(name, zone)} AS g{index}" for index, name in enumerate(by))
    join = " LEFT JOIN customers c USING (customer_id)" if needs_customer((*by, *where)) else ""
    kept = " AND ".join(f"{expression(name, zone)} = ?" for name in where) or "true"
    return f"SELECT count(*) AS n, {sums(names)} {split} FROM interactions i{join} WHERE {kept} GROUP BY ALL"


def sums(names: Sequence[str]) -> str:
    """SQL for the count, mean and variance of every metric: all that its estimate needs."""
    columns = [f"i.{OPERATION_METRICS[name].column}::DOUBLE" for name in names]
    return ", ".join(
        f"count({column}) AS n{index}, avg({column}) AS m{index}, var_samp({column}) AS v{index}"
        for index, column in enumerate(columns)
    )


def finish(metric: OperationMetric, row: Mapping[str, Any], index: int, settings: Settings) -> Estimate:
    """The estimate from the sums of one group."""
    n, mean, variance = row[f"n{index}"], row[f"m{index}"], row[f"v{index}"]
    gone = {"not measured": row["n"] - n} if row["n"] > n else {}
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
    error = (variance / n) ** 0.5
    reach = float(special.stdtrit(n - 1, (1 + settings.confidence) / 2)) * error
    return Estimate(
        mean, mean - reach, mean + reach, standard_error=error, degrees_of_freedom=float(n - 1),
        method="mean of all interactions; Student t", **facts,
    )  # fmt: skip


def operation_rows(
    snapshot: Any, name: str, by: Sequence[str], where: Mapping[str, str], settings: Settings
) -> list[dict[str, Any]]:
    """Every interaction behind the metric."""
    by, zone = check_dimensions(snapshot, by), settings.time_zone
    split = "".join(f', {expression(each, zone)} AS "{each.replace(chr(34), chr(34) * 2)}"' for each in by)
    join = " LEFT JOIN customers c USING (customer_id)" if needs_customer((*by, *where)) else ""
    kept = " AND ".join(f"{expression(each, zone)} = ?" for each in where) or "true"
    query = f"""
    SELECT i.interaction_id, i.started_at, i.{OPERATION_METRICS[name].column} AS value {split}
    FROM interactions i{join} WHERE {kept} ORDER BY i.interaction_id
    """
    rows: list[dict[str, Any]] = snapshot.sql(query, list(where.values()) or None).to_pylist()
    return rows

"""All operational facts of a report in one pass over the interactions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.findings.audit_estimates import suppressed
from rapport.findings.dimensions import expression, needs_customer
from rapport.findings.operations import OPERATION_METRICS, finish, sums
from rapport.findings.plain import GroupEstimate, SurveyResult
from rapport.home.settings import Settings

SHOWN = ("first_reply_s", "mean_reply_s", "longest_wait_s", "handle_s", "abandoned")


def operation_summary(
    snapshot: Any, dimensions: Sequence[str], settings: Settings
) -> tuple[SurveyResult, ...]:
    """Reply, wait and handle times and the abandoned share, overall and by each dimension."""
    names = ", ".join(f"g{index}" for index in range(len(dimensions)))
    split = "".join(
        f", {expression(name, settings.time_zone)} AS g{index}" for index, name in enumerate(dimensions)
    )
    join = " LEFT JOIN customers c USING (customer_id)" if needs_customer(dimensions) else ""
    sets = ", ".join(["()", *(f"(g{index})" for index in range(len(dimensions)))])
    which = f"grouping({names})" if dimensions else "0"
    facts = ", ".join(f"i.{OPERATION_METRICS[name].column}" for name in SHOWN)
    query = f"""
    SELECT count(*) AS n, {which} AS level, {sums(SHOWN)} {"," if names else ""} {names}
    FROM (SELECT {facts} {split} FROM interactions i{join}) i GROUP BY GROUPING SETS ({sets})
    """
    rows = snapshot.sql(query).to_pylist()
    return tuple(
        _result(snapshot, name, index, rows, dimensions, settings) for index, name in enumerate(SHOWN)
    )


def _result(
    snapshot: Any,
    name: str,
    index: int,
    rows: list[dict[str, Any]],
    dimensions: Sequence[str],
    settings: Settings,
) -> SurveyResult:
    metric, count = OPERATION_METRICS[name], len(dimensions)
    everything = 2**count - 1
    whole = next(row for row in rows if row["level"] == everything)
    groups = []
    for place, dimension in enumerate(dimensions):
        level = everything - 2 ** (count - 1 - place)
        mine = [row for row in rows if row["level"] == level and row[f"g{place}"] is not None]
        for row in sorted(mine, key=lambda row: str(row[f"g{place}"])):
            one = finish(metric, row, index, settings).with_(data_version=snapshot.data_version)
            groups.append(
                GroupEstimate(dimension, str(row[f"g{place}"]), suppressed(one, settings.minimum_base))
            )
    estimate = finish(metric, whole, index, settings).with_(data_version=snapshot.data_version)
    return SurveyResult(name, metric.title, estimate, tuple(groups))

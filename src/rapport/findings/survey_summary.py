"""All survey metrics of a report in one pass over the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.findings.audit_estimates import suppressed
from rapport.findings.plain import GroupEstimate, SurveyResult
from rapport.findings.survey import KIND, SCALES, SURVEY_METRICS, SurveyMetric, finish, source, split
from rapport.home.settings import Settings
from rapport.measures import Scale

Row = dict[str, Any]


def survey_summary(snapshot: Any, dimensions: Sequence[str], settings: Settings) -> tuple[SurveyResult, ...]:
    """Every survey metric that has answers, overall and by each dimension.

    Different scales, and answers about the relationship and about one interaction, stay apart: each
    is a result of its own whose title says so.
    """
    kinds: dict[tuple[Any, ...], list[Row]] = {}
    for row in _counted(snapshot, dimensions, settings):
        kinds.setdefault((row["item_type"], row["low"], row["high"], row["better"], row["about"]), []).append(
            row
        )
    found = []
    for metric in SURVEY_METRICS.values():
        mine = {kind: rows for kind, rows in kinds.items() if kind[0] == metric.item_type}
        for kind, rows in sorted(mine.items(), key=lambda item: -sum(row["n"] for row in item[1])):
            title = metric.title + (f" ({kind[4]}, {kind[1]:g} to {kind[2]:g})" if len(mine) > 1 else "")
            scale = Scale(*kind[1:4])
            whole = finish(snapshot, metric, scale, _histogram(rows), settings)
            groups = _groups(snapshot, metric, scale, rows, dimensions, settings)
            found.append(SurveyResult(metric.name, title, whole, groups))
    return tuple(found)


def _counted(snapshot: Any, dimensions: Sequence[str], settings: Settings) -> list[Row]:
    types = ", ".join(f"'{name}'" for name in SCALES)
    low = " ".join(f"WHEN '{name}' THEN {scale[0]}" for name, scale in SCALES.items())
    high = " ".join(f"WHEN '{name}' THEN {scale[1]}" for name, scale in SCALES.items())
    groups = "".join(f", {split(name, settings)} AS g{index}" for index, name in enumerate(dimensions))
    query = f"""
    SELECT a.item_type, coalesce(a.scale_min, CASE a.item_type {low} END) AS low,
           coalesce(a.scale_max, CASE a.item_type {high} END) AS high,
           coalesce(a.higher_is_better, true) AS better, {KIND} AS about, a.number, count(*) AS n {groups}
    FROM {source(dimensions, {})} WHERE a.item_type IN ({types}) AND a.number IS NOT NULL GROUP BY ALL
    """
    rows: list[Row] = snapshot.sql(query).to_pylist()
    return rows


def _histogram(rows: Sequence[Row]) -> list[tuple[float, int]]:
    return [(row["number"], row["n"]) for row in rows]


def _groups(
    snapshot: Any,
    metric: SurveyMetric,
    scale: Scale,
    rows: list[Row],
    dimensions: Sequence[str],
    settings: Settings,
) -> tuple[GroupEstimate, ...]:
    found = []
    for index, dimension in enumerate(dimensions):
        parts: dict[str, list[Row]] = {}
        for row in rows:
            if row[f"g{index}"] is not None:
                parts.setdefault(row[f"g{index}"], []).append(row)
        for group, part in sorted(parts.items()):
            one = finish(snapshot, metric, scale, _histogram(part), settings)
            found.append(GroupEstimate(dimension, group, suppressed(one, settings.minimum_base)))
    return tuple(found)

"""Survey metrics from the answers table: the engine counts answers by group, measures do the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.findings.audit_estimates import suppressed
from rapport.findings.dimensions import TIMES, check_dimensions, expression, needs_customer
from rapport.findings.metric_result import MetricResult, result
from rapport.home.settings import Settings
from rapport.measures import Estimate, Scale, ces, ces_share, csat, nps, psat
from rapport.records.errors import InputError

Groups = dict[tuple[str, ...], list[tuple[float, int]]]


@dataclass(frozen=True)
class SurveyMetric:
    """`item_type` of the answers it is made of; `of` finishes numbers on a scale into an Estimate."""

    name: str
    item_type: str
    title: str
    of: Callable[[Any, Scale, float], Estimate]


SURVEY_METRICS = {
    metric.name: metric
    for metric in (
        SurveyMetric("nps", "nps", "Net promoter score", lambda a, _, c: nps(a, confidence=c)),
        SurveyMetric("csat", "csat", "Customer satisfaction", lambda a, s, c: csat(a, s, confidence=c)),
        SurveyMetric("ces", "ces", "Customer effort score", lambda a, s, c: ces(a, s, confidence=c)),
        SurveyMetric("ces_share", "ces", "Found it easy", lambda a, s, c: ces_share(a, s, confidence=c)),
        SurveyMetric("psat", "psat", "Product satisfaction", lambda a, s, c: psat(a, s, confidence=c)),
    )
}
SCALES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0), "psat": (1.0, 5.0)}
KIND = "CASE WHEN a.interaction_id IS NULL THEN 'relationship' ELSE 'transactional' END"


def survey_estimates(
    snapshot: Any, name: str, by: Sequence[str], where: Mapping[str, str], settings: Settings
) -> list[MetricResult]:
    """The metric of every group.

    Answers on different scales, and answers about the relationship and about one interaction, are
    never pooled: where there are several, each has its own lines, the most answered first.
    """
    metric = SURVEY_METRICS[name]
    by = check_dimensions(snapshot, by)
    check_dimensions(snapshot, where)
    counted = _counted(snapshot, metric, by, where, settings)
    kinds = sorted(counted, key=lambda kind: -sum(n for group in counted[kind].values() for _, n in group))
    found = []
    for kind in kinds:
        low, high, better, _ = kind
        apart = _apart(kinds, kind)
        for group, histogram in sorted(counted[kind].items()):
            estimate = finish(snapshot, metric, Scale(low, high, better), histogram, settings)
            if by or where:
                estimate = suppressed(estimate, settings.minimum_base)
            found.append(result(name, (*by, *apart), (*group, *apart.values()), estimate))
    return found or [_nothing(snapshot, metric, settings)]


def finish(
    snapshot: Any,
    metric: SurveyMetric,
    scale: Scale,
    histogram: Sequence[tuple[float, int]],
    settings: Settings,
) -> Estimate:
    """The estimate of counted answers. What cannot be an answer on the scale is left out and counted."""
    kept = [(value, n) for value, n in histogram if _possible(metric, scale, value)]
    broken = sum(n for _, n in histogram) - sum(n for _, n in kept)
    found = metric.of(spread(kept), scale, settings.confidence)
    excluded = {**found.excluded, "not on the scale": broken} if broken else found.excluded
    return found.with_(source="survey", data_version=snapshot.data_version, excluded=excluded)


def _possible(metric: SurveyMetric, scale: Scale, value: float) -> bool:
    return scale.min <= value <= scale.max and (metric.name != "nps" or value == int(value))


def spread(histogram: Sequence[tuple[float, int]]) -> NDArray[np.float64]:
    """Counted answers as single answers again, in order."""
    ordered = sorted(histogram)
    return np.repeat([float(value) for value, _ in ordered], [count for _, count in ordered])


def _apart(kinds: Sequence[Any], kind: Any) -> dict[str, str]:
    """What keeps this kind of answers from the others."""
    apart = {}
    if len({one[3] for one in kinds}) > 1:
        apart["about"] = kind[3]
    if len({one[:3] for one in kinds}) > 1:
        apart["scale"] = f"{kind[0]:g}–{kind[1]:g}{'' if kind[2] else ' flipped'}"
    return apart


def _nothing(snapshot: Any, metric: SurveyMetric, settings: Settings) -> MetricResult:
    because = f"there are no answers of type {metric.item_type}"
    empty = Estimate(None, undefined_because=because, confidence=settings.confidence, source="survey")
    return result(metric.name, (), (), empty.with_(data_version=snapshot.data_version))


def _counted(
    snapshot: Any, metric: SurveyMetric, by: Sequence[str], where: Mapping[str, str], settings: Settings
) -> dict[tuple[float, float, bool, str], Groups]:
    """(scale, direction, about what) → group → [(answer, how many)]."""
    keys = ", ".join(f"g{index}" for index in range(len(by)))
    columns = "".join(f", {split(name, settings)} AS g{index}" for index, name in enumerate(by))
    low, high = SCALES[metric.item_type]
    query = f"""
    SELECT coalesce(a.scale_min, {low}) AS low, coalesce(a.scale_max, {high}) AS high,
           coalesce(a.higher_is_better, true) AS better, {KIND} AS about, a.number, count(*) AS n {columns}
    FROM {source(by, where)} WHERE {conditions(metric.item_type, where, settings)} AND a.number IS NOT NULL
    GROUP BY ALL
    """
    found: dict[tuple[float, float, bool, str], Groups] = {}
    for row in snapshot.sql(query, list(where.values()) or None).to_pylist():
        group = tuple(row[key] for key in keys.split(", ")) if by else ()
        if any(value is None for value in group):
            continue
        kind = (row["low"], row["high"], row["better"], row["about"])
        histogram = found.setdefault(kind, {}).setdefault(tuple(map(str, group)), [])
        histogram.append((row["number"], row["n"]))
    return found


def source(by: Sequence[str], where: Mapping[str, str]) -> str:
    """Answers with the interactions and customers their dimensions need."""
    named = (*by, *where)
    joined = "answers a"
    if any(name not in TIMES and name != "segment" for name in named):
        joined += " LEFT JOIN interactions i USING (interaction_id)"
    if needs_customer(named):
        joined += " LEFT JOIN customers c ON c.customer_id = a.customer_id"
    return joined


def conditions(item_type: str, where: Mapping[str, str], settings: Settings) -> str:
    """What an answer must fulfil; the values of `where` are parameters, in its order."""
    kept = [f"a.item_type = '{item_type}'", *(f"{split(name, settings)} = ?" for name in where)]
    return " AND ".join(kept)


def split(name: str, settings: Settings) -> str:
    if name in TIMES:
        return expression(name, settings.time_zone, "a.answered_at")
    if name in ("channel", "touchpoint", "language"):
        return f"coalesce(i.{name}, a.{name})"
    return expression(name, settings.time_zone)


def survey_rows(
    snapshot: Any, name: str, by: Sequence[str], where: Mapping[str, str], settings: Settings
) -> list[dict[str, Any]]:
    """Every answer behind the metric."""
    if name not in SURVEY_METRICS:
        raise InputError(f"{name!r} is no survey metric", None, f"There are {', '.join(SURVEY_METRICS)}.")
    by = check_dimensions(snapshot, by)
    columns = "".join(f', {split(each, settings)} AS "{each.replace(chr(34), chr(34) * 2)}"' for each in by)
    query = f"""
    SELECT a.answer_id, a.submission_id, a.item, a.interaction_id, a.customer_id, a.number AS value,
           a.answered_at {columns}
    FROM {source(by, where)} WHERE {conditions(SURVEY_METRICS[name].item_type, where, settings)}
    ORDER BY a.answer_id
    """
    rows: list[dict[str, Any]] = snapshot.sql(query, list(where.values()) or None).to_pylist()
    return rows

"""Survey metrics from the answers table: the engine counts answers by group, measures do the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.findings.audit_estimates import suppressed
from rapport.findings.dimensions import check_dimensions
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.metric_result import MetricResult, result
from rapport.findings.questions.answer_counts import AnswerKind, answer_counts
from rapport.findings.questions.rows_behind import answer_rows
from rapport.home.settings import Settings
from rapport.measures import Estimate, Scale, ces, ces_share, csat, nps, psat
from rapport.records.errors import InputError

Histogram = Sequence[tuple[float | None, int]]
Groups = dict[tuple[str, ...], list[tuple[float | None, int]]]


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


def survey_estimates(
    snapshot: Any,
    name: str,
    by: Sequence[str],
    where: Mapping[str, str],
    settings: Settings,
    domain: Domain = EVERYTHING,
) -> list[MetricResult]:
    """The metric of every group.

    Answers on different scales, and answers about the relationship and about one interaction, are
    never pooled: where there are several, each has its own lines, the most answered first.
    """
    metric = SURVEY_METRICS[name]
    by = check_dimensions(snapshot, by)
    check_dimensions(snapshot, where)
    counted = _counted(snapshot, metric, by, where, settings, domain)
    kinds = sorted(counted, key=lambda kind: -sum(n for group in counted[kind].values() for _, n in group))
    found = []
    for kind in kinds:
        scale = Scale(kind.low, kind.high, kind.better)
        apart = _apart(kinds, kind)
        for group, histogram in sorted(counted[kind].items()):
            if not any(value is not None for value, _ in histogram):
                continue
            estimate = finish(snapshot, metric, scale, histogram, settings)
            if by or where or not domain.everything:
                estimate = suppressed(estimate, settings.minimum_base)
            found.append(result(name, (*by, *apart), (*group, *apart.values()), estimate))
    return found or [_nothing(snapshot, metric, settings)]


def finish(
    snapshot: Any,
    metric: SurveyMetric,
    scale: Scale,
    histogram: Histogram,
    settings: Settings,
) -> Estimate:
    """The estimate of counted answers. What was left open, and what cannot be an answer on the scale, is
    left out and counted."""
    given = [(value, n) for value, n in histogram if value is not None]
    kept = [(value, n) for value, n in given if _possible(metric, scale, value)]
    counts = {
        "no answer": sum(n for value, n in histogram if value is None),
        "not on the scale": sum(n for _, n in given) - sum(n for _, n in kept),
    }
    found = metric.of(spread(kept), scale, settings.confidence)
    excluded = {**found.excluded, **{reason: n for reason, n in counts.items() if n}}
    return found.with_(source="survey", data_version=snapshot.data_version, excluded=excluded)


def _possible(metric: SurveyMetric, scale: Scale, value: float) -> bool:
    return scale.min <= value <= scale.max and (metric.name != "nps" or value == int(value))


def spread(histogram: Sequence[tuple[float, int]]) -> NDArray[np.float64]:
    """Counted answers as single answers again, in order."""
    ordered = sorted(histogram)
    return np.repeat([float(value) for value, _ in ordered], [count for _, count in ordered])


def _apart(kinds: Sequence[AnswerKind], kind: AnswerKind) -> dict[str, str]:
    """What keeps this kind of answers from the others."""
    apart = {}
    if len({one.about for one in kinds}) > 1:
        apart["about"] = kind.about
    if len({(one.low, one.high, one.better) for one in kinds}) > 1:
        apart["scale"] = f"{kind.low:g}–{kind.high:g}{'' if kind.better else ' flipped'}"
    return apart


def _nothing(snapshot: Any, metric: SurveyMetric, settings: Settings) -> MetricResult:
    because = f"there are no answers of type {metric.item_type}"
    empty = Estimate(None, undefined_because=because, confidence=settings.confidence, source="survey")
    return result(metric.name, (), (), empty.with_(data_version=snapshot.data_version))


def _counted(
    snapshot: Any,
    metric: SurveyMetric,
    by: Sequence[str],
    where: Mapping[str, str],
    settings: Settings,
    domain: Domain,
) -> dict[AnswerKind, Groups]:
    """Kind of answers → group → [(answer, how many)]."""
    found: dict[AnswerKind, Groups] = {}
    for one in answer_counts(snapshot, (metric.item_type,), by, where, settings.time_zone, domain):
        if not any(value is None for value in one.group):
            group = tuple(map(str, one.group))
            found.setdefault(one.kind, {}).setdefault(group, []).append((one.number, one.n))
    return found


def survey_rows(
    snapshot: Any, name: str, by: Sequence[str], where: Mapping[str, str], settings: Settings
) -> list[dict[str, Any]]:
    """Every answer behind the metric."""
    if name not in SURVEY_METRICS:
        raise InputError(f"{name!r} is no survey metric", None, f"There are {', '.join(SURVEY_METRICS)}.")
    by = check_dimensions(snapshot, by)
    return answer_rows(snapshot, SURVEY_METRICS[name].item_type, by, where, settings.time_zone)

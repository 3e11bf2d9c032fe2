"""All survey metrics of a report in one pass over the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rapport.findings.audit_estimates import suppressed
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.plain import GroupEstimate, SurveyResult
from rapport.findings.questions.answer_counts import SCALES, AnswerCount, AnswerKind, answer_counts
from rapport.findings.survey import SURVEY_METRICS, SurveyMetric, finish
from rapport.home.settings import Settings
from rapport.measures import Estimate, Scale


def survey_summary(
    snapshot: Any, dimensions: Sequence[str], settings: Settings, domain: Domain = EVERYTHING
) -> tuple[SurveyResult, ...]:
    """Every survey metric that has answers, overall and by each dimension.

    Different scales, and answers about the relationship and about one interaction, stay apart: each
    is a result of its own whose title says so.
    """
    kinds: dict[AnswerKind, list[AnswerCount]] = {}
    for one in answer_counts(snapshot, tuple(SCALES), dimensions, {}, settings.time_zone, domain):
        kinds.setdefault(one.kind, []).append(one)
    found = []
    for metric in SURVEY_METRICS.values():
        mine = {kind: rows for kind, rows in kinds.items() if kind.item_type == metric.item_type}
        for kind, rows in sorted(mine.items(), key=lambda item: -sum(row.n for row in item[1])):
            apart = f" ({kind.about}, {kind.low:g} to {kind.high:g})" if len(mine) > 1 else ""
            whole = _estimate(snapshot, metric, kind, rows, settings)
            if not domain.everything:
                whole = suppressed(whole, settings.minimum_base)
            groups = _groups(snapshot, metric, kind, rows, dimensions, settings)
            found.append(SurveyResult(metric.name, metric.title + apart, whole, groups))
    return tuple(found)


def _estimate(
    snapshot: Any, metric: SurveyMetric, kind: AnswerKind, rows: Iterable[AnswerCount], settings: Settings
) -> Estimate:
    counts: dict[float | None, int] = {}
    for row in rows:
        counts[row.number] = counts.get(row.number, 0) + row.n
    return finish(snapshot, metric, Scale(kind.low, kind.high, kind.better), list(counts.items()), settings)


def _groups(
    snapshot: Any,
    metric: SurveyMetric,
    kind: AnswerKind,
    rows: Sequence[AnswerCount],
    dimensions: Sequence[str],
    settings: Settings,
) -> tuple[GroupEstimate, ...]:
    found = []
    for place, dimension in enumerate(dimensions):
        parts: dict[str, list[AnswerCount]] = {}
        for row in rows:
            if (label := row.group[place]) is not None:
                parts.setdefault(label, []).append(row)
        for label, part in sorted(parts.items()):
            if not any(row.number is not None for row in part):
                continue
            one = _estimate(snapshot, metric, kind, part, settings)
            found.append(GroupEstimate(dimension, label, suppressed(one, settings.minimum_base)))
    return tuple(found)

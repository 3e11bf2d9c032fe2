"""All operational facts of a report in one pass over the interactions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.findings.audit_estimates import suppressed
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.operations import OPERATION_METRICS, finish
from rapport.findings.plain import GroupEstimate, SurveyResult
from rapport.findings.questions.sums import Group, Sums, merged, sums
from rapport.home.settings import Settings

SHOWN = ("first_reply_s", "mean_reply_s", "longest_wait_s", "handle_s", "abandoned")


def operation_summary(
    snapshot: Any, dimensions: Sequence[str], settings: Settings, domain: Domain = EVERYTHING
) -> tuple[SurveyResult, ...]:
    """Reply, wait and handle times and the abandoned share, overall and by each dimension.

    The engine sums once in the finest groups; what is asked here are sums of these.
    """
    columns = [OPERATION_METRICS[name].column for name in SHOWN]
    finest = sums(snapshot, columns, dimensions, {}, settings.time_zone, domain)
    return tuple(
        _result(
            snapshot,
            name,
            {group: every[place] for group, every in finest.items()},
            dimensions,
            settings,
            narrowed=not domain.everything,
        )
        for place, name in enumerate(SHOWN)
    )


def _result(
    snapshot: Any,
    name: str,
    finest: dict[Group, Sums],
    dimensions: Sequence[str],
    settings: Settings,
    narrowed: bool,
) -> SurveyResult:
    metric, version = OPERATION_METRICS[name], snapshot.data_version
    groups = []
    for place, dimension in enumerate(dimensions):
        parts: dict[str, list[Sums]] = {}
        for group, one in finest.items():
            if (label := group[place]) is not None:
                parts.setdefault(label, []).append(one)
        for label, every in sorted(parts.items()):
            found = finish(metric, merged(every), settings).with_(data_version=version)
            groups.append(GroupEstimate(dimension, label, suppressed(found, settings.minimum_base)))
    whole = finish(metric, merged(finest.values()), settings).with_(data_version=version)
    if narrowed:
        whole = suppressed(whole, settings.minimum_base)
    return SurveyResult(name, metric.title, whole, tuple(groups))

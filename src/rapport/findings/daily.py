"""Any metric day by day and agent by agent: what before and after are told apart by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.criteria import Criteria
from rapport.findings.cases import case_metric
from rapport.findings.dimensions import canonical, check_dimensions
from rapport.findings.estimates import known_metric
from rapport.findings.operations import OPERATION_METRICS
from rapport.findings.questions.answer_counts import AnswerKind, answer_counts
from rapport.findings.questions.case_counts import case_rows
from rapport.findings.questions.scores import scores_in_time
from rapport.findings.questions.sums import sums
from rapport.findings.survey import SURVEY_METRICS
from rapport.home.settings import Settings
from rapport.measures import Scale

BY = ("day", "agent_id")


@dataclass(frozen=True)
class Daily:
    """One row a value: its day, who served, how often it occurred. `unit` as the metric's ("share" 0–1)."""

    day: NDArray[np.datetime64]
    agent: NDArray[np.object_]
    value: NDArray[np.float64]
    n: NDArray[np.float64]
    unit: str

    @property
    def rows(self) -> int:
        """How many values there are."""
        return int(self.n.sum())

    def when(self, chosen: NDArray[np.bool_]) -> Daily:
        """Some of the rows."""
        return Daily(self.day[chosen], self.agent[chosen], self.value[chosen], self.n[chosen], self.unit)

    def since(self, day: date) -> NDArray[np.bool_]:
        """Which rows are of that day or later."""
        found: NDArray[np.bool_] = self.day >= np.datetime64(day)
        return found


def daily(
    snapshot: Any,
    metric: str,
    criteria: Criteria | None,
    where: Mapping[str, str],
    settings: Settings,
    *,
    rest: bool = False,
) -> Daily:
    """The values of a metric: of audits by this version of criteria, in whatever sample; of surveys those of
    the kind there are most of; of operations each agent's mean of a day; of cases those closed on it.
    `rest`: of all but those of `where`.

    Raises InputError for an unknown metric or dimension.
    """
    where = {canonical(name): value for name, value in where.items()}
    check_dimensions(snapshot, where)
    asked = _Asked(snapshot, (*BY, *where) if rest else BY, {} if rest else where, settings.time_zone)
    if metric in SURVEY_METRICS:
        rows, unit = _answers(asked, metric)
    elif metric in OPERATION_METRICS:
        rows, unit = _operations(asked, metric)
    elif case_metric(metric) is not None:
        rows, unit = _cases(asked, metric), "share"
    else:
        found = known_metric(metric, criteria)
        rows, unit = _scores(asked, found.column, "" if criteria is None else criteria.definition), found.unit
    if rest:
        # Whoever is not known to be among them, nor among the others, is neither.
        rows = [row for row in rows if None not in row[0][2:] and row[0][2:] != tuple(where.values())]
    return _daily(rows, unit)


Row = tuple[tuple[str | None, ...], float, float]
"""Its group (day, agent, and dimensions asked for), value and how often it occurred."""


@dataclass(frozen=True)
class _Asked:
    snapshot: Any
    by: tuple[str, ...]
    where: Mapping[str, str]
    zone: str


def _scores(asked: _Asked, column: str, definition: str) -> list[Row]:
    rows = scores_in_time(asked.snapshot, column, definition, asked.by, asked.where, asked.zone)
    return [(tuple(row[f"g{at}"] for at in range(len(asked.by))), row["value"], 1.0) for row in rows]


def _answers(asked: _Asked, name: str) -> tuple[list[Row], str]:
    metric = SURVEY_METRICS[name]
    counts = answer_counts(asked.snapshot, (metric.item_type,), asked.by, asked.where, asked.zone)
    kinds: Counter[AnswerKind] = Counter()
    for one in counts:
        kinds[one.kind] += one.n if one.number is not None else 0
    if not kinds:
        return [], "score"
    most = kinds.most_common(1)[0][0]
    scale, unit, rows = Scale(most.low, most.high, most.better), "score", []
    for one in counts:
        if one.kind != most or one.number is None or not most.low <= one.number <= most.high:
            continue
        alone = metric.of([one.number], scale, 0.95)
        if alone.value is not None:
            rows.extend([(one.group, alone.value, 1.0)] * one.n)
            unit = alone.unit
    return rows, unit


def _operations(asked: _Asked, name: str) -> tuple[list[Row], str]:
    metric = OPERATION_METRICS[name]
    found = sums(asked.snapshot, (metric.column,), asked.by, asked.where, asked.zone)
    return [(group, one.mean, float(one.n)) for group, (one,) in found.items() if one.n], metric.unit


def _cases(asked: _Asked, name: str) -> list[Row]:
    metric = case_metric(name)
    if metric is None:
        return []
    by = asked.by
    found = case_rows(asked.snapshot, metric.attribute, by, asked.where, asked.zone, cause=metric.cause)
    return [(tuple(row[one] for one in by), row["value"], 1.0) for row in found if row["value"] is not None]


def _daily(rows: list[Row], unit: str) -> Daily:
    known = [(group[0], group[1], value, n) for group, value, n in rows if group[0] is not None]
    known.sort(key=lambda row: (row[0], row[1] or "", row[2]))
    return Daily(
        np.array([row[0] for row in known], dtype="datetime64[D]"),
        np.array([row[1] for row in known], dtype=object),
        np.array([row[2] for row in known], dtype=np.float64),
        np.array([row[3] for row in known], dtype=np.float64),
        unit,
    )

"""What a report asks of a large warehouse: ours, and the same in DuckDB's SQL by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Question = Callable[[Any, Any], Any]


def _metric(name: str, *by: str, where: dict[str, str] | None = None) -> Question:
    def ask(snapshot: Any, settings: Any) -> Any:
        from rapport.findings import estimate

        return estimate(snapshot, name, by=by, where=where, settings=settings)

    return ask


def _operations(snapshot: Any, settings: Any) -> Any:
    from rapport.findings.operation_summary import operation_summary

    return operation_summary(snapshot, ("team", "channel", "month"), settings)


def _answers(snapshot: Any, settings: Any) -> Any:
    from rapport.findings.questions.answer_counts import SCALES, answer_counts

    return answer_counts(snapshot, tuple(SCALES), ("team", "channel", "month"), {}, settings.time_zone)


def _month(at: str) -> str:
    return f"strftime(timezone('UTC', {at}), '%Y-%m')"


def _sums(*columns: str) -> str:
    return ", ".join(f"count({c}), avg({c}::DOUBLE), var_samp({c}::DOUBLE)" for c in columns)


_COUNTED = "a.item_type, a.number, a.scale_min, a.scale_max, a.higher_is_better, a.interaction_id IS NULL"
_SHOWN = ("first_reply_s", "mean_reply_s", "longest_wait_s", "handle_s", "abandoned")
_TYPES = "'nps', 'csat', 'ces', 'psat'"

QUESTIONS: tuple[tuple[str, Question, str], ...] = (
    (
        "handle time by team and month",
        _metric("handle_s", "team", "month"),
        f"SELECT team, {_month('started_at')} AS m, count(*), {_sums('handle_s')} "
        "FROM interactions GROUP BY ALL",
    ),
    (
        "first reply by concern",
        _metric("first_reply_s", "concern"),
        f"SELECT concern, count(*), {_sums('first_reply_s')} FROM interactions GROUP BY ALL",
    ),
    (
        "handle time by segment",
        _metric("handle_s", "segment"),
        f"SELECT c.segment, count(*), {_sums('handle_s')} FROM interactions i "
        "LEFT JOIN customers c USING (customer_id) GROUP BY ALL",
    ),
    (
        "NPS by team and month",
        _metric("nps", "team", "month"),
        f"SELECT i.team, {_month('a.answered_at')} AS m, {_COUNTED}, count(*) FROM answers a "
        "LEFT JOIN interactions i USING (interaction_id) WHERE a.item_type = 'nps' AND a.number IS NOT NULL "
        "GROUP BY ALL",
    ),
    (
        "abandoned share of one channel by week",
        _metric("abandoned", "week", where={"channel": "chat"}),
        "SELECT strftime(timezone('UTC', started_at), '%G-W%V') AS w, count(*), "
        f"{_sums('abandoned')} FROM interactions WHERE channel = 'chat' GROUP BY ALL",
    ),
    (
        "all operational facts of a report",
        _operations,
        f"SELECT team, channel, m, count(*), {_sums(*_SHOWN)} FROM (SELECT team, channel, "
        f"{_month('started_at')} AS m, {', '.join(_SHOWN)} FROM interactions) "
        "GROUP BY GROUPING SETS ((), (team), (channel), (m))",
    ),
    (
        "all answers that a report's survey metrics count",
        _answers,
        f"SELECT i.team, coalesce(i.channel, a.channel) AS c, {_month('a.answered_at')} AS m, {_COUNTED}, "
        "count(*) FROM answers a LEFT JOIN interactions i USING (interaction_id) "
        f"WHERE a.item_type IN ({_TYPES}) AND a.number IS NOT NULL GROUP BY ALL",
    ),
)

"""The rows behind a number: the scored interactions that it was counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.findings import Findings
from rapport.findings.plain import ScoredInteraction
from rapport.work.results.view import ViewError

PAGE = 50
SORTS = ("lowest", "highest", "newest", "oldest")


@dataclass(frozen=True)
class Narrow:
    """Which of the view's rows: scored by `metric`, of one `agent`, in which a `rule` was seen."""

    metric: str = "qci"
    agent: str | None = None
    rule: str | None = None
    concern: str | None = None
    sort: str = "lowest"


@dataclass(frozen=True)
class Behind:
    """A page of rows, `total` of all; `value` of each by the metric asked for. `hidden`: left out, because
    this person still has to score them without knowing others' scores."""

    rows: tuple[tuple[ScoredInteraction, float | None], ...]
    total: int
    start: int
    title: str
    hidden: int = 0

    @property
    def next_start(self) -> int | None:
        """Where the next page starts, if there is one."""
        after = self.start + len(self.rows)
        return after if after < self.total else None


def rows_behind(
    found: Findings,
    narrow: Narrow,
    start: int = 0,
    limit: int | None = PAGE,
    hidden: frozenset[str] = frozenset(),
) -> Behind:
    """The scored interactions behind a number; those `hidden` are left out and counted.

    Raises ViewError for an unknown metric or order.
    """
    name = plain_metric(found, narrow.metric)
    if narrow.sort not in SORTS:
        raise ViewError(f"Rows cannot be ordered by {narrow.sort!r}", "sort", f"Use {', '.join(SORTS)}.")
    kept = [(row, _value(row, name)) for row in found.rows if _is_kept(row, narrow)]
    if name not in ("qci", "critical_error_free"):
        kept = [one for one in kept if one[1] is not None]
    ordered = _ordered([one for one in kept if one[0].interaction_id not in hidden], narrow.sort)
    stop = None if limit is None else start + limit
    title = found.titles.get(narrow.metric) or found.titles.get(name) or name
    return Behind(tuple(ordered[start:stop]), len(ordered), start, title, len(kept) - len(ordered))


def plain_metric(found: Findings, metric: str) -> str:
    """The name that rows know a metric by. Raises ViewError."""
    name = (
        metric.partition(":")[2] if metric.partition(":")[0] in ("element", "factor", "component") else metric
    )
    if name in ("qci", "critical_error_free") or any(name in row.scores for row in found.rows[:1]):
        return name
    raise ViewError(f"There are no rows behind {metric!r}", "metric", "Follow the link of a number.")


def _value(row: ScoredInteraction, name: str) -> float | None:
    if name == "critical_error_free":
        return 0.0 if row.critical else 1.0
    return row.qci if name == "qci" else row.scores.get(name)


def _is_kept(row: ScoredInteraction, narrow: Narrow) -> bool:
    return (
        (narrow.agent is None or row.agent_id == narrow.agent)
        and (narrow.rule is None or narrow.rule in row.fired)
        and (narrow.concern is None or row.concern == narrow.concern)
    )


def _ordered(
    rows: Sequence[tuple[ScoredInteraction, float | None]], sort: str
) -> list[tuple[ScoredInteraction, float | None]]:
    if sort in ("lowest", "highest"):
        sign = 1.0 if sort == "lowest" else -1.0
        key = lambda one: (one[1] is None, sign * (one[1] or 0.0), one[0].interaction_id)  # noqa: E731
        return sorted(rows, key=key)
    known = [one for one in rows if one[0].started_at is not None]
    known.sort(key=lambda one: (one[0].started_at, one[0].interaction_id), reverse=sort == "newest")
    return [*known, *(one for one in rows if one[0].started_at is None)]

"""From a number to its rows: lists by element and group, and the row of every interaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rapport.findings.plain import ScoredInteraction
from rapport.reports import words
from rapport.reports.anchors import interaction_anchor, rows_anchor
from rapport.reports.blocks import Drill

MOST_ROWS = 500
MOST_LISTED = 40


@dataclass(frozen=True)
class Entry:
    """One interaction in a list: where it leads, and its number there."""

    text: str
    value: str
    href: str


@dataclass(frozen=True)
class Listing:
    """The interactions behind one number, lowest first."""

    key: str
    title: str
    count: str
    rows: tuple[Entry, ...]
    more: int


@dataclass(frozen=True)
class Part:
    """The lists of one dimension."""

    title: str
    lists: tuple[Listing, ...]


@dataclass(frozen=True)
class Line:
    """The row of one interaction."""

    key: str
    cells: tuple[str, ...]


def shown(drill: Drill, cited: set[str], most: int = MOST_ROWS) -> tuple[ScoredInteraction, ...]:
    """The rows the page holds: what it quotes first, then the lowest scores, as many as fit."""
    ranked = sorted(
        drill.rows, key=lambda row: (row.interaction_id not in cited, _low(row.qci), row.interaction_id)
    )
    kept = {row.interaction_id for row in ranked[:most]}
    return tuple(row for row in drill.rows if row.interaction_id in kept)


def listings(drill: Drill) -> tuple[Part, ...]:
    """By element, then by every dimension the rows carry."""
    parts = []
    by_element = tuple(_of_element(drill, name, title) for name, title in drill.elements)
    if by_element:
        parts.append(Part("By element", by_element))
    for dimension, pick in _dimensions(drill):
        groups: dict[str, list[ScoredInteraction]] = {}
        for row in drill.rows:
            group = pick(row)
            if group is not None:
                groups.setdefault(group, []).append(row)
        made = tuple(
            _listing(rows_anchor(dimension, group), words.group(group), rows, lambda row: row.qci)
            for group, rows in sorted(groups.items())
        )
        if made:
            parts.append(Part(f"By {dimension}", made))
    return tuple(parts)


def columns(drill: Drill) -> tuple[str, ...]:
    """The headings of the rows' table."""
    people = ("Agent", "Evaluators") if drill.people else ()
    scores = ("QCI", "Scores by element") if drill.elements else ()
    return (
        "Interaction",
        "Started",
        "Channel",
        "Team",
        *people,
        "Concern",
        *scores,
        "What was seen",
        "Critical",
    )


def line(drill: Drill, row: ScoredInteraction) -> Line:
    """One interaction's row, scores by element and rules in words."""
    titles = dict(drill.elements)
    scores = ", ".join(
        f"{titles[name]} {words.number(score) if score is not None else 'n/a'}"
        for name, score in row.scores.items()
        if name in titles
    )
    seen = "; ".join(drill.rules[name] for name in row.fired if name in drill.rules)
    people = (row.agent_id or "", ", ".join(row.evaluators)) if drill.people else ()
    numbers = ("" if row.qci is None else words.number(row.qci), scores) if drill.elements else ()
    critical = "; ".join(drill.rules.get(name, name) for name in row.critical)
    cells = (
        row.interaction_id,
        words.minute(row.started_at),
        row.channel or "",
        row.team or "",
        *people,
        row.concern or "",
        *numbers,
        seen,
        critical,
    )
    return Line(interaction_anchor(row.interaction_id), cells)


def _dimensions(drill: Drill) -> list[tuple[str, Callable[[ScoredInteraction], str | None]]]:
    if not drill.elements:
        return []
    found: list[tuple[str, Callable[[ScoredInteraction], str | None]]] = [
        ("team", lambda row: row.team),
        ("channel", lambda row: row.channel),
        ("concern", lambda row: row.concern),
    ]
    return [*found, ("agent", lambda row: row.agent_id)] if drill.people else found


def _of_element(drill: Drill, element: str, title: str) -> Listing:
    scored = [row for row in drill.rows if row.scores.get(element) is not None]
    return _listing(rows_anchor("element", element), title, scored, lambda row: row.scores.get(element))


def _listing(
    key: str, title: str, rows: list[ScoredInteraction], pick: Callable[[ScoredInteraction], float | None]
) -> Listing:
    ranked = sorted(rows, key=lambda row: (_low(pick(row)), row.interaction_id))
    entries = []
    for row in ranked[:MOST_LISTED]:
        value = pick(row)
        href = interaction_anchor(row.interaction_id)
        entries.append(Entry(row.interaction_id, "" if value is None else words.number(value), href))
    count = words.plural(len(rows), "interaction") + ", lowest first"
    return Listing(key, title, count, tuple(entries), max(len(ranked) - MOST_LISTED, 0))


def _low(value: float | None) -> float:
    return 1000.0 if value is None else value

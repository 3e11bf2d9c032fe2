"""What an associate's scored conversations show about each element: scores, and the words that show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.criteria import Criteria
from rapport.home import Home
from rapport.program.coaching.plain import Associate, Place
from rapport.program.people.actor import Actor
from rapport.warehouse import Warehouse
from rapport.work.choose_audit import choose_audit
from rapport.work.exploring.turns import turns_said
from rapport.work.results.sight import still_blind

MOST = 400
AROUND = 240
QUERY = """
SELECT i.interaction_id, i.started_at, i.channel, i.concern, m.metric, m.value, m.evidence
FROM interactions i
JOIN measurements m ON m.subject_id = i.interaction_id
WHERE i.agent_id = ? AND m.subject_kind = 'interaction' AND m.definition = ? AND m.source = 'human'
  AND m.purpose = 'live' AND m.retracted_at IS NULL
  AND (m.metric LIKE 'element:%' OR m.metric LIKE 'rule:%' OR m.metric = 'qci_agent')
"""


@dataclass(frozen=True)
class Shown:
    """Words that show something: `rule` says what, the marked part stands apart."""

    place: Place
    rule: str
    costs: bool
    speaker: str
    before: str
    marked: str
    after: str
    started_at: datetime | None


@dataclass(frozen=True)
class Scored:
    """One scored interaction: means over its evaluators."""

    interaction_id: str
    started_at: datetime | None
    channel: str | None
    concern: str | None
    own: float | None
    elements: Mapping[str, float | None]


@dataclass(frozen=True)
class Record:
    """All of an associate's scored conversations by one version of criteria, newest first."""

    criteria: Criteria
    scored: tuple[Scored, ...]
    marks: tuple[tuple[str, str, str, Place], ...]
    """(interaction, element, rule, place) of what evaluators marked."""


def record_of(home: Home, actor: Actor, associate: Associate) -> Record | None:
    """The associate's record by the newest criteria; what the reader still has to score blind is left out."""
    chosen = choose_audit(home)
    if chosen.criteria is None:
        return None
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(QUERY, [associate.agent_id, chosen.criteria.definition]).to_pylist()
    hidden = still_blind(actor)
    kept = [row for row in rows if row["interaction_id"] not in hidden]
    return Record(chosen.criteria, _scored(kept, chosen.criteria), _marks(kept))


def shown(
    home: Home, record: Record, element: str | None = None, places: Iterable[Place] = ()
) -> tuple[Shown, ...]:
    """The words behind the marks of one element (all without), or at some places, newest first."""
    wanted = set(places)
    when = {one.interaction_id: one.started_at for one in record.scored}
    marks = [
        one
        for one in record.marks
        if (not wanted or one[3] in wanted) and (element is None or one[1] == element)
    ]
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        turns = turns_said(home, snapshot, sorted({one[0] for one in marks}))
    found = [_shown(record.criteria, mark, turns.get(mark[0], []), when.get(mark[0])) for mark in marks]
    told = [one for one in found if one is not None]
    return tuple(
        sorted(
            told,
            key=lambda one: (
                one.started_at is None,
                -(one.started_at.timestamp() if one.started_at else 0.0),
                one.place.turn,
            ),
        )
    )


def _scored(rows: list[dict[str, Any]], criteria: Criteria) -> tuple[Scored, ...]:
    values: dict[str, dict[str, list[float]]] = {}
    facts: dict[str, dict[str, Any]] = {}
    for row in rows:
        facts[row["interaction_id"]] = row
        if row["value"] is not None and not row["metric"].startswith("rule:"):
            values.setdefault(row["interaction_id"], {}).setdefault(row["metric"], []).append(row["value"])
    found = []
    for name, row in facts.items():
        means = {metric: sum(every) / len(every) for metric, every in values.get(name, {}).items()}
        elements = {element.name: means.get(f"element:{element.name}") for element in criteria.elements}
        found.append(
            Scored(name, row["started_at"], row["channel"], row["concern"], means.get("qci_agent"), elements)
        )
    found.sort(key=lambda one: (one.started_at is not None, one.started_at, one.interaction_id), reverse=True)
    return tuple(found[:MOST])


def _marks(rows: list[dict[str, Any]]) -> tuple[tuple[str, str, str, Place], ...]:
    found: dict[tuple[str, str, str, Place], None] = {}
    for row in rows:
        if not row["metric"].startswith("rule:"):
            continue
        element, _, rule = row["metric"].removeprefix("rule:").partition(".")
        for span in row["evidence"] or ():
            place = Place(row["interaction_id"], span["turn"], span["start"], span["end"])
            found[(row["interaction_id"], element, rule, place)] = None
    return tuple(found)


def _shown(
    criteria: Criteria,
    mark: tuple[str, str, str, Place],
    turns: Sequence[Mapping[str, Any]],
    started_at: datetime | None,
) -> Shown | None:
    _, element, rule_id, place = mark
    rule = next((one for one in criteria.element(element).rules if one.id == rule_id), None)
    if rule is None or not 0 <= place.turn < len(turns):
        return None
    turn = turns[place.turn]
    text = turn["text"] or ""
    start, end = place.start or 0, len(text) if place.end is None else place.end
    return Shown(
        place,
        rule.text or rule.id.replace("_", " "),
        rule.points < 0 or bool(rule.critical),
        turn["speaker"],
        text[max(0, start - AROUND) : start],
        text[start:end],
        text[end : end + AROUND],
        started_at,
    )

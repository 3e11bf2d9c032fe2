"""Whether coaching helped: the element's score before and after, in words that the interval allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from rapport.findings.audit_estimates import suppressed
from rapport.home import Home
from rapport.measures import Difference, Estimate, compare
from rapport.measures.inference.audit_mean import audit_mean
from rapport.measures.quality.agent_scores import agent_scores
from rapport.program.coaching.plain import SessionFacts
from rapport.warehouse import Warehouse

SURE, PROBABLE = 0.05, 0.2
QUERY = """
SELECT i.agent_id, i.interaction_id, m.by AS evaluator, i.started_at >= ? AS after, m.value
FROM measurements m
JOIN interactions i ON i.interaction_id = m.subject_id
WHERE m.metric = ? AND m.definition = ? AND m.source = 'human' AND m.purpose = 'live'
  AND m.retracted_at IS NULL AND m.value IS NOT NULL AND m.subject_kind = 'interaction'
  AND i.agent_id IS NOT NULL AND i.started_at IS NOT NULL
"""


@dataclass(frozen=True)
class Effect:
    """`difference` is after less before. `expected` is what the score would be without any coaching, had
    the one before only been low (or high) by chance; `words` say what may be concluded."""

    before: Estimate
    after: Estimate
    difference: Difference | None
    expected: Estimate | None
    verdict: str
    words: tuple[str, ...]


def effect_of(home: Home, session: SessionFacts) -> Effect | None:
    """What became of the element since the session was held; None before that."""
    if session.held_at is None:
        return None
    rows = _rows(home, session, session.held_at)
    settings = home.settings
    mine = [row for row in rows if row["agent_id"] == session.agent_id]
    before, after = (
        _mean([row for row in mine if row["after"] is when], settings.confidence, settings.minimum_base)
        for when in (False, True)
    )
    expected = _expected(rows, session.agent_id, settings.confidence)
    if before.value is None or after.value is None:
        return Effect(
            before, after, None, expected, "cannot tell", (_too_few(before, after, settings.minimum_base),)
        )
    difference = compare(after, before)
    verdict = _verdict(difference)
    return Effect(
        before, after, difference, expected, verdict, _words(before, after, difference, expected, verdict)
    )


def _rows(home: Home, session: SessionFacts, held_at: datetime) -> list[dict[str, Any]]:
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        parameters = [held_at, f"element:{session.element}", session.definition]
        found: list[dict[str, Any]] = snapshot.sql(QUERY, parameters).to_pylist()
    return found


def _mean(rows: list[dict[str, Any]], confidence: float, minimum: int) -> Estimate:
    if not rows:
        return Estimate(None, undefined_because="nothing was scored", confidence=confidence)
    found = audit_mean(
        [row["value"] for row in rows],
        [row["interaction_id"] for row in rows],
        [row["evaluator"] for row in rows],
        confidence=confidence,
    )
    return suppressed(found.with_(source="human"), minimum)


def _expected(rows: list[dict[str, Any]], agent_id: str, confidence: float) -> Estimate | None:
    """The agent's score before, pulled to that of all agents by the part of it that is chance."""
    units: dict[str, tuple[str, list[float]]] = {}
    for row in rows:
        if not row["after"]:
            units.setdefault(row["interaction_id"], (row["agent_id"], []))[1].append(row["value"])
    agents = [agent for agent, _ in units.values()]
    if len(set(agents)) < 3 or agent_id not in agents:
        return None
    scores = np.array([sum(every) / len(every) for _, every in units.values()])
    found = agent_scores(scores, agents, None, confidence)
    return found[agent_id].adjusted if agent_id in found else None


def _verdict(difference: Difference) -> str:
    if difference.value is None or difference.p is None or difference.p >= PROBABLE:
        return "cannot tell"
    sure = "clearly" if difference.p < SURE else "probably"
    return f"{sure} {'up' if difference.value > 0 else 'down'}"


def _too_few(before: Estimate, after: Estimate, minimum: int) -> str:
    side, one = ("before", before) if before.value is None else ("since", after)
    counted = f"{one.base} conversation{'' if one.base == 1 else 's'}"
    are = "is" if one.base == 1 else "are"
    return f"It cannot be told yet: {counted} {side} the session {are} scored, {minimum} are needed."


def _words(
    before: Estimate, after: Estimate, difference: Difference, expected: Estimate | None, verdict: str
) -> tuple[str, ...]:
    said = {
        "clearly up": "The score is clearly up since the session.",
        "probably up": "The score is probably up since the session; more scored conversations would tell.",
        "cannot tell": "Whether it helped cannot be told: the difference is within what chance leaves.",
        "probably down": "The score is probably down since the session.",
        "clearly down": "The score is clearly down since the session.",
    }
    found = [said[verdict]]
    if expected is not None and expected.value is not None and before.value is not None:
        found.append(_by_itself(before.value, after, expected.value, difference))
    found.append("Nobody was left uncoached by chance to compare with, so other causes are not ruled out.")
    return tuple(found)


def _by_itself(before: float, after: Estimate, expected: float, difference: Difference) -> str:
    """What of the movement would have come without any coaching."""
    if expected <= before or (difference.value or 0.0) <= 0:
        return "The score before was not low by chance, as far as that can be told."
    if after.low is not None and after.low > expected:
        return (
            "Part of the rise would have come by itself, since a low score is partly bad luck; the rest is "
            "more than that."
        )
    return (
        "A rise like this may have come by itself: a low score is partly bad luck, and the next one is then "
        "nearer to the others'."
    )

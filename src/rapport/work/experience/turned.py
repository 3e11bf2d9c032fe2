"""Where conversations turned, what agents said right before, and the words of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from rapport.findings.questions.machine import condition
from rapport.home import Home
from rapport.language.concerns.stop_words import GRAMMAR
from rapport.language.concerns.words import spelled
from rapport.measures import Estimate, log_odds, proportion
from rapport.reports.blocks import Cell, Table
from rapport.reports.cells import estimate_cells, text_cell
from rapport.warehouse import Warehouse
from rapport.work.experience.shown import Excerpt, Part, dots
from rapport.work.exploring.turns import turns_said
from rapport.work.results.panels import Panel

LOOKED_AT = 2_000
"""Conversations that turned which are looked at, drawn by their ids."""
FEWEST = 30
OFTEN = 8
FALSE = 0.1
MOST_WORDS = 12
LONGEST = 280
EXCERPTS = {"turned_worse": 2, "turned_better": 1}
WAYS = {"turned_better": "for the better", "turned_worse": "for the worse"}
DRAWN = f"""
    SELECT interaction_id FROM sheet WHERE eligible AND {{inside}} AND
    (list_contains(turns_of_course, 'turned_better') OR list_contains(turns_of_course, 'turned_worse'))
    ORDER BY hash(interaction_id), interaction_id LIMIT {LOOKED_AT}
"""
SAID = """
    SELECT interaction_id, list_filter(annotations, lambda one: one.kind = 'course' AND one.turn IS NOT NULL)
        AS said
    FROM readings SEMI JOIN turned USING (interaction_id) WHERE reader = 'feelings'
    ORDER BY hash(interaction_id), interaction_id
"""


@dataclass(frozen=True)
class Turned:
    """A conversation: which way it turned, in which turn, the agent's turn before it, and what was said."""

    interaction_id: str
    way: str
    turn: int
    before: int | None
    turns: Sequence[Mapping[str, Any]]


def turned_in(home: Home, part: Part) -> tuple[Turned, ...]:
    """Conversations of the part that turned."""
    values: dict[str, Any] = {}
    inside = condition(values, {}, part.domain, part.machine.follow)
    chosen = part.machine.ask(DRAWN.format(inside=inside), values)["interaction_id"].to_pylist()
    if not chosen:
        return ()
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        snapshot.connection.register("turned", pa.table({"interaction_id": pa.array(chosen, pa.string())}))
        rows = snapshot.sql(SAID).to_pylist()
        turns = turns_said(home, snapshot, chosen)
    found = []
    for row in rows:
        said = {one["label"]: one["turn"] for one in row["said"]}
        way = next((one for one in ("turned_worse", "turned_better") if one in said), None)
        own = turns.get(row["interaction_id"], ())
        if way is not None and said[way] < len(own):
            found.append(Turned(row["interaction_id"], way, said[way], said.get("said_before_turn"), own))
    return tuple(found)


def thirds(turned: Sequence[Turned]) -> Panel | None:
    """In which third of the conversation it turned, each way by itself."""
    given: list[tuple[str, Estimate]] = []
    most = {"": 0.0}
    for way, said in WAYS.items():
        places = [min(3 * one.turn // len(one.turns), 2) for one in turned if one.way == way]
        if len(places) < FEWEST:
            continue
        counts = Counter(places)
        for third, name in enumerate(("first", "middle", "last")):
            share = proportion(counts[third], len(places)).with_(source="machine")
            given.append((f"{said.capitalize()}, in the {name} third", share))
            most[f"What turns {said} turns most often in the {name} third"] = share.value or 0.0
    if not given:
        return None
    return dots(
        "thirds",
        "Where conversations turn",
        max(most, key=lambda title: most[title]),
        "Share of the conversations that turned that way",
        given,
        label="Where",
        note=f"Of {len(turned):,} conversations that turned, drawn from all.",
        shares=True,
    )


def telling(turned: Sequence[Turned]) -> Panel | None:
    """The agents' words right before it turned for the worse, against those before the better."""
    sides = {
        way: [
            sorted({w for w in spelled(one.turns[one.before]["text"] or "") if len(w) > 2} - GRAMMAR)
            for one in turned
            if one.way == way and one.before is not None and one.before < len(one.turns)
        ]
        for way in WAYS
    }
    if min(map(len, sides.values())) < FEWEST:
        return None
    often = Counter(word for side in sides.values() for said in side for word in said)
    worse, better = (
        [[word for word in said if often[word] >= OFTEN] for said in sides[way]]
        for way in ("turned_worse", "turned_better")
    )
    rows = _rows(log_odds(worse, better, units="document"))
    if not rows:
        return None
    table = Table(
        "telling",
        "Agents' words right before it turned",
        ("Word", "Goes with a turn", "Log odds", "Interval"),
        tuple(rows),
        frozenset((2, 3)),
    )
    note = "At most one word in ten is here by chance. What goes with a turn need not bring it about."
    title = "What agents said right before it turned"
    return Panel("telling", "Typical words", title, table=table, note=note)


def _rows(found: Any) -> list[tuple[Cell, ...]]:
    sure = [row for row in range(len(found)) if np.isfinite(found.z[row]) and found.q[row] <= FALSE]
    rows: list[tuple[Cell, ...]] = []
    for said, sign in (("for the worse", 1), ("for the better", -1)):
        own = sorted(
            (row for row in sure if sign * found.value[row] > 0), key=lambda row: -sign * found.z[row]
        )
        for row in own[:MOST_WORDS]:
            one = found.at(row).with_(unit="coefficient")
            rows.append(
                (text_cell(str(found.names[row])), text_cell(said), *estimate_cells(one, signed=True)[:2])
            )
    return rows


def excerpts(turned: Sequence[Turned]) -> tuple[Excerpt, ...]:
    """The turns in which some of them turned, the worse first."""
    found = []
    for way, count in EXCERPTS.items():
        for one in [each for each in turned if each.way == way][:count]:
            turn = one.turns[one.turn]
            text = (turn["text"] or "").strip()
            shown = text if len(text) <= LONGEST else text[:LONGEST] + "…"
            found.append(Excerpt(one.interaction_id, one.turn, turn["speaker"] or "", shown, WAYS[way]))
    return tuple(found)

"""Trying a draft on an interaction: the data are asked once, until they change."""

from datetime import UTC, datetime

import pytest

from rapport.criteria import parse_criteria
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect, disconnect
from rapport.records import Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.work.criteria_editing import try_it
from rapport.work.init import init_home

CRITERIA = """
criteria: shop
version: 1
factors:
  timing: {weight: 1, elements: {greeting: {weight: 1, max: 1, rules: [{id: hello, points: 1}]}}}
"""


@pytest.fixture
def home(tmp_path):
    made = init_home(tmp_path / "home", "K")
    connect(made)
    put(made, "Day")
    yield made
    disconnect()


def put(home, team):
    turns = (Turn("customer", "hello"),)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert(
            "interactions", [Interaction("i-1", channel="chat", team=team, started_at=at, turns=turns)]
        )


def test_marking_and_rewording_ask_nothing_and_new_data_are_seen(home, monkeypatch):
    asked, ask = [], try_it.scoring_facts
    monkeypatch.setattr(try_it, "scoring_facts", lambda *given: asked.append(1) or ask(*given))
    first = try_it.try_on(home, TERMINAL, parse_criteria(CRITERIA), "i-1", {})
    again = try_it.try_on(
        home,
        TERMINAL,
        parse_criteria(CRITERIA.replace("points: 1", "points: 0.5")),
        "i-1",
        {"rule-greeting.hello": "on"},
    )
    assert len(asked) == 1 and first.score.qci == 0.0 and again.score.qci == 50.0
    put(home, "Evening")
    later = try_it.try_on(home, TERMINAL, parse_criteria(CRITERIA), "i-1", {})
    assert len(asked) == 2 and later.facts.attributes["team"] == "Evening"

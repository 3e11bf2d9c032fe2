"""A small home with conversations and criteria."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.home import create_home
from rapport.program.setup import connect, disconnect
from rapport.records import Customer, Interaction, Turn
from rapport.warehouse import Warehouse

COUNTER = """\
criteria: counter
version: 1
components:
  warmth: [greeting, tone]
factors:
  timing:
    weight: 1
    elements:
      greeting:
        weight: 1
        max: 10
        rules:
          - {id: said_hello, points: 6, text: Says hello, example: "Good morning!"}
          - {id: gave_name, points: 4, text: Gives their name, requires: [said_hello]}
          - {id: silence, points: -5, times: 2, text: Silence}
  connection:
    weight: 2
    elements:
      tone:
        weight: 1
        start: 4
        max: 4
        not_applicable: true
        rules:
          - {id: cold, points: -4, text: Cold, critical: interaction, kind: customer}
      answer:
        weight: 3
        max: 5
        not_applicable_when: {concern: praise}
        rules:
          - {id: complete, points: 5, text: Complete answer}
weights_when:
  - {when: {channel: call}, factors: {timing: 3}}
  - {when: {segment: gold}, elements: {tone: 3}}
"""
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def conversation(number, **facts):
    """One conversation; every tenth was abandoned, every seventh never met an agent."""
    at = START + timedelta(hours=number)
    turns = (
        Turn("customer", f"=1+1 my parcel {number} is late", at),
        Turn("agent", "Good morning! Let me look for it.", at + timedelta(seconds=40)),
        Turn("customer", "Thanks", at + timedelta(seconds=70)),
    )
    if number % 10 == 9:
        turns = ()
    elif number % 7 == 6:
        turns = turns[:1]
    known = {
        "channel": ("chat", "call", "email")[number % 3],
        "team": ("north", "south")[number % 2],
        "agent_id": f"a{number % 5}",
        "customer_id": f"c{number % 20}",
        "concern": "praise" if number % 11 == 0 else "delivery",
        "started_at": at,
        "turns": turns,
        "attributes": {"site": "Lyon" if number % 4 else "Metz"},
    }
    return Interaction(f"i{number:04d}", **{**known, **facts})


@pytest.fixture
def counter_path(tmp_path):
    """The criteria file of these tests."""
    path = tmp_path / "counter.yaml"
    path.write_text(COUNTER)
    return path


@pytest.fixture
def make_home(tmp_path):
    """Makes a connected home of `size` conversations of 20 customers."""

    def make(size=60, name="home"):
        home = create_home(tmp_path / name)
        with Warehouse(home.warehouse_path).write() as writer:
            writer.upsert("interactions", (conversation(number) for number in range(size)))
            writer.upsert(
                "customers",
                (Customer(f"c{number}", segment="gold" if number == 1 else "blue") for number in range(20)),
            )
        connect(home)
        return home

    yield make
    disconnect()


@pytest.fixture
def scored_home(make_home):
    """A home of 60 conversations."""
    return make_home()

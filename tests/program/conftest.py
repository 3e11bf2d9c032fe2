"""A home with a database, on SQLite and, where a server can be started, on PostgreSQL."""

import shutil

import pytest

from rapport.criteria import Decision, parse_criteria
from rapport.home import create_home, open_home
from rapport.program.audits.plain import Submission
from rapport.program.setup import connect, disconnect
from tests.made_once import made_once

CRITERIA = """\
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
          - {id: said_hello, points: 6, text: Says hello}
          - {id: gave_name, points: 4, text: Gives their name}
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
"""


@pytest.fixture(scope="session")
def criteria():
    return parse_criteria(CRITERIA, "counter.yaml")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A home whose tables are made, to copy: making them takes longer than most tests."""

    def make(root):
        connect(create_home(root))
        disconnect()

    return open_home(made_once(tmp_path_factory, "migrated", make))


@pytest.fixture(params=["sqlite", "postgres"])
def home(request, tmp_path, migrated):
    """A connected home; every test has a database of its own."""
    if request.param == "sqlite":
        shutil.copytree(migrated.root, tmp_path / "home")
        made = open_home(tmp_path / "home")
    else:
        root = create_home(tmp_path / "home").root
        made = open_home(root, database_url=request.getfixturevalue("new_database")())
    connect(made)
    yield made
    disconnect()


@pytest.fixture
def submission():
    """Makes a submission; `facts` overrule what it says."""

    def make(interaction="i1", evaluator="Ann", hello=1, **facts):
        decisions = {
            "greeting": Decision({"said_hello": hello, "silence": 1 - hello}),
            "tone": Decision(),
            "answer": Decision({"complete": 1}),
        }
        return Submission(interaction, evaluator, **{"decisions": decisions, **facts})

    return make

"""A new home's tables are those that the migrations make."""

import runpy
import sqlite3
from pathlib import Path

import pytest

from rapport.home import create_home
from rapport.program import setup

ROOT = Path(__file__).parents[2]


def test_the_statements_are_what_the_migrations_leave():
    tool = runpy.run_path(str(ROOT / "tools" / "new_tables"))
    assert tool["WRITTEN"].read_text(encoding="utf-8") == tool["statements"](), "run tools/new_tables"


@pytest.fixture
def connected(tmp_path):
    home = create_home(tmp_path / "home")
    setup.configure(home)
    yield home
    setup.disconnect()


def test_a_new_home_does_not_run_the_migrations_one_by_one(connected, monkeypatch):
    monkeypatch.setattr(setup, "run_migrations", lambda: pytest.fail("they were run"))
    setup.migrate(connected)
    assert not setup.is_behind()
    with sqlite3.connect(connected.database_path) as database:
        applied = database.execute("SELECT min(applied), max(applied) FROM django_migrations").fetchone()
        assert applied[0] == applied[1]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_with_other_packages_the_migrations_run(connected, monkeypatch):
    known = setup._known()
    monkeypatch.setattr(setup, "_known", lambda: known | {("axes", "0099_from_a_later_version")})
    ran = []
    monkeypatch.setattr(setup, "run_migrations", lambda: ran.append(setup._unapplied()))
    setup.migrate(connected)
    assert len(ran) == 1 and len(ran[0]) == len(known), "nothing is half made"

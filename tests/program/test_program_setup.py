"""Connecting to the database of a home."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rapport.home import HomeError, create_home, open_home
from rapport.program.settings import database_settings
from rapport.program.setup import connect, disconnect, migrate


def test_sqlite_is_durable_and_keeps_references(tmp_path):
    connect(create_home(tmp_path / "one"))
    from django.db import connection

    with connection.cursor() as cursor:
        found = {}
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete"):
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    disconnect()


def test_a_second_home_replaces_the_first(tmp_path, criteria, submission):
    one, two = create_home(tmp_path / "one"), create_home(tmp_path / "two")
    connect(one)
    from rapport.program.audits.selectors import scored_units
    from rapport.program.audits.services import evaluations_submit
    from rapport.program.people.actor import TERMINAL

    evaluations_submit(TERMINAL, criteria, [submission()])
    connect(two)
    assert scored_units(TERMINAL) == []
    connect(one)
    connect(one)
    assert len(scored_units(TERMINAL)) == 1
    disconnect()


def test_every_home_signs_with_its_own_key(tmp_path):
    from django.conf import settings

    homes = [create_home(tmp_path / name) for name in ("one", "two")]
    keys = []
    for home in (*homes, homes[0]):
        connect(home)
        keys.append(settings.SECRET_KEY)
        assert (home.root / "secret.key").read_text(encoding="utf-8").strip() == settings.SECRET_KEY
    assert keys[0] == keys[2] != keys[1]
    disconnect()


def test_older_tables_are_told_apart_from_new_ones(tmp_path, monkeypatch):
    home = create_home(tmp_path / "one")
    connect(home)
    # Another process: this one has found the tables whole, and does not look twice.
    monkeypatch.setattr("rapport.program.setup._FOUND_WHOLE", set())
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'audits'")
        cursor.execute("DROP TABLE audits_outbox")
    with pytest.raises(HomeError, match="rapport upgrade"):
        connect(home)
    disconnect()


def test_migrating_twice_is_harmless(tmp_path):
    home = create_home(tmp_path / "one")
    migrate(home)
    migrate(home)
    connect(home)
    disconnect()


def test_models_and_migrations_agree(tmp_path):
    home = create_home(tmp_path / "one")
    command = [sys.executable, "-m", "rapport.program.manage", str(home.root), "makemigrations", "--check"]
    found = subprocess.run([*command, "--dry-run"], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_database_address_must_be_postgresqls(tmp_path):
    home = create_home(tmp_path / "one")
    with pytest.raises(HomeError, match="PostgreSQL"):
        database_settings(open_home(home.root, database_url="mysql://localhost/x"))
    found = database_settings(
        open_home(home.root, database_url="postgresql://ann:p%40ss@db:5433/acme?sslmode=require")
    )
    assert found["PASSWORD"] == "p@ss" and found["PORT"] == "5433" and found["NAME"] == "acme"
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_thread_that_worked_for_another_home_works_for_this_one(tmp_path):
    def name_of(home):
        from django.db import connections

        connect(home)
        with connections["default"].cursor() as cursor:
            found = cursor.execute("PRAGMA database_list").fetchall()
        disconnect()
        return Path(found[0][2]).parent.name

    first, second = create_home(tmp_path / "first"), create_home(tmp_path / "second")
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(name_of, first).result() == "first"
        connect(second)
        disconnect()
        assert thread.submit(name_of, second).result() == "second"

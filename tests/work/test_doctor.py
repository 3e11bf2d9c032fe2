"""`rapport doctor` sees what is wrong and says how to mend it."""

import json
import shutil
from datetime import UTC, datetime

import pytest

from rapport.cli.main import _code
from rapport.program.setup import disconnect
from rapport.records import Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.work.doctor import examine
from rapport.work.exploring.index.build import bring_up_to_date
from rapport.work.exploring.index.place import index_path
from rapport.work.init import init_home


@pytest.fixture
def home(tmp_path):
    made = init_home(tmp_path / "acme")
    disconnect()  # so that the database is in its file, and not beside it in the write-ahead log
    return made


def states(checks):
    return {check.name: check.state for check in checks}


def test_a_new_home_is_in_order(home):
    assert set(states(examine(str(home.root))).values()) == {"ok"}


def test_a_folder_that_is_no_home_is_told_apart(tmp_path):
    last = examine(str(tmp_path))[-1]
    assert last.state == "broken"
    assert "rapport init" in last.mend


@pytest.mark.parametrize(
    ("break_it", "name", "state"),
    [
        (lambda home: home.root.chmod(0o755), "folder", "attention"),
        (lambda home: home.database_path.write_bytes(b"no database" * 500), "database", "broken"),
        (lambda home: (home.root / "rapport.toml").write_text('time_zone = "Mars/Base"\n'), "home", "broken"),
        (
            lambda home: (home.root / "rapport.toml").write_text("[redaction]\ntext = false\n"),
            "redaction",
            "attention",
        ),
        (lambda home: (home.root / "format").write_text("99\n"), "home", "broken"),
    ],
)
def test_each_fault_is_named_with_a_way_to_mend_it(home, break_it, name, state):
    break_it(home)
    found = {check.name: check for check in examine(str(home.root))}
    assert found[name].state == state
    assert found[name].mend


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def store(home, *names):
    records = [
        Interaction(interaction_id=name, channel="chat", started_at=NOON, turns=(Turn("customer", "hi"),))
        for name in names
    ]
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", records)


def index_check(home):
    return next(check for check in examine(str(home.root)) if check.name == "index")


def test_an_index_that_nobody_built_or_that_is_behind_is_in_order(home):
    store(home, "one", "two")
    assert index_check(home).state == "ok" and "not built yet" in index_check(home).found
    assert _code(["doctor", "--home", str(home.root)]) == 0
    assert bring_up_to_date(home)
    assert index_check(home).found == "2 rows, as new as the tables"
    store(home, "three")
    assert index_check(home).state == "ok" and "of 3 rows" in index_check(home).found


@pytest.mark.parametrize(
    "break_it",
    [
        lambda path: path.write_bytes(b"this is no index" * 1000),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(path.read_bytes()[:8192] + b"\xff" * (path.stat().st_size - 8192)),
        lambda path: path.with_name("damaged").touch(),
    ],
    ids=["another file", "cut short", "overwritten", "damage that was come upon"],
)
def test_a_damaged_index_asks_for_attention_and_is_made_anew(home, break_it):
    store(home, "one", "two")
    assert bring_up_to_date(home)
    break_it(index_path(home))
    found = index_check(home)
    assert found.state == "attention" and str(index_path(home).parent) in found.mend
    assert _code(["doctor", "--home", str(home.root)]) == 5
    shutil.rmtree(index_path(home).parent)
    assert bring_up_to_date(home) and index_check(home).state == "ok"


def test_the_command_ends_with_a_code_and_json(home, capsys):
    assert _code(["doctor", "--home", str(home.root), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "rapport"
    home.root.chmod(0o755)
    assert _code(["--home", str(home.root), "doctor"]) == 5
    assert "chmod 700" in capsys.readouterr().out

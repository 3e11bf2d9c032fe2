"""`rapport doctor` sees what is wrong and says how to mend it."""

import json

import pytest

from rapport.cli.main import _code
from rapport.program.setup import disconnect
from rapport.work.doctor import examine
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


def test_the_command_ends_with_a_code_and_json(home, capsys):
    assert _code(["doctor", "--home", str(home.root), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "rapport"
    home.root.chmod(0o755)
    assert _code(["--home", str(home.root), "doctor"]) == 5
    assert "chmod 700" in capsys.readouterr().out

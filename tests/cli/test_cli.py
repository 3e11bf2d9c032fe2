"""The command line: verbs, where --home may stand, exit codes, and what --json prints."""

import json
import sys

import pytest

from rapport.cli import output, start
from rapport.cli.main import VERBS, _code
from rapport.cli.main import rapport as group


@pytest.fixture
def home(tmp_path):
    assert _code(["init", str(tmp_path / "acme")]) == 0
    return str(tmp_path / "acme")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_without_doing_anything(verb, capsys):
    assert _code([verb, "--help"]) == 0
    assert "Usage: rapport" in capsys.readouterr().out


def test_the_list_of_verbs_is_in_the_help(capsys):
    assert _code(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(verb in out for verb in VERBS)
    assert set(group.list_commands(None)) == set(VERBS)


def test_an_unknown_verb_is_wrong_usage():
    assert _code(["frobnicate"]) == 2


@pytest.mark.parametrize("place", ["before", "after"])
def test_home_may_stand_before_or_after_the_verb(home, place, capsys):
    words = (
        ["--home", home, "doctor", "--json"] if place == "before" else ["doctor", "--json", "--home", home]
    )
    assert _code(words) == 0
    out = capsys.readouterr().out
    assert json.loads(out[out.index("[") :])


def test_a_missing_home_has_a_code_and_says_how_to_make_one(tmp_path, capsys):
    assert _code(["--home", str(tmp_path), "import", "chats", __file__]) == 4
    assert "rapport init" in capsys.readouterr().err


def test_a_folder_in_use_is_not_made_a_home(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("precious")
    assert _code(["init", str(tmp_path)]) == 4
    assert (tmp_path / "mine.txt").read_text() == "precious"
    assert "not empty" in capsys.readouterr().err


def test_bad_input_has_a_code_of_its_own(home, tmp_path, capsys):
    bad = tmp_path / "bad.yaml"
    bad.write_text("criteria: x\nversion: 1\ncolour: red\n")
    assert _code(["criteria", "check", str(bad)]) == 3
    assert "colour" in capsys.readouterr().err


def test_a_fault_of_our_own_is_told_in_words_and_keeps_its_trace_for_who_asks(home, monkeypatch, capsys):
    def broken(_given):
        raise RuntimeError("boom")

    monkeypatch.setattr("rapport.work.doctor.examine", broken)
    assert _code(["doctor", "--home", home]) == 1
    assert "boom" in capsys.readouterr().err
    monkeypatch.setenv("RAPPORT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        _code(["doctor", "--home", home])


def test_shipped_criteria_can_be_copied_checked_and_compared(tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    assert _code(["criteria", "copy", "banking", str(path)]) == 0
    assert _code(["criteria", "copy", "banking", str(path)]) == 2
    assert _code(["criteria", "check", str(path)]) == 0
    changed = tmp_path / "changed.yaml"
    changed.write_text(path.read_text().replace("points: 6", "points: 5", 1))
    assert _code(["criteria", "diff", str(path), str(changed)]) == 0
    assert "points" in capsys.readouterr().out


def test_without_the_application_the_command_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "rapport.cli.main", None)
    with pytest.raises(SystemExit) as ended:
        start.run()
    assert ended.value.code == 1
    assert "rapport-cx[app]" in capsys.readouterr().err


def test_what_was_imported_cannot_command_the_terminal(capsys):
    output.say("\x1b[31mred\x1b[0m [bold]plain[/bold]")
    output.show_table(
        "[x] a\x07title", ("Group", ">n"), [("\\[red]\x1b]0;owned\x07", 1234), ("a\x9bb [/]", 1)]
    )
    out = capsys.readouterr().out
    assert not any(character in out for character in "\x1b\x07\x9b")
    assert "[bold]plain[/bold]" in out and "\\[red]" in out and "[/]" in out and "1,234" in out


def test_a_number_that_json_cannot_write_is_null(capsys):
    output.emit_json({"a": float("nan"), "b": [float("inf"), 1.5]})
    assert json.loads(capsys.readouterr().out) == {"a": None, "b": [None, 1.5]}

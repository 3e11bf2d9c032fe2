"""`rapport survey`: survey files checked, questionnaires criticised."""

import json

from rapport.cli.main import _code

FILE = """\
survey: after
items:
  - {id: ease, type: ces}
  - {id: why, type: text, text: "Don't you think we are quick?"}
translations: {de: {title: Danach}}
"""


def test_a_list_of_questions_is_criticised_for_machines_and_for_people(tmp_path, capsys):
    path = tmp_path / "questions.txt"
    path.write_text("How easy or difficult was it to reach us?\nHow did you hear about us?\n")
    assert _code(["survey", "lint", str(path), "--json"]) == 0
    good, bad = json.loads(capsys.readouterr().out)
    assert good == {"line": 1, "text": "How easy or difficult was it to reach us?", "flaws": []}
    assert bad["line"] == 2 and bad["flaws"][0]["kind"] == "only_for_company"
    assert set(bad["flaws"][0]) == {"kind", "words", "suggestion"}
    assert _code(["survey", "lint", str(path), "--strict"]) == 5
    assert "2 questions, 1 with something to mend" in capsys.readouterr().out


def test_a_survey_file_is_checked_and_criticised_by_its_lines(tmp_path, capsys):
    path = tmp_path / "after.yaml"
    path.write_text(FILE)
    assert _code(["survey", "check", str(path)]) == 0
    assert "after@1 is valid: 2 items in en, de." in capsys.readouterr().out
    assert _code(["survey", "lint", str(path), "--json"]) == 0
    assert [one["line"] for one in json.loads(capsys.readouterr().out) if one["flaws"]] == [4]
    path.write_text(FILE.replace("ces", "smiles"))
    assert _code(["survey", "check", str(path)]) == 3
    assert "line 3" in capsys.readouterr().err


def test_how_a_survey_is_run_is_criticised_too(tmp_path, capsys):
    programme, questions = tmp_path / "run.yaml", tmp_path / "questions.txt"
    programme.write_text("programme: after\nwho: chosen_by_staff\n")
    questions.write_text("Wie leicht war es für Sie, uns heute zu erreichen?\n")
    assert _code(["survey", "lint", "--programme", str(programme), "--strict"]) == 5
    assert "who: chosen_by_staff" in capsys.readouterr().out
    assert _code(["survey", "lint", str(questions), "--programme", str(programme), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["kind"] for one in told["programme"]] == ["chosen_by_staff"]
    assert told["questions"][0]["unread"] == "de"
    assert _code(["survey", "lint"]) == 2

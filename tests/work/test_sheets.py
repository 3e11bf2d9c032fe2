"""Scoring workbooks: what they show, what they hide, and that they come back whole."""

import html
import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from rapport.criteria import parse_criteria
from rapport.records import Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.work.evaluate import import_evaluations
from rapport.work.sample import draw_sample
from rapport.work.sheets.lines import evidence_as_text, evidence_in
from rapport.work.sheets.points import points_formula
from rapport.work.sheets.read_workbook import read_workbook
from rapport.work.spreadsheet_text import guarded, unguarded

SECRETS = ("a0", "a1", "north", "south", "Lyon")


@pytest.fixture
def sheets(make_home, counter_path):
    """A home of 40 conversations and everybody's sheets."""
    home = make_home(40)
    turns = (Turn("customer", "=cmd()|'/C calc'!A0 " + "long " * 9000), Turn("agent", "Fine <b>now</b>"))
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", [Interaction("=1+1", channel="chat", team="north", turns=turns)])
    result = draw_sample(
        home, criteria=counter_path, size=30, minimum=0, by=(), evaluators=("Ann", "Bob"), seed=3
    )
    return home, {path.name: path for path in result.sheets}, result


def score_all(path, marks):
    """Fills a workbook as a person would: marks by element and rule number, then Scored."""
    book = load_workbook(path)
    scores, listed = book["Scores"], book["Interactions"]
    header = [cell.value for cell in scores[1]]
    seen = [place for place, title in enumerate(header, 1) if title == "Seen"]
    element = header.index("element") + 1
    for row in range(2, scores.max_row + 1):
        for number, count in marks.get(scores.cell(row, element).value, {}).items():
            scores.cell(row, seen[number]).value = count
        if scores.cell(row, element).value == "tone":
            scores.cell(row, header.index("Not applicable") + 1).value = "yes"
            scores.cell(row, header.index("Comment") + 1).value = "never came up"
    for row in range(2, listed.max_row + 1):
        listed.cell(row, 6).value = "yes"
        listed.cell(row, 7).value = "remark"
    book.save(path)


def test_a_filled_workbook_comes_back(sheets):
    home, paths, result = sheets
    score_all(paths["ann.xlsx"], {"greeting": {0: 1, 2: 2}, "answer": {0: "1"}})
    read = read_workbook(paths["ann.xlsx"])
    assert read.sample == result.sample and read.definition == "counter@1"
    greeting = next(line for line in read.lines if line.element == "greeting")
    assert greeting.rules == "said_hello;silence*2" and greeting.evaluator == "Ann"
    done = import_evaluations(home, [paths["ann.xlsx"], paths["bob.xlsx"]])
    assert done.new > 10 and done.new + done.open == result.evaluations
    from rapport.program.audits.models import ElementDecision, Evaluation

    tone = ElementDecision.objects.filter(element="tone").first()
    assert tone.not_applicable and tone.comment == "never came up"
    assert Evaluation.objects.first().comment == "remark"
    assert import_evaluations(home, [paths["ann.xlsx"]]).unchanged == done.new


def test_the_csv_and_the_workbook_say_the_same(sheets):
    home, paths, _ = sheets
    score_all(paths["ann.xlsx"], {"greeting": {0: 1}})
    done = import_evaluations(home, [paths["ann.xlsx"]])
    text = paths["ann.csv"].read_text()
    lines = []
    for line in text.splitlines():
        if ",greeting," in line:
            line = line.replace("?", "said_hello")
        if ",tone," in line:
            line = line.replace(",?,,,", ",,yes,never came up,")
        lines.append(line.replace("?", ""))
    paths["ann.csv"].write_text("\n".join(lines))
    again = import_evaluations(home, [paths["ann.csv"]], home.root.parent / "counter.yaml")
    # the remark on the whole interaction has no column in the long form
    assert again.changed == done.new


def test_nothing_on_a_sheet_gives_away_whose_conversation_it_is(sheets):
    _, paths, _result = sheets
    book = load_workbook(paths["ann.xlsx"])
    cells = [str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value]
    assert not [text for text in cells if text in SECRETS]
    assert not [text for text in cells if "Bob" in text]
    page = paths["ann-transcripts.html"].read_text()
    assert "Bob" not in page and "north" not in page


def test_no_text_becomes_a_formula_or_markup(sheets):
    _, paths, _ = sheets
    for name in ("ann.xlsx", "bob.xlsx"):
        book = load_workbook(paths[name])
        ours = ("=COUNTIF(Interactions!", "=IF(F", "=IF(D", "=(F")
        formulas = [
            cell.value for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"
        ]
        assert formulas and not [text for text in formulas if not text.startswith(ours)]
    pages = [path.read_text() for path in paths.values() if path.suffix == ".html"]
    assert any(html.escape("Fine <b>now</b>") in page for page in pages)
    assert not any("<b>now" in page for page in pages)
    assert any("'=1+1" in path.read_text() for path in paths.values() if path.suffix == ".csv")


def test_long_turns_are_kept_whole(sheets):
    _, paths, _ = sheets
    found = ""
    for name in ("ann.xlsx", "bob.xlsx"):
        for row in load_workbook(paths[name])["Transcripts"].iter_rows(values_only=True):
            if row[1] == "Customer" and "long" in str(row[3]):
                found += row[3]
        if found:
            break
    assert found.count("long ") == 9000 or found.count("long") == 9000


def test_an_interaction_whose_id_looks_like_a_formula_comes_back(sheets):
    home, paths, _ = sheets
    holder = next(path for path in paths.values() if path.suffix == ".csv" and "'=1+1" in path.read_text())
    holder.write_text(holder.read_text().replace("?", ""))
    import_evaluations(home, [holder], home.root.parent / "counter.yaml")
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        assert snapshot.sql("SELECT 1 FROM measurements WHERE subject_id = '=1+1'").num_rows


def test_live_points_follow_the_rules(counter_path):
    greeting = parse_criteria(counter_path.read_text(), "c").element("greeting")
    formula = points_formula(greeting, ["F2", "H2", "J2"], "D2")
    assert formula == ('=IF(D2="yes","n/a",MAX(0,MIN(10,0+(6)*N(F2)+(4)*N(H2)*(N(F2)>0)+(-5)*N(J2))))')


def test_evidence_and_guards_read_back():
    text = "3;cold@5:0-12"
    assert evidence_as_text(evidence_in(text, "here")) == text
    for name in ("=1+1", "@x", "plain", "'quoted"):
        assert unguarded(guarded(name)) == name


def test_a_spreadsheet_computes_the_sheet(sheets, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    _, paths, _ = sheets
    score_all(paths["ann.xlsx"], {"greeting": {0: 1, 1: 1, 2: 1}})
    subprocess.run(
        [
            office,
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path),
            str(paths["ann.xlsx"]),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    book = load_workbook(tmp_path / "ann.xlsx", data_only=True)
    scores = book["Scores"]
    header = [cell.value for cell in scores[1]]
    points = {
        scores.cell(row, header.index("element") + 1).value: scores.cell(
            row, header.index("Points") + 1
        ).value
        for row in range(2, scores.max_row + 1)
    }
    assert points["greeting"] == 5 and points["tone"] == "n/a" and points["answer"] == 0
    assert book["Interactions"].cell(2, 8).value == "done"

"""Erasing from a home with real reports and scoring sheets, whose words are read as a person would."""

import pypdfium2
import pytest
from byte_search import found
from kept_records import CRITERIA, SECRET, evaluate

from rapport.work.erase import erase_customer
from rapport.work.report import write_reports
from rapport.work.sample import draw_sample

TRACES = ("talk-1", "cust-1", SECRET, "Ada Quill", "sounded upset")


def words_of_pdfs(root):
    for path in root.rglob("*.pdf"):
        if path.stat().st_size > 100:
            with pypdfium2.PdfDocument(path) as document:
                yield path.name, " ".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def reported_home(kept_home, tmp_path):
    (tmp_path / "counter.yaml").write_text(CRITERIA)
    evaluate(kept_home, "talk-3", "talk-4", "talk-5", comment="Fine")
    draw_sample(
        kept_home,
        by=("team",),
        size=6,
        double=0,
        evaluators=("Flo",),
        criteria=tmp_path / "counter.yaml",
        name="s1",
    )
    write_reports(kept_home, audiences=("executive", "manager"), formats=("html", "pdf", "pptx", "xlsx"))
    return kept_home


def test_reports_and_sheets_hold_nothing_of_them(reported_home):
    root = reported_home.root
    before = {trace: found(root, trace) for trace in TRACES}
    for part in ("reports/", "sheets/s1/Flo.xlsx", "sheets/s1/Flo.csv", "sheets/s1/Flo-transcripts.html"):
        named = [name for names in before.values() for name in names if name.lower().startswith(part.lower())]
        assert named, f"{part} was to mention the customer"
    erase_customer(reported_home, "cust-1")
    assert {trace: found(root, trace) for trace in TRACES} == {trace: [] for trace in TRACES}
    for name, words in words_of_pdfs(root):
        assert not [trace for trace in TRACES if trace in " ".join(words.split())], name
    assert [path.name.lower() for path in (root / "sheets" / "s1").iterdir()] == ["flo.csv"]
    written = write_reports(reported_home, formats=("html",)).paths[0].read_text()
    assert "QCI" in written and "talk-1" not in written

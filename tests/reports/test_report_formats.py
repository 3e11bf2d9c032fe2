"""Paper, slides and workbook: they open again, hold the same number, and their charts stay editable."""

import io
import re
import zipfile

import openpyxl
import pypdfium2
import pytest
import report_factory as factory
from pptx import Presentation

from rapport.reports import render

CASES = [
    ("executive", {}),
    ("manager", {}),
    ("associate", {}),
    ("associate", {"agent": "agent-03"}),
    ("manager", {"team": "خدمة العملاء"}),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory, full):
    folder = tmp_path_factory.mktemp("formats")

    def of(kind, audience, findings=full, **cut):
        path = folder / f"{audience}-{len(findings.rows)}-{'-'.join(map(str, cut.values()))}.{kind}"
        if not path.exists():
            render(findings, audience, kind, path, **cut)
        return path

    return of


@pytest.mark.parametrize(("audience", "cut"), CASES)
@pytest.mark.parametrize("kind", ["pdf", "pptx", "xlsx"])
def test_every_audience_in_every_format(made, kind, audience, cut):
    assert made(kind, audience, **cut).stat().st_size > 5_000


@pytest.mark.parametrize("kind", ["pdf", "pptx", "xlsx"])
@pytest.mark.parametrize("audience", ["executive", "manager", "associate"])
def test_an_almost_empty_audit_draws(made, kind, audience):
    assert made(kind, audience, factory.almost_empty()).stat().st_size > 5_000


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def headline(full):
    qci = full.scores["qci"]
    return f"{qci.value:.1f} ({qci.low:.1f}–{qci.high:.1f})"


def test_paper_is_tagged_and_says_the_number(made, full):
    path = made("pdf", "executive")
    raw = path.read_bytes()
    assert b"/MarkInfo" in raw and b"/StructTreeRoot" in raw
    assert re.search(rb"pdfuaid:part>1<|pdfuaid:part=\"1\"", raw)
    document = pypdfium2.PdfDocument(path)
    assert 1 <= len(document) <= 3
    assert document.get_metadata_value("Title")
    picture = document[0].render(scale=0.5).to_pil().convert("L")
    assert picture.getextrema()[0] < 80
    assert headline(full) in text_of(path)


def test_paper_shows_markup_as_it_was_typed(made):
    said = text_of(made("pdf", "manager"))
    assert "<b>Nobody</b> calls back!" in said
    assert "retail-support@1" in said and "Data version 17" in said


def test_paper_survives_text_that_looks_like_typst(tmp_path, full):
    from dataclasses import replace

    nasty = '#panic("no") $x$ *b* _i_ `code` \\ "quote" {{ }} #import "x": y'
    first = replace(full.findings[0], todo=nasty, title=nasty)
    path = tmp_path / "nasty.pdf"
    render(replace(full, findings=(first, *full.findings[1:])), "manager", "pdf", path)
    assert '#panic("no") $x$ *b*' in text_of(path)


def charts_of(path):
    deck = Presentation(path)
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_slides_have_one_message_each_and_native_charts(made, full):
    path = made("pptx", "executive")
    deck = Presentation(path)
    assert 6 <= len(deck.slides) <= 8
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert all(titles) and len(titles) == len(set(titles))
    assert headline(full) in " ".join(s.text_frame.text for s in deck.slides[0].shapes if s.has_text_frame)
    for slide in deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert "Data version 17" in notes and "retail-support@1" in notes
    assert len(charts_of(path)) >= 3


def test_slides_charts_carry_editable_intervals(made):
    for shape in charts_of(made("pptx", "manager")):
        assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
        if "scatter" in shape.chart.chart_type.name.lower():
            continue
        xml = shape.chart._chartSpace.xml
        assert "<c:errBars>" in xml and 'val="cust"' in xml
        book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        for kind in ("plus", "minus"):
            column = re.search(rf"<c:{kind}>.*?<c:f>Sheet1!\$(\w)\$2:", xml, re.S)[1]
            cells = [
                book["Sheet1"][f"{column}{row}"].value
                for row in range(2, 2 + len(shape.chart.plots[0].categories))
            ]
            cached = re.search(rf"<c:{kind}>(.*?)</c:{kind}>", xml, re.S)[1]
            assert cells == pytest.approx([float(v) for v in re.findall(r"<c:v>(.*?)</c:v>", cached)])


def test_workbook_holds_the_rows_unrounded(made, full):
    book = openpyxl.load_workbook(made("xlsx", "manager"))
    assert {"Summary", "Elements", "Groups", "Findings", "Agreement", "Rows", "Provenance"} <= set(
        book.sheetnames
    )
    rows = list(book["Rows"].values)
    assert len(rows) == len(full.rows) + 1
    column = rows[0].index("QCI")
    assert [row[column] for row in rows[1:]] == pytest.approx([row.qci for row in full.rows])
    assert book["Rows"].freeze_panes == "B2" and book["Rows"].auto_filter.ref


def test_workbook_never_holds_a_formula(made):
    with zipfile.ZipFile(made("xlsx", "manager")) as book:
        sheets = [
            book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")
        ]
        assert sheets and not [
            sheet for sheet in sheets if "<f>" in sheet or "<f " in sheet or "hyperlink" in sheet
        ]
        assert not [name for name in book.namelist() if "externalLink" in name]
        assert "=cmd()|" in book.read("xl/sharedStrings.xml").decode()


def test_workbook_charts_carry_intervals(made):
    with zipfile.ZipFile(made("xlsx", "manager")) as book:
        charts = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) >= 8
    assert all("<c:errBars>" in chart for chart in charts if "<c:scatterChart>" not in chart)


def test_workbook_of_an_agent_names_no_colleague(made):
    book = openpyxl.load_workbook(made("xlsx", "associate", agent="agent-03"))
    said = " ".join(str(v) for sheet in book for row in sheet.values for v in row if v is not None)
    assert not re.search(r"agent-(?!03)\d\d|Dana|Noor", said)


def test_a_failed_report_leaves_the_old_one(tmp_path, full, monkeypatch):
    path = tmp_path / "report.xlsx"
    path.write_text("old")
    monkeypatch.setattr("rapport.reports.xlsx.book.add_rows", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        render(full, "manager", "xlsx", path)
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]

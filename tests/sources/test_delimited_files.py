"""CSV and TSV: what is written comes back, and every fault is named with its row."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.sources import Limits, SourceError
from rapport.sources.file import SourceFile
from rapport.sources.item import Rejected
from rapport.sources.tables.delimited import DelimitedTable, find_mark

CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def table(path, **more):
    return DelimitedTable(SourceFile(path, more.pop("limits", Limits())), **more)


@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8))
@settings(max_examples=80, deadline=None)
def test_what_a_spreadsheet_writes_comes_back(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "round.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    found = list(table(path, mark=",").rows())
    assert found == [(number, row) for number, row in enumerate(rows, 2)]


@given(st.sampled_from(";,\t|"), st.lists(st.text("abc 1.", min_size=1, max_size=5), min_size=3, max_size=3))
def test_the_mark_is_found(mark, row):
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows([["one", "two", "three"], row, row])
    assert find_mark(out.getvalue()) == mark


def test_a_mark_within_quotes_does_not_count(write):
    path = write("a.csv", 'id;text\n1;"a, b, c, d"\n2;"e, f, g, h"\n')
    assert table(path).header == ["id", "text"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark_are_found(write, encoding):
    path = write("a.csv", "id,text\n1,Grüße 🙂\n", encoding)
    assert list(table(path).rows()) == [(2, ["1", "Grüße 🙂"])]


def test_another_encoding_is_named_by_byte_and_line_and_read_when_told(write):
    path = write("a.csv", "id,text\n1,fine\n2,schön\n3,fine\n", "windows-1252")
    found = list(table(path).rows())
    bad = found[1]
    assert isinstance(bad, Rejected) and bad.row == 3
    assert "Byte 6 of line 3 (0xF6)" in bad.what and "--encoding" in bad.todo
    assert [row for row in found if row is not bad] == [(2, ["1", "fine"]), (4, ["3", "fine"])]
    assert list(table(path, encoding="windows-1252").rows())[1] == (3, ["2", "schön"])


def test_an_unknown_encoding_is_refused(write):
    with pytest.raises(SourceError, match="Unknown encoding"):
        table(write("a.csv", "id\n1\n"), encoding="klingon")


def test_rows_with_too_few_or_many_cells_are_rejected_and_others_kept(write):
    found = list(table(write("a.csv", "a,b\n1,2\n3\n4,5,6\n7,8,\n\n9,10\n")).rows())
    assert [item.row for item in found if isinstance(item, Rejected)] == [3, 4]
    assert [item[1] for item in found if not isinstance(item, Rejected)] == [
        ["1", "2"],
        ["7", "8"],
        ["9", "10"],
    ]


def test_a_quote_never_closed_costs_one_row(write):
    lines = [f"{number},text {number}\n" for number in range(2, 50)]
    lines[10] = '12,"never closed\n'
    found = list(table(write("a.csv", "id,text\n" + "".join(lines))).rows())
    bad = [item for item in found if isinstance(item, Rejected)]
    assert len(bad) == 1 and bad[0].row == 12 and "quote" in bad[0].what
    assert len(found) == 48


def test_a_huge_cell_is_one_rejected_row_and_is_never_held(write):
    limits = Limits(field_bytes=10_000, line_bytes=50_000)
    for size in (20_000, 200_000):
        path = write("a.csv", f"id,text\n1,ok\n2,{'x' * size}\n3,ok\n")
        found = list(table(path, limits=limits).rows())
        bad = [item for item in found if isinstance(item, Rejected)]
        assert [item.row for item in bad] == [3] and len(bad[0].raw) <= limits.raw_characters
        assert len(found) == 3


def test_headers_are_tidied_and_empty_ones_refused(write):
    assert table(write("a.csv", " id ,,id\n1,2,3\n")).header == ["id", "column 2", "id (3)"]
    with pytest.raises(SourceError, match="names no columns"):
        table(write("b.csv", ",,\n1,2,3\n"))
    with pytest.raises(SourceError, match="2 columns"):
        table(write("c.csv", "a,b\n1,2\n"), limits=Limits(columns=1))
    with pytest.raises(SourceError, match="empty"):
        table(write("d.csv", ""))


def test_lines_within_cells_and_all_line_ends(write):
    path = write("a.csv", 'id,text\r\n1,"two\r\nlines"\r\n2,one\r\n')
    assert list(table(path).rows()) == [(2, ["1", "two\r\nlines"]), (3, ["2", "one"])]


def test_line_ends_of_old_macintoshes(write):
    path = write("a.csv", "id,text\r1,one\r2,two\r")
    assert list(table(path).rows()) == [(2, ["1", "one"]), (3, ["2", "two"])]

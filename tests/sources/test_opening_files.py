"""Files that are no files, half files and bombs."""

import gzip
import io
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rapport.records import UnsupportedError
from rapport.sources import Limits, SourceError, detect_format, read_file

CHAT = '{"id": "c%d", "turns": [{"speaker": "customer", "text": "hello"}]}\n'
BOMB = Limits(ratio_free_bytes=1_000_000, ratio=50)


def test_what_is_not_there_or_a_folder(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        list(read_file(tmp_path / "gone.csv", "chats"))
    with pytest.raises(SourceError, match="not a file"):
        list(read_file(tmp_path, "chats"))


def test_an_unknown_kind_and_format(write):
    path = write("a.csv", "id\n1\n")
    with pytest.raises(SourceError, match="Unknown kind"):
        list(read_file(path, "letters"))
    with pytest.raises(SourceError, match="Unknown format"):
        list(read_file(path, "chats", format="wordperfect"))
    with pytest.raises(SourceError, match="format of the file is not known"):
        detect_format(write("a.bin", b"\x00\x01\x02\x03"))


def test_half_a_gzip_file_is_named(write):
    path = write("a.jsonl.gz", "".join(CHAT % number for number in range(20_000)))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(SourceError, match="ends in the middle") as error:
        list(read_file(path, "chats"))
    assert "a.jsonl.gz" in str(error.value)


def test_a_damaged_gzip_file_is_named(write):
    path = write("a.jsonl.gz", "".join(CHAT % number for number in range(20_000)))
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 50] = bytes(50)
    path.write_bytes(bytes(raw))
    with pytest.raises(SourceError, match=r"damaged|ends in the middle"):
        list(read_file(path, "chats"))


@pytest.mark.parametrize("name", ["a.csv.gz", "a.jsonl.gz", "a.tsv.gz"])
def test_a_gzip_bomb_is_stopped(write, name):
    start = "id\ttext\n" if "tsv" in name else "id,text\n" if "csv" in name else CHAT % 1
    path = write(name, start + " " * 20_000_000)
    with pytest.raises(SourceError, match="zip bomb"):
        list(read_file(path, "reviews", limits=BOMB))


def test_a_bomb_of_honest_ratio_meets_the_size_limit(write):
    path = write("a.csv.gz", "id,text\n" + "1,x\n" * 100_000)
    with pytest.raises(SourceError, match="unpacks to more than 100,000 bytes"):
        list(read_file(path, "reviews", limits=Limits(unpacked_bytes=100_000)))


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_workbooks_that_are_half_old_or_bombs(write):
    whole = workbook([["id", "text"], *([number, "hello"] for number in range(500))])
    assert len(list(read_file(write("a.xlsx", whole), "reviews"))) == 500
    with pytest.raises(SourceError, match="not a whole XLSX"):
        list(read_file(write("half.xlsx", whole[:-100]), "reviews"))
    with pytest.raises(UnsupportedError, match="old or encrypted"):
        list(read_file(write("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600)), "reviews"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    with pytest.raises(SourceError, match="zip bomb"):
        list(read_file(write("bomb.xlsx", packed.getvalue()), "reviews", limits=BOMB))
    with pytest.raises(SourceError, match="damaged"):
        list(read_file(write("other.xlsx", _zip_of_nothing()), "reviews"))


def _zip_of_nothing():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    return out.getvalue()


def test_half_a_parquet_file_is_named(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": ["1", "2"], "text": ["a", "b"]}), path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceError, match="damaged or cut short"):
        list(read_file(path, "reviews"))


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "xlsx", "parquet"])
@pytest.mark.parametrize("packed", [False, True])
def test_every_format_reads_alike_packed_or_not(tmp_path, kind, packed):
    rows = [["r1", "2024-03-12 10:00", "Great, thanks"], ["r2", "2024-03-13 11:00", "Never again\nreally"]]
    raw = {
        "csv": lambda: _text(rows, ","),
        "tsv": lambda: _text(rows, "\t"),
        "jsonl": lambda: _json(rows),
        "xlsx": lambda: workbook([["review_id", "date", "review"], *rows]),
        "parquet": lambda: _parquet(rows),
    }[kind]()
    path = tmp_path / (f"a.{kind}.gz" if packed else f"a.{kind}")
    path.write_bytes(gzip.compress(raw) if packed else raw)
    assert detect_format(path) == kind
    records = [item.record for item in read_file(path, "reviews")]
    assert [record.interaction_id for record in records] == ["r1", "r2"]
    assert [record.turns[0].text for record in records] == [row[2] for row in rows]
    assert {record.channel for record in records} == {"review"}
    assert records[0].started_at.isoformat() == "2024-03-12T10:00:00+00:00"


def _text(rows, mark):
    import csv

    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows([["review_id", "date", "review"], *rows])
    return out.getvalue().encode()


def _json(rows):
    import json

    keys = ("review_id", "date", "review")
    return "".join(json.dumps(dict(zip(keys, row, strict=True))) + "\n" for row in rows).encode()


def _parquet(rows):
    out = io.BytesIO()
    columns = dict(zip(("review_id", "date", "review"), zip(*rows, strict=True), strict=True))
    pq.write_table(pa.table({key: list(values) for key, values in columns.items()}), out)
    return out.getvalue()

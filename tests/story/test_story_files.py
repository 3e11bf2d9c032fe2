"""The files of the company are what a client would deliver."""

import csv
import gzip

import orjson

from rapport.sources import Parsed, read_file
from rapport.story import Company, write_company

COMPANY = Company(seed=5, size=400)


def test_files_hold_the_records(tmp_path):
    files = write_company(COMPANY, tmp_path, 50, 150)
    lines = gzip.decompress(files.chats.read_bytes()).splitlines()
    assert [orjson.loads(line)["id"] for line in lines] == [f"H{index:08d}" for index in range(50, 150)]
    with files.customers.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == COMPANY.customer_count
    assert any(row["importance.timing"] for row in rows)
    assert any(not row["importance.timing"] for row in rows)


def test_several_processes_write_the_same(tmp_path):
    alone = write_company(COMPANY, tmp_path / "alone")
    together = write_company(COMPANY, tmp_path / "together", processes=2)
    assert gzip.decompress(alone.chats.read_bytes()) == gzip.decompress(together.chats.read_bytes())
    assert sorted(path.name for path in (tmp_path / "together").iterdir()) == sorted(
        path.name for path in (tmp_path / "alone").iterdir()
    )


def test_the_ordinary_import_reads_them_back(tmp_path):
    files = write_company(COMPANY, tmp_path, 0, 120)
    items = list(read_file(files.chats, "chats"))
    assert all(isinstance(item, Parsed) for item in items)
    expected = {one.interaction_id: one for one in COMPANY.interactions(0, 120)}
    for item in items:
        told = expected[item.record.interaction_id]
        assert item.record.turns == told.turns
        assert (item.record.team, item.record.concern, item.record.channel) == (
            told.team,
            told.concern,
            told.channel,
        )
        assert item.record.attributes == told.attributes
    for kind in ("customers", "answers", "events", "indicators"):
        read = list(read_file(getattr(files, kind), kind))
        assert read and all(isinstance(item, Parsed) for item in read), kind

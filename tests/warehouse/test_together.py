"""Several writers and readers at once, failures, and files that go missing."""

import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from deltalake import DeltaTable
from warehouse_records import interaction, measurement

from rapport.records import InputError
from rapport.warehouse import (
    Counts,
    SnapshotGoneError,
    Warehouse,
    WarehouseBusyError,
    WarehouseError,
    tidy,
)
from rapport.warehouse import warehouse as module

HERE = Path(__file__).parent
WRITES = """
import sys
from warehouse_records import interaction
from rapport.warehouse import Warehouse
name, rounds = sys.argv[2], int(sys.argv[3])
for n in range(rounds):
    with Warehouse(sys.argv[1]).write() as writer:
        writer.upsert("interactions", [interaction(n, interaction_id=f"{name}{n}")])
        writer.upsert("interactions", [interaction(0, interaction_id="both", team=name)])
"""


@pytest.fixture
def warehouse(tmp_path):
    return Warehouse(tmp_path / "w")


def write(warehouse, *records, table="interactions"):
    with warehouse.write() as writer:
        return writer.upsert(table, records)


def count(warehouse, table="interactions"):
    with warehouse.snapshot() as snapshot:
        return snapshot.sql(f"SELECT count(*) AS n FROM {table}")["n"][0].as_py()


def files(warehouse, table="interactions"):
    return {path.name for path in (warehouse.root / table).glob("*.parquet")}


def test_two_processes_write_at_once_and_nothing_is_lost(warehouse):
    here = {**os.environ, "PYTHONPATH": str(HERE)}
    children = [
        subprocess.Popen([sys.executable, "-c", WRITES, warehouse.root, name, "8"], env=here)
        for name in ("left", "right")
    ]
    assert [child.wait() for child in children] == [0, 0]
    assert warehouse.data_version == 16
    assert count(warehouse) == 17
    assert len(DeltaTable(str(warehouse.root / "interactions")).to_pyarrow_table()) == 17


def test_a_second_writer_waits_and_says_when_it_was_too_long(warehouse):
    with warehouse.write(), pytest.raises(WarehouseBusyError, match="Another process"):
        write(Warehouse(warehouse.root, wait_s=0.1), interaction(1))


def test_an_exception_leaves_everything_as_it_was(warehouse):
    write(warehouse, interaction(1))
    before = files(warehouse)
    with pytest.raises(ZeroDivisionError), warehouse.write() as writer:
        writer.upsert("interactions", [interaction(1, team="x"), interaction(2)])
        writer.upsert("measurements", [measurement(1)])
        raise ZeroDivisionError
    assert warehouse.data_version == 1 and count(warehouse) == 1
    assert files(warehouse) == before and not files(warehouse, "measurements")


def test_a_record_that_breaks_in_the_middle_of_a_stream_leaves_nothing(warehouse):
    def stream():
        yield from (interaction(n) for n in range(9_000))
        raise ValueError("row 9,001 is broken")

    with pytest.raises(ValueError, match="9,001"):
        _upsert(warehouse, stream())
    assert warehouse.data_version == 0 and count(warehouse) == 0


@pytest.mark.parametrize(
    ("facts", "says"),
    [({"subject": "half \ud83d a sign"}, "'i1'"), ({"started_at": datetime(2026, 1, 1)}, "no time zone")],  # noqa: DTZ001
)
def test_what_cannot_be_stored_is_named(warehouse, facts, says):
    with pytest.raises(InputError, match=says):
        write(warehouse, interaction(1, **facts))
    assert warehouse.data_version == 0


def _upsert(warehouse, stream):
    with warehouse.write() as writer:
        writer.upsert("interactions", stream)


def test_a_failure_between_two_tables_is_rolled_back_by_the_next_writer(warehouse, monkeypatch):
    write(warehouse, interaction(1))
    with monkeypatch.context() as patch:
        patch.setattr(module, "write_manifest", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"), warehouse.write() as writer:
            writer.upsert("interactions", [interaction(1, team="x"), interaction(2)])
    assert len(DeltaTable(str(warehouse.root / "interactions")).to_pyarrow_table()) == 2
    assert count(warehouse) == 1, "the manifest alone says what is there"
    assert write(warehouse, measurement(1), table="measurements") == Counts(new=1)
    assert len(DeltaTable(str(warehouse.root / "interactions")).to_pyarrow_table()) == 1
    assert write(warehouse, interaction(1)) == Counts(unchanged=1)
    assert len(files(warehouse)) == 1


def test_files_that_left_their_table_stay_a_day(warehouse, monkeypatch):
    write(warehouse, interaction(1))
    with warehouse.snapshot() as old:
        write(warehouse, interaction(1, team="x"))
        assert len(files(warehouse)) == 2
        assert old.sql("SELECT team FROM interactions")["team"].to_pylist() == [None]
        now = time.time()
        monkeypatch.setattr(tidy, "time", lambda: now + tidy.KEPT_S + 60)
        write(warehouse, interaction(2))
        assert len(files(warehouse)) == 2
        with pytest.raises(SnapshotGoneError):
            old.sql("SELECT team, turns, attributes FROM interactions")
    with pytest.raises(SnapshotGoneError, match="newest is whole"):
        warehouse.snapshot(1)
    assert count(warehouse) == 2


def test_a_reader_that_loses_a_file_asks_the_newest_version_once_more(warehouse, monkeypatch):
    write(warehouse, interaction(1))
    asked = []

    def question(snapshot):
        asked.append(snapshot.data_version)
        if len(asked) == 1:
            write(warehouse, interaction(1, team="x"))
            for gone in snapshot.manifest.tables["interactions"].parts:
                (warehouse.root / "interactions" / gone.name).unlink()
        return snapshot.sql("SELECT team FROM interactions")["team"].to_pylist()

    assert warehouse.ask(question) == ["x"]
    assert asked == [1, 2]


def test_a_damaged_manifest_says_what_to_do(warehouse):
    write(warehouse, interaction(1))
    (warehouse.root / "manifest.json").write_text('{"format": 1, "data_ver')
    with pytest.raises(WarehouseError, match="Restore a backup"):
        warehouse.snapshot()


def test_a_newer_manifest_is_refused(warehouse):
    write(warehouse, interaction(1))
    path = warehouse.root / "manifest.json"
    path.write_text(path.read_text().replace('"format":1', '"format":2'))
    with pytest.raises(WarehouseError, match="another version of Rapport"):
        write(warehouse, interaction(2))


def test_a_log_that_ends_before_the_manifest_is_damage(warehouse):
    write(warehouse, interaction(1))
    (warehouse.root / "interactions" / "_delta_log" / "00000000000000000001.json").unlink()
    with pytest.raises(WarehouseError, match="ends at version 0"):
        write(warehouse, interaction(2))


def test_the_log_stays_short_over_many_versions(warehouse):
    for number in range(56):
        write(warehouse, measurement(0, value=float(number)), table="measurements")
    assert len(DeltaTable(str(warehouse.root / "measurements")).to_pyarrow_table()) == 1
    assert list((warehouse.root / "measurements" / "_delta_log").glob("*.checkpoint.parquet"))
    assert count(warehouse, "measurements") == 1
    with warehouse.snapshot(40) as snapshot:
        assert snapshot.sql("SELECT value FROM measurements")["value"].to_pylist() == [39.0]
    with pytest.raises(SnapshotGoneError, match="not kept"):
        warehouse.snapshot(3)

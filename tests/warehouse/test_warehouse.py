"""What a warehouse keeps, and that keeping it again changes nothing."""

from dataclasses import replace

import pytest
from deltalake import DeltaTable
from warehouse_records import (
    ANSWER,
    CUSTOMER,
    EVENT,
    INDICATOR,
    READING,
    START,
    interaction,
    measurement,
)

from rapport.records import Annotation
from rapport.warehouse import SCHEMAS, Counts, SnapshotGoneError, Warehouse, WarehouseError

RECORDS = {
    "interactions": interaction(1),
    "answers": ANSWER,
    "events": EVENT,
    "customers": CUSTOMER,
    "indicators": INDICATOR,
    "measurements": measurement(1),
    "readings": READING,
}


@pytest.fixture
def warehouse(tmp_path):
    return Warehouse(tmp_path / "a [strange] name*")


def write(warehouse, table, records):
    with warehouse.write() as writer:
        return writer.upsert(table, records)


def rows(warehouse, query, version=None):
    with warehouse.snapshot(version) as snapshot:
        return snapshot.sql(query).to_pylist()


def test_an_absent_warehouse_is_empty_and_reading_makes_nothing(warehouse):
    for table in SCHEMAS:
        assert rows(warehouse, f"SELECT count(*) AS n FROM {table}") == [{"n": 0}]
    assert warehouse.data_version == 0
    assert not warehouse.root.exists()


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_field_of_a_record_comes_back(warehouse, table):
    record = RECORDS[table]
    assert write(warehouse, table, [record]) == Counts(new=1)
    (row,) = rows(warehouse, f"SELECT * FROM {table}")
    assert list(row) == SCHEMAS[table].names
    for name in type(record).__dataclass_fields__:
        given, kept = getattr(record, name), row[name]
        if name == "attributes":
            assert dict(kept) == given
        elif name in ("turns", "evidence"):
            assert [type(given[0])(**one) for one in kept] == list(given)
        elif name == "annotations":
            assert [Annotation(record.interaction_id, **one) for one in kept] == list(given)
        elif name in ("flags", "models"):
            assert tuple(kept) == given
        else:
            assert kept == given, name


@pytest.mark.parametrize("table", SCHEMAS)
def test_the_schema_is_what_a_delta_reader_sees(warehouse, table):
    write(warehouse, table, [RECORDS[table]])
    seen = DeltaTable(str(warehouse.root / table)).to_pyarrow_table()
    assert seen.column_names == SCHEMAS[table].names
    assert len(seen) == 1


def test_storing_again_changes_nothing(warehouse):
    records = [interaction(n) for n in range(200)]
    assert write(warehouse, "interactions", records) == Counts(new=200)
    files = sorted((warehouse.root / "interactions").iterdir())
    assert write(warehouse, "interactions", iter(records)) == Counts(unchanged=200)
    assert warehouse.data_version == 1
    assert sorted((warehouse.root / "interactions").iterdir()) == files


def test_the_order_of_attributes_is_no_change(warehouse):
    write(warehouse, "interactions", [interaction(1)])
    turned = interaction(1, attributes={"app": "7", "site": "north"})
    assert write(warehouse, "interactions", [turned]) == Counts(unchanged=1)


def test_a_changed_record_replaces_its_row(warehouse):
    write(warehouse, "interactions", [interaction(n) for n in range(50)])
    changed = replace(interaction(7), team="north")
    assert write(warehouse, "interactions", [changed, interaction(50)]) == Counts(new=1, changed=1)
    assert rows(warehouse, "SELECT count(*) AS n, count(DISTINCT interaction_id) AS d FROM interactions") == [
        {"n": 51, "d": 51}
    ]
    assert rows(warehouse, "SELECT team FROM interactions WHERE interaction_id = 'i7'") == [{"team": "north"}]


def test_the_last_record_of_a_key_wins(warehouse):
    first, second = interaction(1), replace(interaction(1), team="north")
    assert write(warehouse, "interactions", [first, second, second]) == Counts(new=1, changed=1, unchanged=1)
    assert rows(warehouse, "SELECT team FROM interactions") == [{"team": "north"}]


def test_a_key_changed_twice_in_one_write_is_there_once(warehouse):
    write(warehouse, "interactions", [interaction(1), interaction(2)])
    with warehouse.write() as writer:
        assert writer.upsert("interactions", [replace(interaction(1), team="a")]) == Counts(changed=1)
        assert writer.upsert("interactions", [replace(interaction(1), team="b")]) == Counts(changed=1)
        assert writer.upsert("interactions", [interaction(3)]) == Counts(new=1)
    found = rows(warehouse, "SELECT interaction_id, team FROM interactions ORDER BY 1")
    assert [tuple(row.values()) for row in found] == [("i1", "b"), ("i2", None), ("i3", None)]


def test_a_retracted_measurement_updates_its_row(warehouse):
    write(warehouse, "measurements", [measurement(1), measurement(2)])
    gone = replace(measurement(1), retracted_at=START)
    assert write(warehouse, "measurements", [gone]) == Counts(changed=1)
    assert rows(warehouse, "SELECT key FROM measurements WHERE retracted_at IS NULL") == [{"key": "k2"}]


def test_deleted_rows_are_gone(warehouse):
    write(warehouse, "interactions", [interaction(n, customer=f"c{n % 3}") for n in range(30)])
    with warehouse.write() as writer:
        assert writer.delete("interactions", "customer_id", ["c1", "nobody"]) == 10
    assert rows(warehouse, "SELECT DISTINCT customer_id AS c FROM interactions ORDER BY 1") == [
        {"c": "c0"},
        {"c": "c2"},
    ]


def test_many_small_writes_are_joined(warehouse):
    for number in range(40):
        write(warehouse, "measurements", [measurement(number)])
    with warehouse.snapshot() as snapshot:
        assert snapshot.rows["measurements"] == 40
        assert len(snapshot.manifest.tables["measurements"].parts) <= 25
    assert rows(warehouse, "SELECT count(DISTINCT key) AS n FROM measurements") == [{"n": 40}]
    assert len(DeltaTable(str(warehouse.root / "measurements")).to_pyarrow_table()) == 40


def test_a_snapshot_stands_still(warehouse):
    write(warehouse, "interactions", [interaction(1)])
    with warehouse.snapshot() as snapshot:
        write(warehouse, "interactions", [replace(interaction(1), team="x"), interaction(2)])
        assert snapshot.data_version == 1
        assert snapshot.sql("SELECT interaction_id AS i, team FROM interactions").to_pylist() == [
            {"i": "i1", "team": None}
        ]
    assert len(rows(warehouse, "SELECT 1 FROM interactions")) == 2
    assert len(rows(warehouse, "SELECT 1 FROM interactions", version=1)) == 1


def test_an_unknown_version_is_refused(warehouse):
    write(warehouse, "interactions", [interaction(1)])
    with pytest.raises(SnapshotGoneError, match="not kept"):
        warehouse.snapshot(9)


def test_tables_are_ibis_expressions_too(warehouse):
    write(warehouse, "interactions", [interaction(n) for n in range(5)])
    with warehouse.snapshot() as snapshot:
        table = snapshot.table("interactions")
        assert table.filter(table.eligible).count().execute() == 5
        with pytest.raises(WarehouseError, match="no table"):
            snapshot.table("conversations")

"""Whatever is written in whatever order and portions, the table equals a dictionary kept beside it."""

import tempfile
from collections import Counter

import pytest
from deltalake import DeltaTable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warehouse_records import measurement

from rapport.warehouse import Warehouse, batches, edit

RECORDS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 2)), max_size=9)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("upsert"), RECORDS), st.tuples(st.just("delete"), st.sets(st.integers(0, 7)))
    ),
    max_size=4,
)
WRITES = st.lists(st.tuples(STEPS, st.booleans()), min_size=1, max_size=5)


class Undone(Exception):
    """Ends a write that is not to be."""


@pytest.fixture(autouse=True)
def small_portions(monkeypatch):
    """Batches of a few rows and eager joining, so that little data meets every seam."""
    monkeypatch.setattr(batches, "CHUNK_ROWS", 2)
    monkeypatch.setattr(batches, "BATCH_ROWS", 4)
    monkeypatch.setattr(edit, "MANY_SMALL", 3)


def upsert(writer, model, records):
    expected = Counter()
    for key, value in records:
        expected["new" if key not in model else "unchanged" if model[key] == value else "changed"] += 1
        model[key] = value
    counts = writer.upsert("measurements", [measurement(key, float(value)) for key, value in records])
    assert counts.new == expected["new"]
    assert counts.new + counts.changed + counts.unchanged == len(records)


def delete(writer, model, keys):
    gone = writer.delete("measurements", "key", [f"k{key}" for key in keys])
    assert gone == len(model.keys() & keys)
    for key in keys:
        model.pop(key, None)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WRITES)
def test_a_table_equals_its_model(writes):
    with tempfile.TemporaryDirectory() as folder:
        warehouse, model = Warehouse(folder), {}
        for steps, completes in writes:
            trial = dict(model)
            try:
                with warehouse.write() as writer:
                    for kind, what in steps:
                        (upsert if kind == "upsert" else delete)(writer, trial, what)
                    if not completes:
                        raise Undone
            except Undone:
                trial = model
            model = trial
            with warehouse.snapshot() as snapshot:
                rows = snapshot.sql("SELECT key, value FROM measurements").to_pylist()
                assert snapshot.rows["measurements"] == len(rows)
                named = set(snapshot.manifest.tables["measurements"].files)
            assert {path.name for path in warehouse.root.glob("measurements/*.parquet")} == named
            assert len(rows) == len(model)
            assert {row["key"]: row["value"] for row in rows} == {f"k{k}": float(v) for k, v in model.items()}
        if (warehouse.root / "measurements" / "_delta_log").exists():
            assert len(DeltaTable(f"{folder}/measurements").to_pyarrow_table()) == len(model)


def test_the_same_rows_in_any_portions(tmp_path):
    rows = [measurement(n % 15, float(n % 7)) for n in range(36)]
    whole, single = Warehouse(tmp_path / "whole"), Warehouse(tmp_path / "single")
    with whole.write() as writer:
        writer.upsert("measurements", rows)
    with single.write() as writer:
        for row in rows:
            writer.upsert("measurements", [row])
    query = "SELECT * EXCLUDE (imported_at) FROM measurements ORDER BY key"
    with whole.snapshot() as one, single.snapshot() as other:
        assert one.sql(query).equals(other.sql(query))

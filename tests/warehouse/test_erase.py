"""An erased customer is in no row, no file and no log, and does not come back."""

import gzip
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from warehouse_records import ANSWER, CUSTOMER, EVENT, interaction, measurement

from rapport.warehouse import Counts, Warehouse
from rapport.warehouse.erase import erase, forbidden_customers

SECRET = "My heron ate the blue router"
TRACES = [b"Ada Quill", b"ada@quill", b"Long Lane", b"heron ate"]


@pytest.fixture
def warehouse(tmp_path):
    warehouse = Warehouse(tmp_path / "w")
    others = [interaction(n, customer=f"c{n}") for n in range(10, 40)]
    for _ in range(2):  # the second write leaves a retired file with the first one's words
        with warehouse.write() as writer:
            writer.upsert("interactions", [interaction(1, text=SECRET, team=str(_)), *others])
    with warehouse.write() as writer:
        writer.upsert(
            "customers", [CUSTOMER, replace(CUSTOMER, customer_id="c10", name="Bo", email=None, address=None)]
        )
        writer.upsert(
            "answers",
            [
                ANSWER,
                replace(
                    ANSWER, answer_id="s2-nps", submission_id="s2", customer_id="c10", interaction_id=None
                ),
            ],
        )
        writer.upsert("events", [EVENT, replace(EVENT, event_id="e2", customer_id="c10")])
        writer.upsert(
            "measurements",
            [
                measurement(1),
                measurement(2, subject="i10"),
                replace(measurement(3), subject_kind="submission", subject_id="s1"),
                replace(measurement(4), subject_kind="submission", subject_id="i1"),
            ],
        )
    return warehouse


def everything(root):
    """Every byte under a folder, with the pages of Parquet files unpacked."""
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()
            if path.suffix == ".parquet":
                yield path, repr(pq.read_table(path).to_pylist()).encode()
            if path.suffix == ".gz":
                yield path, gzip.decompress(path.read_bytes())


def where(root, trace):
    return [path for path, data in everything(root) if trace in data]


def test_nothing_of_the_customer_is_left_in_any_byte(warehouse):
    assert all(where(warehouse.root, trace) for trace in TRACES), "the traces must be there to begin with"
    erased = erase(warehouse, "c1")
    assert erased.counts == {"customers": 1, "interactions": 1, "answers": 1, "events": 1, "measurements": 2}
    assert erased.files >= 6
    assert {trace: where(warehouse.root, trace) for trace in TRACES} == {trace: [] for trace in TRACES}
    assert dict(warehouse.snapshot().rows) == {
        "interactions": 30, "customers": 1, "answers": 1, "events": 1, "indicators": 0, "measurements": 2,
        "readings": 0,
    }  # fmt: skip


def test_the_log_never_holds_what_customers_said(warehouse):
    logs = list(warehouse.root.glob("*/_delta_log/*"))
    assert len(logs) > 6
    for path in logs:
        text = path.read_bytes()
        assert not [trace for trace in [*TRACES, b"minValues", b"maxValues", b'"c1"'] if trace in text], path


def test_an_erased_customer_does_not_come_back(warehouse):
    erase(warehouse, "c1")
    with warehouse.write() as writer:
        assert writer.upsert(
            "interactions", [interaction(1), interaction(2), interaction(41, "c41")]
        ) == Counts(new=1, erased=2)
        assert writer.upsert("interactions", [interaction(1, customer=None)]) == Counts(erased=1)
        assert writer.upsert("customers", [CUSTOMER]) == Counts(erased=1)
        assert writer.upsert("answers", [replace(ANSWER, customer_id=None, interaction_id=None)]) == Counts(
            erased=1
        )
        assert writer.upsert("events", [EVENT]) == Counts(erased=1)
        assert writer.upsert("measurements", [measurement(1)]) == Counts(erased=1)
    assert b"c1" not in (warehouse.root / "tombstones").read_bytes().split()
    assert not where(warehouse.root, b"Ada Quill")


def test_erasing_somebody_unknown_only_leaves_a_mark(warehouse):
    before = warehouse.snapshot().rows
    assert erase(warehouse, "nobody").counts == {}
    assert warehouse.snapshot().rows == before


def test_erasing_can_be_completed_after_an_interruption(warehouse, monkeypatch):
    monkeypatch.setattr("rapport.warehouse.erase.purge", lambda _warehouse: (_ for _ in ()).throw(OSError))
    with pytest.raises(OSError):
        erase(warehouse, "c1")
    assert where(warehouse.root, b"heron ate")
    monkeypatch.undo()
    erase(warehouse, "c1")
    assert not where(warehouse.root, b"heron ate")


def test_an_old_copy_tells_whom_to_erase_again(warehouse, tmp_path):
    assert forbidden_customers(warehouse) == ()
    erase(warehouse, "c10")
    copy = Warehouse(tmp_path / "copy")
    with copy.write() as writer:
        writer.upsert("interactions", [interaction(1, "c1"), interaction(2, "c10")])
    for name in ("salt", "tombstones"):
        (copy.root / name).write_bytes((warehouse.root / name).read_bytes())
    assert forbidden_customers(copy) == ("c10",)

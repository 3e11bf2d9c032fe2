"""After `rapport erase` a search of every byte of the home finds nothing of the customer."""

import sqlite3

import pytest
from byte_search import found

from rapport.records import Interaction
from rapport.warehouse import Warehouse
from rapport.work.backup import back_up
from rapport.work.erase import erase_customer
from rapport.work.restore import restore

TRACES = (
    "Ada Quill",
    "ada@quill",
    "7946 0000",
    "Long Lane",
    "heron ate",
    "sounded upset",
    "cust-1",
    "talk-1",
)


NOWHERE = {trace: [] for trace in TRACES}


def test_every_byte_of_the_home(kept_home):
    back_up(kept_home)
    before = {trace: found(kept_home.root, trace) for trace in TRACES}
    assert all(before.values()), before
    assert any("rapport.sqlite3" in name for name in before["sounded upset"])
    assert any(name.startswith("backups/") for name in before["heron ate"])

    erased = erase_customer(kept_home, "cust-1")

    assert {trace: found(kept_home.root, trace) for trace in TRACES} == NOWHERE
    assert erased.counts["interactions"] == erased.counts["customers"] == erased.counts["answers"] == 1
    assert erased.counts["evaluations"] == 1
    assert erased.counts["backups replaced"] == 1


def test_the_others_stay(kept_home):
    erase_customer(kept_home, "cust-1")
    with Warehouse(kept_home.warehouse_path).snapshot() as snapshot:
        assert snapshot.rows["interactions"] == 5
        assert snapshot.sql("SELECT DISTINCT subject_id FROM measurements")["subject_id"].to_pylist() == [
            "talk-2"
        ]
    with sqlite3.connect(kept_home.database_path) as database:
        assert database.execute("SELECT interaction_id FROM audits_evaluation").fetchall() == [("talk-2",)]


def test_files_are_rewritten_or_removed_with_what_belongs_to_them(kept_home):
    erase_customer(kept_home, "cust-1")
    left = {path.relative_to(kept_home.root).as_posix() for path in kept_home.root.rglob("*.*")}
    assert "reports/executive.html" not in left and "reports/executive.pdf" not in left
    assert "reports/manager.html" in left and "reports/manager.pdf" in left
    assert "sheets/eve.xlsx" not in left and "rejects/chats.jsonl.gz" not in left
    assert (kept_home.root / "sheets/eve.csv").read_text() == "interaction_id,evaluator\ntalk-2,Eve\n"
    assert (kept_home.root / "rejects/chats.csv").read_text().count("\n") == 2


def test_stored_reports_say_that_they_cannot_be_computed_again(kept_home):
    erase_customer(kept_home, "cust-1")
    record = (kept_home.root / "reports/executive.json").read_text()
    assert "A customer was erased on" in record and '"qci": 100.0' in record


def test_somebody_unknown_takes_nothing_along(kept_home):
    backup = back_up(kept_home).path
    erased = erase_customer(kept_home, "cust-99")
    assert erased.counts == {}
    assert backup.exists() and (kept_home.root / "reports/executive.pdf").exists()


def test_an_interrupted_erasure_is_completed_by_asking_again(kept_home, monkeypatch):
    back_up(kept_home)
    for broken in ("clean_files", "erase", "replace_backups"):
        with monkeypatch.context() as patch:
            patch.setattr(f"rapport.work.erase.{broken}", lambda *_a, **_k: (_ for _ in ()).throw(OSError))
            with pytest.raises(OSError):
                erase_customer(kept_home, "cust-1")
    erase_customer(kept_home, "cust-1")
    assert {trace: found(kept_home.root, trace) for trace in TRACES} == NOWHERE


def test_what_a_killed_backup_left_goes_too(kept_home):
    data = kept_home.database_path.read_bytes()
    for name in (".backup-x/database", "backups/.looking-x/3.parquet", "backups/.b.rapport.tar.zst.new"):
        path = kept_home.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    assert len(found(kept_home.root, "sounded upset")) >= 4
    erase_customer(kept_home, "cust-1")
    assert found(kept_home.root, "sounded upset") == []


def test_an_older_backup_does_not_bring_them_back(kept_home, tmp_path):
    outside = back_up(kept_home, tmp_path / "old.rapport.tar.zst").path
    erase_customer(kept_home, "cust-1")
    restored = restore(outside, kept_home.root, force=True)
    assert any("erased again" in note for note in restored.notes)
    assert {trace: found(kept_home.root, trace) for trace in TRACES} == NOWHERE
    with Warehouse(kept_home.warehouse_path).write() as writer:
        assert writer.upsert("interactions", [Interaction("x", customer_id="cust-1")]).erased == 1

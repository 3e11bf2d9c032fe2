"""A backup brings back exactly the home it was made of, or says why not."""

import io
import sqlite3
import tarfile
from contextlib import closing

import orjson
import pyarrow as pa
import pytest
from deltalake import DeltaTable

from rapport.home import HomeError, open_home
from rapport.records import Interaction
from rapport.warehouse import SCHEMAS, Warehouse
from rapport.work.archive.index import Entry, Index
from rapport.work.archive.write import write_archive
from rapport.work.backup import back_up
from rapport.work.restore import restore


def contents(home):
    """Everything a person would miss: rows, decisions, files."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        tables = {name: snapshot.sql(f"SELECT * FROM {name} ORDER BY ALL").to_pylist() for name in SCHEMAS}
        version = snapshot.data_version
    with closing(sqlite3.connect(home.database_path)) as database:
        dump = list(database.iterdump())
    files = {
        path.relative_to(home.root).as_posix(): path.read_bytes()
        for path in home.root.rglob("*")
        if path.is_file()
        and path.relative_to(home.root).parts[0] not in ("warehouse", "backups")
        and not path.name.startswith((home.database_path.name, "."))
    }
    return version, tables, dump, files


def test_round_trip(kept_home, tmp_path):
    before = contents(kept_home)
    backup = back_up(kept_home)
    assert backup.path.parent == kept_home.folder("backups") and backup.files > 15 and backup.bytes > 0
    restored = restore(backup.path, tmp_path / "again")
    again = open_home(tmp_path / "again")
    assert contents(again) == before
    assert restored.files == backup.files and restored.aside is None
    delta = DeltaTable(str(again.warehouse_path / "interactions")).to_pyarrow_table()
    assert len(delta) == 6


def test_a_restored_home_can_be_written(kept_home, tmp_path):
    again = restore(back_up(kept_home).path, tmp_path / "again").root
    with Warehouse(again / "warehouse").write() as writer:
        assert writer.upsert("interactions", [Interaction("new")]).new == 1


def test_force_keeps_what_was_there(kept_home):
    backup = back_up(kept_home, kept_home.root.parent / "kept.rapport.tar.zst").path
    (kept_home.root / "criteria" / "mine.yaml").write_text("written later")
    with pytest.raises(HomeError, match="something in the folder"):
        restore(backup, kept_home.root)
    restored = restore(backup, kept_home.root, force=True)
    assert (restored.aside / "criteria" / "mine.yaml").read_text() == "written later"
    assert not (kept_home.root / "criteria" / "mine.yaml").exists()


def test_backups_and_locks_are_not_backed_up(kept_home):
    back_up(kept_home)
    names = members(back_up(kept_home).path)
    assert not [name for name in names if name.startswith("backups/") or "lock" in name or "-wal" in name]


def test_a_backup_is_for_its_owner_only(kept_home):
    assert back_up(kept_home).path.stat().st_mode & 0o077 == 0


def test_a_file_is_never_overwritten(kept_home):
    with pytest.raises(HomeError, match="a file of that name"):
        back_up(kept_home, kept_home.root / "rapport.toml")


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "other"])
def test_a_damaged_backup_is_refused_and_nothing_touched(kept_home, tmp_path, harm):
    backup = back_up(kept_home).path
    data = bytearray(backup.read_bytes())
    if harm == "flip":
        data[len(data) // 2] ^= 0xFF
    bad = tmp_path / "bad"
    bad.write_bytes({"cut": data[:-200], "flip": data, "empty": b"", "other": b"PK\x03\x04 nonsense"}[harm])
    target = tmp_path / "target"
    with pytest.raises(HomeError, match="damaged"):
        restore(bad, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad", "home"]


def members(path):
    with pa.input_stream(str(path), compression="zstd") as stream:
        whole = io.BytesIO(stream.read())
    with tarfile.open(fileobj=whole) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def rewritten(path, change):
    """A backup whose members were changed behind the back of its index."""
    inside = members(path)
    index = orjson.loads(inside.pop("backup.json"))
    change(inside, index)
    with (
        pa.CompressedOutputStream(str(path), "zstd") as stream,
        tarfile.open(mode="w|", fileobj=stream) as tar,
    ):
        for name, data in [*inside.items(), ("backup.json", orjson.dumps(index))]:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda inside, index: inside.update({"rapport.toml": b'name = "Other"'}),
            "rapport.toml is not what",
        ),
        (lambda inside, index: inside.pop("format"), "format is not what"),
        (lambda inside, index: inside.update({"extra": b""}), "extra is not what"),
        (lambda inside, index: inside.update({"../outside": b""}), "not a plain file"),
        (lambda inside, index: inside.update({"/outside": b""}), "not a plain file"),
        (lambda inside, index: index.update({"home_format": 99}), "format 99"),
        (lambda inside, index: index.update({"archive_format": 99}), "newer Rapport"),
        (lambda inside, index: index.pop("files"), "index cannot be read"),
    ],
)
def test_a_backup_that_does_not_agree_with_its_index_is_refused(kept_home, tmp_path, change, says):
    backup = back_up(kept_home).path
    rewritten(backup, change)
    with pytest.raises(HomeError, match=says):
        restore(backup, tmp_path / "target")
    assert not (tmp_path / "target").exists() and not (tmp_path / "outside").exists()


def test_the_index_lists_every_member_with_its_checksum(tmp_path):
    index = Index(1, "2026-01-01", "0", 0, "absent", {})
    written = write_archive(tmp_path / "a", index, [("one", b"1"), ("two", b"")])
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert written.files["two"] == Entry(0, empty)
    assert members(tmp_path / "a")["one"] == b"1"

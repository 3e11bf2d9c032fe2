"""What is acknowledged outlasts a power cut: every byte and name is on the disk before the manifest is."""

import os
from pathlib import Path

import pytest
from warehouse_records import interaction, measurement

from rapport.warehouse import Warehouse

DESCRIPTORS = Path("/proc/self/fd")


@pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="needs Linux's list of open files")
def test_everything_is_synced_and_the_manifest_last(tmp_path, monkeypatch):
    synced, really = [], os.fsync

    def fsync(descriptor):
        synced.append((DESCRIPTORS / str(descriptor)).readlink())
        really(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    warehouse = Warehouse(tmp_path / "w")
    for team in ("north", "south"):
        synced.clear()
        with warehouse.write() as writer:
            writer.upsert("interactions", [interaction(1, team=team)])
            writer.upsert("measurements", [measurement(1, value=float(len(team)), stratum=team)])
        with warehouse.snapshot() as snapshot:
            tables = snapshot.manifest.tables
        root = warehouse.root
        newest = [path for path in synced if path.name.startswith(".manifest.json")]
        assert synced[-2:] == [*newest, root], "the manifest and its name come last"
        for name in ("interactions", "measurements"):
            folder, state = root / name, tables[name]
            for path in (
                *(folder / part.name for part in state.parts),
                folder / "_delta_log" / f"{state.version:020d}.json",
                folder / "_delta_log",
                folder,
            ):
                assert path in synced[:-2], path

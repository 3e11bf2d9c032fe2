"""Makes the sheet: each file of readings is packed once, then all is joined with the interactions' facts."""

from __future__ import annotations

import time
import uuid
from contextlib import closing
from pathlib import Path

import duckdb

from rapport.home import Home
from rapport.warehouse.manifest import Manifest, read_manifest
from rapport.warehouse.sqltext import file_list
from rapport.work.understanding.sheet.columns import FORMAT, packed, sheet
from rapport.work.understanding.sheet.place import Sheet, folder, keep_sheet, kept_sheet, sheet_lock, state_of

THREADS, MEMORY = 2, "1GB"
SETTINGS = "SET TimeZone = 'UTC'; SET python_enable_replacements = false; SET enable_progress_bar = false"


def bring_sheet(home: Home) -> Sheet:
    """The sheet of the newest data, made unless it is there."""
    while True:
        with sheet_lock(home):
            manifest = read_manifest(home.warehouse_path)
            kept = kept_sheet(home)
            if kept is not None and kept.of == state_of(home, manifest):
                return kept
            try:
                return _make(home, manifest)
            except duckdb.IOException:
                # Files of this version were cleaned up under it: once more, of the one that is newest now.
                if read_manifest(home.warehouse_path).data_version == manifest.data_version:
                    raise


def _make(home: Home, manifest: Manifest) -> Sheet:
    begun, place = time.monotonic(), folder(home)
    with closing(duckdb.connect(config={"threads": THREADS, "memory_limit": MEMORY})) as engine:
        engine.execute(SETTINGS)
        engine.execute(f"SET temp_directory = '{_text(place / 'spill')}'")
        packs = _pack(engine, home, manifest)
        for name in ("interactions", "customers"):
            _view(engine, name, home, manifest)
        found = place / f"sheet-{uuid.uuid4().hex}.parquet"
        _write(engine, sheet(home.settings.time_zone.replace("'", ""), packs), found)
        counted = "count(*), count(coalesce(concerns_by, service_by, feelings_by))"
        [(rows, read)] = engine.execute(f"SELECT {counted} FROM '{_text(found)}'").fetchall()
    took = time.monotonic() - begun
    made = Sheet(found.name, state_of(home, manifest), manifest.data_version, rows, read, time.time(), took)
    keep_sheet(home, made)
    return made


def _pack(engine: duckdb.DuckDBPyConnection, home: Home, manifest: Manifest) -> str:
    """Packs the files of readings that are new, forgets those that are gone → all packed, as SQL."""
    parts = [part.name for part in manifest.tables["readings"].parts]
    packs = folder(home) / f"packed-{FORMAT}"
    packs.mkdir(exist_ok=True)
    for path in packs.iterdir():
        if path.name not in parts:
            path.unlink()
    engine.execute("SET preserve_insertion_order = false")
    for name in parts:
        if not (packs / name).exists():
            source = f"read_parquet({file_list(home.warehouse_path / 'readings', [name])})"
            _write(engine, packed(source), packs / name)
    engine.execute("SET preserve_insertion_order = true")
    if not parts:
        from rapport.warehouse.schemas import READINGS

        engine.register("no_readings", READINGS.empty_table())
        return f"({packed('no_readings')})"
    return f"read_parquet({file_list(packs, parts)})"


def _view(engine: duckdb.DuckDBPyConnection, name: str, home: Home, manifest: Manifest) -> None:
    from rapport.warehouse.schemas import SCHEMAS

    files = [part.name for part in manifest.tables[name].parts]
    if files:
        source = file_list(home.warehouse_path / name, files)
        engine.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({source})")
    else:
        engine.register(name, SCHEMAS[name].empty_table())


def _write(engine: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    engine.execute(f"COPY ({query}) TO '{_text(new)}' (FORMAT parquet, COMPRESSION zstd)")
    new.replace(path)


def _text(path: Path) -> str:
    return str(path).replace("'", "''")

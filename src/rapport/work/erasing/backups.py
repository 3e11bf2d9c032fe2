"""Backups hold what was erased until they are replaced."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO

import pyarrow.compute as pc
import pyarrow.parquet as pq

from rapport.home import Home, HomeError
from rapport.work.archive.read import read_archive
from rapport.work.backup import SUFFIX, back_up
from rapport.work.erasing.reading import read_text
from rapport.work.erasing.traces import Traces
from rapport.work.progress import Progress


def holding(home: Home, customer_id: str, traces: Traces, progress: Progress) -> tuple[Path, ...]:
    """The backups in the home's folder that hold the customer, or cannot be shown not to."""
    found = [path for path in home.folder("backups").iterdir() if path.is_file()]
    progress.stage("Looking into backups", len(found))
    guilty = []
    for path in sorted(found):
        if not path.name.endswith(SUFFIX) or _holds(path, customer_id, traces):
            guilty.append(path)
        progress.advance()
    return tuple(guilty)


def replace_backups(home: Home, guilty: tuple[Path, ...], progress: Progress) -> Path | None:
    """Writes and verifies one backup of the home as it is now, then removes the `guilty` ones."""
    if not guilty:
        return None
    new = back_up(home, name="after-erasure", progress=progress).path
    for path in guilty:
        path.unlink(missing_ok=True)
    return new


def _holds(path: Path, customer_id: str, traces: Traces) -> bool:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".looking-") as folder:
        names: list[tuple[str, Path]] = []

        def sink(name: str) -> IO[bytes] | None:
            if name.endswith(".json") and name.startswith("warehouse/"):
                return None
            if name.startswith("recordings/"):
                # Sound cannot be read; the tables beside it tell whose it is.
                return None
            target = Path(folder) / f"{len(names)}{Path(name).suffix}"
            names.append((name, target))
            return target.open("wb")

        try:
            read_archive(path, sink, _nothing)
        except HomeError:
            return True
        return any(_mentions(name, file, customer_id, traces) for name, file in names)


def _mentions(name: str, file: Path, customer_id: str, traces: Traces) -> bool:
    if name.startswith("warehouse/") and file.suffix == ".parquet":
        with pq.ParquetFile(file) as parquet:
            if "customer_id" not in parquet.schema_arrow.names:
                return False
            ids = parquet.read(columns=["customer_id"])["customer_id"]
        return bool(pc.any(pc.equal(ids, customer_id)).as_py())
    text = read_text(file)
    return text is not None and traces.mentions(text)


def _nothing() -> None:
    """Nobody watches a single backup being read."""

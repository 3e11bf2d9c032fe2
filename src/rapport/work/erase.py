"""Erase: one customer, everywhere in the home."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rapport.home import Home
from rapport.warehouse import Warehouse
from rapport.warehouse.erase import belongings, erase
from rapport.work.erasing.backups import holding, replace_backups
from rapport.work.erasing.decided import erase_decided
from rapport.work.erasing.files import Cleaned, clean_files, mark_reports
from rapport.work.erasing.traces import traces_of
from rapport.work.exploring.index.erase import erase_from_index
from rapport.work.progress import Progress, Silent
from rapport.work.results.stored import forget_all
from rapport.work.understanding.sheet.place import forget_sheet


@dataclass(frozen=True)
class Erasure:
    """How many rows and files went, by kind, and in `notes` what a person should know or still do."""

    counts: Mapping[str, int]
    notes: tuple[str, ...]


def erase_customer(home: Home, customer_id: str, *, progress: Progress | None = None) -> Erasure:
    """Removes a customer and all they said: evaluations of their interactions, files that mention
    them, rows, and backups that hold them; a keyed hash keeps them from being imported again.

    The tables go last: they tell what to look for everywhere else, so that an erasure that was
    interrupted is completed by asking for it again.
    """
    watch = progress or Silent()
    warehouse = Warehouse(home.warehouse_path)
    with warehouse.snapshot() as snapshot:
        found = belongings(snapshot, customer_id)
        traces = traces_of(snapshot, found)
    guilty = holding(home, customer_id, traces, watch)
    watch.stage("Erasing")
    decided = erase_decided(home, found.interactions, customer_id, traces.mentions)
    files = clean_files(home, traces, suspect=bool(found.counts))
    erased = erase(warehouse, customer_id)
    erase_from_index(home, customer_id, found.interactions)
    forget_all(home)
    forget_sheet(home)
    _sweep(home)
    today = datetime.now(UTC).date().isoformat()
    marked = mark_reports(home, f"A customer was erased on {today}") if erased.counts else 0
    fresh = replace_backups(home, guilty, watch)
    counts = {
        **erased.counts, **decided, "files rewritten": len(files.rewritten),
        "files removed": len(files.removed), "backups replaced": len(guilty),
    }  # fmt: skip
    notes = (*_about_files(files), *_about_backups(guilty, fresh), *_about_reports(marked))
    return Erasure({name: count for name, count in counts.items() if count}, notes)


def _sweep(home: Home) -> None:
    """Removes what a backup, a look into one, or a question left when its process was killed."""
    left = (
        *home.root.glob(".backup-*"),
        *home.folder("backups").glob(".looking-*"),
        home.warehouse_path / ".spill",
    )
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)


def _about_files(files: Cleaned) -> Iterator[str]:
    for name in files.rewritten:
        yield f"Rewritten without them: {name}"
    for name in files.removed:
        yield f"Removed: {name}"


def _about_backups(guilty: tuple[Path, ...], fresh: Path | None) -> Iterator[str]:
    if fresh is not None:
        names = ", ".join(path.name for path in guilty)
        yield f"Replaced by {fresh.name}: {names}"
    yield "Copies of backups or reports that were taken out of the home are yours to remove."


def _about_reports(marked: int) -> Iterator[str]:
    if marked:
        yield f"{marked} stored reports keep their figures; they can no longer be computed again."

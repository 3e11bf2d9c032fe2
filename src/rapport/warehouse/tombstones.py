"""What was erased may not come back: keyed hashes of erased identities, never the identities."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa

from rapport.warehouse.disk import write_whole

SUBJECTS = {"interaction": "interaction_id", "submission": "submission_id", "customer": "customer_id"}


class Tombstones:
    """The erased identities of a warehouse. `kind` is customer, interaction or submission."""

    def __init__(self, root: Path) -> None:
        self.path, self.salt_path = root / "tombstones", root / "salt"
        self.marks = set(self.path.read_text().split()) if self.path.exists() else set()
        self.salt = self.salt_path.read_bytes() if self.salt_path.exists() else b""

    def __bool__(self) -> bool:
        return bool(self.marks)

    def add(self, kind: str, values: Iterable[str]) -> None:
        """Marks identities as erased; lasting when this returns."""
        if not self.salt:
            self.salt = secrets.token_bytes(32)
            write_whole(self.salt_path, self.salt)
        self.marks.update(self._mark(kind, value) for value in values)
        write_whole(self.path, _lines(self.marks))

    def holds(self, kind: str, value: str | None) -> bool:
        """Whether this identity was erased."""
        return value is not None and self._mark(kind, value) in self.marks

    def allowed(self, table: str, rows: pa.Table) -> pa.Table:
        """The rows of a table that belong to nobody erased."""
        if not self.marks:
            return rows
        if table == "measurements":
            told = zip(rows["subject_kind"].to_pylist(), rows["subject_id"].to_pylist(), strict=True)
            kept = [not self.holds(kind, value) for kind, value in told]
            return rows.filter(pa.array(kept, pa.bool_()))
        for kind, field in SUBJECTS.items():
            if field in rows.column_names:
                kept = [not self.holds(kind, value) for value in rows[field].to_pylist()]
                rows = rows.filter(pa.array(kept, pa.bool_()))
        return rows

    def _mark(self, kind: str, value: str) -> str:
        return blake2b(f"{kind}:{value}".encode(), key=self.salt, digest_size=20).hexdigest()


def carry_tombstones(source: Path, target: Path) -> bool:
    """Adds the erased identities of one warehouse to those of an older copy of it; whether any are
    known now. Marks of a warehouse that is no copy (another salt) mean nothing there."""
    known, copy = Tombstones(source), Tombstones(target)
    if known and copy.salt in (b"", known.salt):
        target.mkdir(parents=True, exist_ok=True)
        write_whole(target / "salt", known.salt)
        write_whole(target / "tombstones", _lines(known.marks | copy.marks))
        return True
    return bool(copy)


def _lines(marks: set[str]) -> bytes:
    return "".join(f"{mark}\n" for mark in sorted(marks)).encode()

"""What was erased may not come back: keyed hashes of erased identities, never the identities."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

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

    def forbid(self, table: str, record: Any) -> bool:
        """Whether a record belongs to somebody erased."""
        if table == "measurements":
            return self.holds(record.subject_kind, record.subject_id)
        return any(self.holds(kind, getattr(record, field, None)) for kind, field in SUBJECTS.items())

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

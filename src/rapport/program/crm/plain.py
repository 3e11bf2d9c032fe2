"""What goes in and out of the crm application: frozen plain data, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Taken:
    """A customer whose facts are to be written now; `digest` is of what was written last."""

    customer_id: str
    digest: str


@dataclass(frozen=True)
class Marked:
    """Rows that came in until `imported_at`, of that data version, and cases until `noted_at` are noted."""

    imported_at: datetime
    data_version: int
    noted_at: datetime


@dataclass(frozen=True)
class CrmState:
    """How writing back goes. `problem` is the last one."""

    waiting: int
    written: int
    failed: int
    problem: str
    written_at: datetime | None

"""Which models read the concerns of some conversations."""

from __future__ import annotations

from rapport.work.understanding.seen import Where
from rapport.work.understanding.sheet.ask import Session


def concerns_read_by(session: Session, part: Where) -> tuple[str, ...]:
    """Each by name and version: several while another one reads everything anew."""
    query = (
        "SELECT DISTINCT concerns_by AS name FROM sheet "
        f"WHERE concerns_by IS NOT NULL AND {part.sql} ORDER BY 1"
    )
    return tuple(session.ask(query, part.values)["name"].to_pylist())

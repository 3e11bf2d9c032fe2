"""What a backup says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from rapport.home import HomeError

ARCHIVE_FORMAT = 1
INDEX_NAME = "backup.json"


@dataclass(frozen=True)
class Entry:
    """One file of the backup."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Index:
    """`database` is "sqlite" (inside), "absent" (none yet) or "elsewhere" (PostgreSQL, not inside)."""

    home_format: int
    made_at: str
    rapport_version: str
    data_version: int
    database: str
    files: Mapping[str, Entry]
    archive_format: int = ARCHIVE_FORMAT

    def as_bytes(self) -> bytes:
        """For storing."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def read_index(data: bytes, where: str) -> Index:
    """The index from its stored form. Raises HomeError when it is none, or newer than we know."""
    try:
        raw: dict[str, Any] = orjson.loads(data)
        newer = raw["archive_format"] > ARCHIVE_FORMAT
        files = {name: Entry(**entry) for name, entry in raw.pop("files").items()}
        index = None if newer else Index(files=files, **raw)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HomeError("The backup's index cannot be read", where, "Use another backup.") from error
    if index is None:
        raise HomeError("The backup was made by a newer Rapport", where, "Use a newer Rapport.")
    return index

"""Recognising a system by the keys of its JSON, and reading values that may be missing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rapport.sources.date_formats import from_epoch
from rapport.sources.dates import Dates
from rapport.sources.native import as_text


def has_keys(head: bytes, *keys: str) -> bool:
    """Whether all keys occur in the first bytes of a JSON file."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start in (b"{", b"[") and all(f'"{key}"'.encode() in head for key in keys)


def text_or_none(value: Any) -> str | None:
    """A value as text; None when it is empty."""
    return None if value is None or value == "" else as_text(value)


def when(dates: Dates, value: Any, row: int) -> datetime | None:
    """A time given as text or as seconds since 1970, in UTC."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return from_epoch(value)
    return dates.read(value, row)


def flat(prefix: str, given: Any) -> dict[str, str]:
    """The filled values of an object as attributes; keys of inner objects are joined by a dot."""
    found: dict[str, str] = {}
    for key, value in (given or {}).items():
        if isinstance(value, dict):
            found.update(flat(f"{prefix}{key}.", value))
        elif value not in (None, "", []):
            found[f"{prefix}{key}"] = (
                ", ".join(map(as_text, value)) if isinstance(value, list) else as_text(value)
            )
    return found

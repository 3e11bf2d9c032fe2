"""What people type into the forms of plans, read."""

from __future__ import annotations

from datetime import date

from rapport.records import InputError


def day_of(text: str, name: str) -> date | None:
    """A day, None for nothing. Raises InputError."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{text[:40]!r} is not a day", name, "Write it like 2026-12-31.") from None


def number_of(text: str, name: str) -> float | None:
    """A number, None for nothing; a comma may stand for the point. Raises InputError."""
    if not text.strip():
        return None
    try:
        found = float(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        found = float("nan")
    if not abs(found) < 1e9:
        raise InputError(f"{text[:40]!r} is no number", name, "Write digits, with a point for parts.")
    return found


def whole_of(text: str, name: str) -> int | None:
    """A whole number from 0, None for nothing. Raises InputError."""
    if not text.strip():
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InputError(f"{text[:40]!r} is no whole number", name, "Write digits.")
    return int(text)


def plain(value: float) -> str:
    """A number as it is typed, with all its digits."""
    return f"{value:.10f}".rstrip("0").rstrip(".")

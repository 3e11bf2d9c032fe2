"""What people type into forms, as numbers, days and moments."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from rapport.program.shops.errors import ShopError


def whole(text: str, name: str) -> int:
    """A whole number. Raises ShopError."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 9:
        raise ShopError(f"{plain[:40]!r} is not a whole number", name, "Write digits only.")
    return int(plain)


def amount(text: str, name: str) -> Decimal:
    """Money; nothing is 0. Raises ShopError."""
    try:
        found = Decimal(text.strip().replace(",", ".") or "0")
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise ShopError(f"{text.strip()[:40]!r} is no amount", name, "Write a number such as 12.50.")
    return round(found, 2)


def day(text: str, name: str) -> date:
    """A day. Raises ShopError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ShopError(f"{text.strip()[:40]!r} is no day", name, "Write it as 2026-03-31.") from None


def moment(text: str, name: str, zone: ZoneInfo) -> datetime:
    """A moment as clocks in `zone` show it. Raises ShopError."""
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=zone)
    except ValueError:
        raise ShopError(
            f"{text.strip()[:40]!r} is no day and time", name, "Write it as 2026-03-31T14:30."
        ) from None


def lines(text: str) -> tuple[str, ...]:
    """The lines that say something, each once."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))

"""Stretches of time as people say them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template

register = template.Library()
LONG_S = 60


@register.filter
def span(seconds: float | None) -> str:
    """75 → 1 min 15 s; 4000 → 1 h 6 min; 200000 → 2 d 7 h."""
    if seconds is None:
        return ""
    whole = round(abs(seconds))
    sign = "−" if seconds < 0 and whole else ""
    for unit, name, part, below in ((86_400, "d", 3_600, "h"), (3_600, "h", 60, "min"), (60, "min", 1, "s")):
        if whole >= unit:
            rest = (whole % unit) // part
            return f"{sign}{whole // unit} {name}" + (f" {rest} {below}" if rest else "")
    return f"{sign}{whole} s"


@register.filter
def long_gap(seconds: float | None) -> bool:
    """Whether somebody waited."""
    return seconds is not None and seconds >= LONG_S


@register.filter
def clock(at: datetime | None, zone: str | ZoneInfo) -> str:
    """14:05:09 in a zone."""
    return "" if at is None else at.astimezone(ZoneInfo(str(zone))).strftime("%H:%M:%S")


@register.filter
def known(value: Any) -> bool:
    """Whether there is a value at all: 0 and no are values."""
    return value is not None

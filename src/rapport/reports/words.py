"""How numbers are said: the only place, with the templates, that rounds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from rapport.measures.estimate import Estimate

MINUS = "−"
CANNOT_TELL = "cannot tell"
POINTS = " points"


def number(value: float, unit: str = "points", signed: bool = False) -> str:
    """One value in its unit: points with one decimal, shares as per cent, seconds as a duration. With a sign
    it is a difference, and one of shares is told in points: "+5 %" could mean five in a hundred of it."""
    if unit == "share":
        return _sign(f"{abs(value) * 100:.1f}", value, signed) + (POINTS if signed else "%")
    if unit in ("s", "seconds"):
        return _sign(_duration(abs(value)), value, signed, zero="0 s")
    if unit in ("count", "interactions"):
        return _sign(f"{abs(value):,.0f}", value, signed)
    if unit in ("coefficient", "correlation", "alpha", "kappa"):
        return _sign(f"{abs(value):.2f}", value, signed)
    return _sign(f"{abs(value):,.1f}", value, signed)


def interval(estimate: Estimate, signed: bool = False) -> str:
    """`79.2–83.6`; with a sign anywhere, `−1.2 to 3.4`; nothing when there is no interval."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return ""
    ends = (estimate.low, estimate.high)
    if estimate.unit == "share" and not signed and 0 <= estimate.value <= 1:
        ends = (max(estimate.low, 0.0), min(estimate.high, 1.0))  # no share lies outside
    low, high = (number(end, estimate.unit, signed) for end in ends)
    low = low.removesuffix(POINTS)
    if signed or estimate.low < 0 or " " in low + high:
        return f"{low} to {high}"
    return f"{low.removesuffix('%')}–{high}"


def value(estimate: Estimate, signed: bool = False) -> str:
    """The figure alone, or in its place why there is none."""
    if estimate.value is not None:
        return number(estimate.value, estimate.unit, signed)
    if is_too_few(estimate):
        return f"too few ({estimate.base:,})"
    return "not known"


def phrase(estimate: Estimate, signed: bool = False) -> str:
    """`81.4 (79.2–83.6)`: the figure never goes without its interval."""
    around = interval(estimate, signed)
    return f"{value(estimate, signed)} ({around})" if around else value(estimate, signed)


def is_too_few(estimate: Estimate) -> bool:
    """Whether the number is kept back because its base is too small to carry one."""
    return estimate.value is None and "under the minimum" in (estimate.undefined_because or "")


def base(estimate: Estimate, of: int | None = None) -> str:
    """`412 of 9,310`, or `412` alone."""
    return f"{estimate.base:,} of {of:,}" if of else f"{estimate.base:,}"


def because(estimate: Estimate) -> str:
    """The reason why there is no number, as a sentence."""
    return sentence(estimate.undefined_because or "") if estimate.value is None else ""


def sentence(text: str) -> str:
    """The text with a capital at its start and a stop at its end."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…" else text + "."


def day(moment: date | datetime | None) -> str:
    """`21 Nov 2026`: no locale reads it wrongly."""
    if moment is None:
        return ""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{moment.day} {months[moment.month - 1]} {moment.year}"


def minute(moment: datetime | None) -> str:
    """`21 Nov 2026 14:05`."""
    return "" if moment is None else f"{day(moment)} {moment:%H:%M}"


def group(name: str) -> str:
    """A group's name as people write it: `number_transfer` as `number transfer`."""
    return name.replace("_", " ")


def month(name: str) -> str:
    """`2026-04` as `Apr 2026`; anything else as it is."""
    try:
        first = date.fromisoformat(f"{name}-01")
    except ValueError:
        return name
    return day(first).split(" ", 1)[1]


def period(start: date | None, end: date | None) -> str:
    """`1 Jan 2026 – 30 Jun 2026`, as far as it is known."""
    return " – ".join(filter(None, dict.fromkeys((day(start), day(end)))))


def listing(items: Iterable[str]) -> str:
    """`a, b and c`."""
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 team`, `12 teams`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def short(text: str, length: int) -> str:
    """The text, cut at a word with an ellipsis when it is longer than `length`."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if text[length - 1] != " " and " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:–-") + "…"


def isolated(text: str) -> str:
    """The text so that its direction does not turn what stands beside it."""
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text):
        return f"\u2068{text}\u2069"
    return text


def _sign(digits: str, value: float, signed: bool, zero: str | None = None) -> str:
    is_zero = digits == zero if zero else not any(d in digits for d in "123456789")
    if is_zero:
        return digits
    if value < 0:
        return MINUS + digits
    return "+" + digits if signed else digits


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"

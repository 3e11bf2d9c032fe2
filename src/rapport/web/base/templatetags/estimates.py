"""How an estimate looks on a page: its value, its interval, its base; never one without the others."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rapport.measures.estimate import Estimate

register = template.Library()
MINIMUM_BASE = 5


@register.simple_tag
def estimate(one: Estimate | None, of: int | None = None, digits: int = 1) -> SafeString:
    """`81.4 79.2–83.6 · 412 of 9,310`; "too few (3)" under the minimum base; the reason when undefined."""
    if one is None:
        return format_html('<span class="number quiet">{}</span>', "–")
    if 0 < one.base < MINIMUM_BASE:
        return format_html('<span class="number quiet">too few ({})</span>', one.base)
    if one.value is None:
        return format_html('<span class="number quiet">{}</span>', one.undefined_because or "no value")
    base = f"{one.base:,}" if of is None else f"{one.base:,} of {of:,}"
    return format_html(
        '<span class="number"><strong>{}</strong> <span class="interval">{}</span> '
        '<span class="base">· {}</span></span>',
        figure(one.value, one.unit, digits),
        _interval(one, digits),
        base,
    )


def figure(value: float, unit: str, digits: int = 1) -> str:
    """A value as people read it: shares in per cent, with a true minus."""
    text = f"{100 * value:,.{digits}f} %" if unit == "share" else f"{value:,.{digits}f}"
    return text.replace("-", "\N{MINUS SIGN}")


def _interval(one: Estimate, digits: int) -> str:
    if one.low is None or one.high is None:
        return "no interval"
    low, high = figure(one.low, one.unit, digits), figure(one.high, one.unit, digits)
    return f"{low} to {high}" if one.low < 0 else f"{low.removesuffix(' %')}\N{EN DASH}{high}"

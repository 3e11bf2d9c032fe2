"""Words that show a finding, the marked part apart."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from rapport.findings.plain import Excerpt

register = template.Library()
AROUND = 120


@register.filter
def before(quote: Excerpt) -> str:
    """The words in front of the marked ones, as far as they help."""
    start = quote.start or 0
    text = quote.text[max(0, start - AROUND) : start]
    return f"…{text}" if start > AROUND else text


@register.filter
def marked(quote: Excerpt) -> str:
    """The marked words."""
    return quote.text[quote.start or 0 : quote.end]


@register.filter
def after(quote: Excerpt) -> str:
    """The words behind the marked ones."""
    end = len(quote.text) if quote.end is None else quote.end
    text = quote.text[end : end + AROUND]
    return f"{text}…" if len(quote.text) > end + AROUND else text


@register.filter
def get(names: Mapping[str, str], key: str) -> str:
    """A name by its key, or the key."""
    return names.get(key, key)

"""How numbers and names look on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def count(number: int) -> str:
    """12345 → 12,345."""
    return f"{number:,}"


@register.filter
def percent(share: float) -> str:
    """0.25 → 25 %; small ones with a digit more."""
    return f"{100 * share:.{0 if share >= 0.1 or share == 0 else 1}f} %"


@register.filter
def words(name: str) -> str:
    """agent_id → Agent id."""
    return name.replace("_", " ").capitalize()


@register.filter
def of(mapping: Mapping[str, Any], key: str) -> Any:
    """The value of a key that is known only when the page is drawn."""
    return mapping.get(key, "")

"""How a share without an interval looks: counted, not estimated."""

from __future__ import annotations

from django import template

from rapport.web.base.templatetags.estimates import figure

register = template.Library()


@register.filter
def share(value: float, digits: int = 1) -> str:
    """0.0123 → 1.2 %."""
    return figure(value, "share", digits)

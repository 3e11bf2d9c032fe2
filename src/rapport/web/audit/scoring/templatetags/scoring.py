"""How times spent and shares look on the scoring screen."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def clock(seconds: float) -> str:
    """185 → 3:05."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


@register.filter
def whole(seconds: float) -> int:
    """Seconds without their fraction."""
    return int(seconds)


@register.filter
def percent(share: float) -> str:
    """0.0834 → 8 %."""
    return f"{100 * share:.0f} %" if share >= 0.005 or share == 0 else "under 1 %"

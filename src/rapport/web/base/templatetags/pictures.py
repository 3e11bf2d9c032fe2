"""Charts and estimates in full: drawn pictures, how a number was computed."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from rapport.measures import Estimate
from rapport.reports import words

register = template.Library()


@register.filter
def drawn(picture: str) -> SafeString:
    """A picture that the chart library drew: its texts are escaped there, and names in it are only text."""
    if not picture.startswith("<svg "):
        raise ValueError("not a picture of ours")
    return mark_safe(picture)  # noqa: S308 - drawn, not typed


@register.filter
def signed(estimate: Estimate) -> str:
    """A difference with its sign and interval."""
    return words.phrase(estimate, signed=True)


@register.filter
def signed_value(estimate: Estimate) -> str:
    """A difference alone, with its sign."""
    return words.value(estimate, signed=True)


@register.filter
def signed_interval(estimate: Estimate) -> str:
    """The interval of a difference."""
    return words.interval(estimate, signed=True)


@register.filter
def said(estimate: Estimate) -> str:
    """`81.4 (79.2–83.6)`, or why there is no number."""
    return words.phrase(estimate) if estimate.value is not None else words.value(estimate)


@register.inclusion_tag("web/how.html")
def how(estimate: Estimate | None) -> dict[str, object]:
    """How an estimate was computed, folded away."""
    if estimate is None:
        return {}
    left_out = [f"{count:,} {reason}" for reason, count in estimate.excluded.items() if count]
    return {
        "one": estimate,
        "left_out": ", ".join(left_out) or "none",
        "interval": f"{estimate.confidence:.0%}",
        "source": {"human": "people", "machine": "machine"}.get(estimate.source or "", estimate.source),
    }

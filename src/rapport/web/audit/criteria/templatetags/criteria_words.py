"""How points, shares and words look on the pages of criteria."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def points(value: float | str | None) -> str:
    """81.4, with a true minus; – where there is none."""
    if value is None or value == "":
        return "–"
    # Adding 0 takes the sign from what rounds to nothing.
    return f"{round(float(value), 1) + 0.0:.1f}".replace("-", "\N{MINUS SIGN}")


@register.filter
def as_share(value: float | str | None) -> str:
    """0.125 → 12.5 %."""
    return "–" if value is None or value == "" else f"{100 * float(value):.1f} %"


@register.filter
def each_word(words: str) -> list[str]:
    """The words of a text."""
    return words.split()


@register.filter
def at(beside: Mapping[str, str], place: int) -> str:
    """The problem beside a component."""
    return beside.get(f"component-{place}", "")


@register.filter
def at_clause(beside: Mapping[str, str], place: int) -> str:
    """The problem beside a clause."""
    return beside.get(f"clause-{place}", "")

"""The pages about cases, as far as somebody may open them."""

from __future__ import annotations

from typing import Any

from django import template

from rapport.program.people.permissions import Permission

register = template.Library()
WORK, LEAD = (Permission.CASES_WORK,), (Permission.CASES_LEAD,)
LEARN = (Permission.CASES_WORK, Permission.CAUSES_EDIT)
PAGES = (
    ("cases:inbox", "Cases", WORK),
    ("cases:suggestions", "Answer suggestions", LEAD),
    ("cases:causes", "Root causes", LEARN),
    ("cases:routing", "Routing and hours", WORK),
)
"""What the row above lists for everybody, Learning and one's own suggestions, does not stand here again."""


@register.simple_tag(takes_context=True)
def case_pages(context: Any) -> list[tuple[str, str]]:
    """Names of addresses and titles."""
    actor = context["request"].actor
    return [(name, title) for name, title, needs in PAGES if any(map(actor.may, needs))]

"""Times as the person who looks reads them: in their own zone, which is named."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rapport.web.config.home_of import served_home

register = template.Library()


@register.simple_tag(takes_context=True)
def moment(context: Any, when: datetime | None) -> SafeString | str:
    """`2026-11-22 14:05 CET`, with the exact time for machines; nothing for no time."""
    if when is None:
        return ""
    there = when.astimezone(_zone(context))
    return format_html(
        '<time datetime="{}">{} <span class="quiet">{}</span></time>',
        when.isoformat(),
        there.strftime("%Y-%m-%d %H:%M"),
        there.tzname(),
    )


def _zone(context: Any) -> ZoneInfo:
    user = getattr(context.get("request"), "user", None)
    name = getattr(user, "time_zone", "")
    return ZoneInfo(name) if name else served_home().settings.zone

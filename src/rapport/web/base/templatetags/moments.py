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


@register.simple_tag(takes_context=True)
def span(context: Any, begin: datetime, end: datetime) -> SafeString:
    """`2026-11-22 14:05–15:00 CET`; the second day is named where it is another one."""
    zone = _zone(context)
    since, until = begin.astimezone(zone), end.astimezone(zone)
    return format_html(
        '<time datetime="{}">{}</time>–<time datetime="{}">{}</time> <span class="quiet">{}</span>',
        begin.isoformat(),
        since.strftime("%Y-%m-%d %H:%M"),
        end.isoformat(),
        until.strftime("%H:%M" if since.date() == until.date() else "%Y-%m-%d %H:%M"),
        until.tzname(),
    )


@register.simple_tag(takes_context=True)
def day(context: Any, when: datetime | None) -> str:
    """The day alone, in the person's zone; nothing for no time."""
    return "" if when is None else f"{when.astimezone(_zone(context)):%Y-%m-%d}"


def _zone(context: Any) -> ZoneInfo:
    user = getattr(context.get("request"), "user", None)
    name = getattr(user, "time_zone", "")
    return ZoneInfo(name) if name else served_home().settings.zone

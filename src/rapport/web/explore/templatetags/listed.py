"""The rows of the list of interactions.

They are put together here and not by the template: fifty rows of ten cells took more than half of the time
of the whole page there. Everything that is not written in this file is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from django import template
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from rapport.web.base.templatetags.moments import moment
from rapport.web.base.templatetags.numbers import words
from rapport.web.explore.templatetags.spans import span
from rapport.work.exploring.snippets import Snippet

register = template.Library()
SUBJECT = 80
Row = Mapping[str, Any]


@register.simple_tag(takes_context=True)
def listed(context: Any, rows: Iterable[Row], query: str, scores: object) -> SafeString:
    """The rows of the table's body; `query` is the list that a row's page goes on in, `scores` says
    whether this person knows any."""
    before = reverse("interaction", args=["-"])[:-1]
    behind = f"?{escape(query)}" if query else ""
    values = _Values()

    def drawn(row: Row) -> str:
        name = row["interaction_id"]
        address, snippet = before + escape(quote(name, safe="/")), row["snippet"]
        turn = f"#turn-{snippet.turn}" if snippet and snippet.turn is not None else ""
        when = moment(context, row["started_at"]) or escape(name)
        who = values.link("agent_id", row["agent_id"], row["agent_name"] or row["agent_id"])
        subject = _found(snippet) if snippet else escape(truncatechars(row["subject"] or "", SUBJECT))
        turns = "abandoned" if row["abandoned"] else _plain(row["turn_count"])
        cells = (
            f'<td><input type="checkbox" name="selected" value="{escape(name)}" '
            f'aria-label="Select {escape(name)}"></td>'
            f'<td class="when"><a class="open" href="{address}{behind}{turn}">{when}</a></td>'
            f"<td>{values.link('channel', row['channel'])}</td><td>{values.link('team', row['team'])}</td>"
            f"<td>{who or escape(row['agent_name'] or '')}</td>"
            f"<td>{values.link('concern', row['concern'], told=words)}</td>"
            f'<td dir="auto" class="found">{subject}</td><td class="n">{turns}</td>'
            f'<td class="n">{escape(span(row["handle_s"]))}</td>'
        )
        return f"<tr>{cells}{_score(row['qci'], address) if scores else ''}</tr>"

    return mark_safe("\n".join(map(drawn, rows)))  # noqa: S308 - each value was escaped


class _Values:
    """Links to the interactions that share a value; the same value is written once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], str] = {}

    def link(
        self, name: str, value: str | None, title: str | None = None, told: Callable[[str], str] = str
    ) -> str:
        if not value:
            return ""
        key = (name, value, title or value)
        if key not in self._known:
            self._known[key] = f'<a href="?{name}={quote(value)}">{escape(told(title or value))}</a>'
        return self._known[key]


def _found(snippet: Snippet) -> str:
    """The words that were found, and who said them."""
    pieces = (
        f"<mark>{escape(one.text)}</mark>" if one.marked else escape(one.text) for one in snippet.pieces
    )
    return f'<span class="quiet">{escape(snippet.speaker.capitalize())}:</span> {"".join(pieces)}'


def _score(qci: float | None, address: str) -> str:
    told = "" if qci is None else f'<a href="{address}#scores">{qci:.1f}</a>'
    return f'<td class="n">{told}</td>'


def _plain(number: int | None) -> str:
    return "" if number is None else str(number)

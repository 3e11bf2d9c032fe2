"""How cases are told: states, deadlines and log lines in words."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from rapport.program.cases.plain import (
    CALLS,
    KINDS,
    RESOLUTIONS,
    STATES,
    SUGGESTED,
    URGENCIES,
    CaseLine,
    EntryFacts,
)

register = template.Library()
WORDS = {**KINDS, **STATES, **URGENCIES, **RESOLUTIONS, **CALLS, **SUGGESTED}
SENT = {
    "waiting": "on its way",
    "sending": "being sent",
    "sent": "sent",
    "failed": "not sent",
    "unsure": "perhaps sent",
}
SOON = timedelta(hours=4)
RULE = re.compile(r"rule:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@([0-9]+)")
"""How an alert's rule is told as the source of a case."""


@register.filter
def said(name: str) -> str:
    """A name of the program in people's words."""
    return WORDS.get(name, name.replace("_", " ").capitalize())


@register.simple_tag
def came_of(source: str) -> str:
    """What opened a case: a rule as a link to it, anything else as it is told."""
    rule = RULE.fullmatch(source)
    if rule is None:
        return source
    address = reverse("alerts:rule", args=[rule[1]])
    told: str = format_html('by <a href="{}">a rule</a>, version {}', address, rule[2])
    return told


@register.filter
def sent(state: str) -> str:
    """How far an e-mail is."""
    return SENT.get(state, state)


@register.filter
def due(line: CaseLine) -> str:
    """`due in 3 hours`, `overdue by 2 days`; when it was closed needs no such words."""
    if line.state == "closed":
        return ""
    left = line.due_at - timezone.now()
    return f"overdue by {length(-left)}" if left < timedelta() else f"due in {length(left)}"


@register.filter
def age(line: CaseLine) -> str:
    """The class that colours a deadline, beside its words."""
    left = line.due_at - timezone.now()
    if line.state == "closed":
        return ""
    return "late" if left < timedelta() else "soon" if left < SOON else ""


@register.filter
def since(when: datetime | None) -> str:
    """`3 hours ago`."""
    return "" if when is None else f"{length(timezone.now() - when)} ago"


def length(span: timedelta) -> str:
    """The largest unit that fits."""
    seconds = max(0, int(span.total_seconds()))
    for size, name in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {name}{'s' if count > 1 else ''}"
    return "less than a minute"


@register.filter
def hours(seconds: float | None) -> str:
    """Business hours from seconds: `3.5 h`."""
    return "" if seconds is None else f"{seconds / 3600:,.1f} h"


@register.filter
def happened(entry: EntryFacts) -> str:
    """What a line of the log says happened."""
    facts = entry.facts
    to, why = facts.get("to", ""), facts.get("why", "")
    told = {
        "opened": "Opened",
        "alert": "Another alert joined",
        "note": "Note",
        "call": f"Call: {CALLS.get(facts.get('outcome', ''), 'call').lower()}",
        "email": "E-mail",
        "moved": f"{STATES.get(facts.get('from', ''), '')} → {STATES.get(to, '')}",
        "urgency": f"Urgency {facts.get('from', '')} → {to}",
        "assigned": f"Given to {to}. {why}",
        "unassigned": f"Given to nobody. {why}",
        "overdue": f"Overdue. {to} was asked to help: {why}" if to else f"Overdue. {why.capitalize()}",
        "escalated": f"{to} was asked to help: {why}",
        "closed": f"Closed: {RESOLUTIONS.get(facts.get('resolution', ''), '')}",
        "reopened": "Taken up again",
        "merged": "Made part of another case",
        "joined": "Another case was made part of this one",
        "parted": "Taken out of the other case",
        "left": "A case was taken out of this one",
        "linked": f"Added interaction {facts.get('interaction', '')}",
        "unlinked": f"Took off interaction {facts.get('interaction', '')}",
        "recovery": "The customer answered: "
        + ("it was put right" if facts.get("recovered") else "it was not put right"),
    }
    return told.get(entry.kind, entry.kind)

"""One concern."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from rapport.language.experience.facts import LABELS as BESIDE_WORDS
from rapport.program.people.permissions import Permission
from rapport.reports.blocks import Chart, Point
from rapport.reports.charts.canvas import PHONE, Canvas
from rapport.reports.charts.picture import svg
from rapport.reports.palette import with_variables
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.config.home_of import served_home
from rapport.web.understand.sparks import short_when
from rapport.web.understand.waiting import patience
from rapport.work.understanding.concern import ConcernPage, concern_page, place_of
from rapport.work.understanding.explorer import NotYet
from rapport.work.understanding.seen import seen_of
from rapport.work.understanding.tree import NO_CONCERN

DESK = Canvas(width=760)
LABELS = {
    "asked_again": "asked again",
    "called_before": "had called before",
    "channel_hop": "changed the channel",
    "not_understood": "was not understood",
    "sent_elsewhere": "was sent elsewhere",
    "long_wait": "waited long",
    "said_again": "said it again",
    "unanswered": "a question stayed unanswered",
    "refusal": "was refused",
    "transfer": "was passed on",
    "transferred": "was transferred",
    "on_hold": "was put on hold",
    "queued": "waited in a queue",
    "contact_before": "came in the week before",
    "same_concern_before": "came in the week before about the same",
    "other_channel_before": "came in the week before on another channel",
    "churn": "threatens to leave",
    "escalation": "threatens to complain",
    "own_name": "the agent's name",
    "next_step": "a next step",
    "wait_announced": "saying that it takes a moment",
    "check_understanding": "checking what was understood",
    "anything_else": "asking for anything else",
    "blame": "the agent blames",
    "jargon": "jargon",
}
"""What cues are called beside a share."""


@require_GET
def concern(request: HttpRequest, concern: str) -> HttpResponse:
    """Its trend, its words, what is below it, where it comes, and what goes with it."""
    home, actor, view = served_home(), request.actor, view_of(request)
    found = concern_page(home, actor, view, concern, patience(request))
    if found is None:
        raise Http404
    place = found.place if isinstance(found, ConcernPage) else place_of(home, concern)
    if place is not None and place.id != concern:
        query = f"?{view.query()}" if view.query() else ""
        return redirect(reverse("concern", args=[place.id]) + query)
    seen = seen_of(actor)
    facts = {
        "found": found if isinstance(found, ConcernPage) else None,
        "place": place,
        "is_concern": place is not None and place.id not in NO_CONCERN,
        "bar": filter_bar(view, seen),
        "query": view.query(),
        "seen": seen,
        "may_edit": actor.may(Permission.CONCERNS_EDIT),
        "may_read": actor.may(Permission.INTERACTIONS_READ) and seen.words,
        "labels": LABELS,
        "beside": BESIDE_WORDS,
        "pictures": () if isinstance(found, NotYet) else _pictures(found),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "understand/_concern.html" if part else "understand/concern.html", facts)


def _pictures(found: ConcernPage) -> tuple[str, ...]:
    """The trend, for a desk and for a phone."""
    points = tuple(Point(short_when(at, found.unit), one) for at, one in found.trend if one.value is not None)
    if len(points) < 2:
        return ()
    chart = Chart(
        "trend",
        f"Share of conversations about {found.place.name}, by {found.unit}",
        "trend",
        points,
        "share of conversations",
    )
    return tuple(with_variables(svg(chart, canvas)) for canvas in (DESK, PHONE))

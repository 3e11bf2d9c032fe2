"""One interaction, and one customer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.web.base.filter_bar import view_of
from rapport.web.config.home_of import served_home
from rapport.web.explore.asked import query_of, search_of
from rapport.web.explore.readings import drawn
from rapport.work.exploring.customer import customer_story
from rapport.work.exploring.page import InteractionPage, interaction_page
from rapport.work.exploring.search import neighbours

NEAR = 12
LISTED = ("channel", "team", "agent_id", "concern", "touchpoint", "language")
FACTS = (
    "interaction_id", "channel", "started_at", "ended_at", "customer_id", "customer_name", "agent_id",
    "agent_name", "team", "concern", "reason_code", "touchpoint", "language",
)  # fmt: skip
MEASURED = (
    "turn_count", "customer_turns", "agent_turns", "handle_s", "first_reply_s", "mean_reply_s",
    "longest_wait_s",
)  # fmt: skip


@require_GET
def interaction(request: HttpRequest, interaction_id: str) -> HttpResponse:
    """One interaction: what was said, facts, scores with what shows them, the customer's line of time."""
    page = interaction_page(served_home(), request.actor, interaction_id)
    if page is None:
        raise Http404
    facts = page.view.facts
    shown = {
        "page": page,
        "read": page.read,
        **drawn(page.read),
        "facts": facts,
        "known": [(name, facts[name]) for name in FACTS if facts[name] is not None],
        "measured": [(name, facts[name]) for name in MEASURED if facts[name] is not None],
        "listed": LISTED,
        "happenings": page.story.happenings[:NEAR] if page.story else (),
        "here": interaction_id,
        "zone": request.user.time_zone or served_home().settings.time_zone,
        "may_answer": request.actor.may(Permission.ANSWERS_READ),
        "may_review": request.actor.may(Permission.COACHING_OWN)
        and bool(page.evaluations)
        and facts["agent_id"] is not None
        and facts["agent_id"] == request.actor.agent_id,
        **_beside(request, page),
    }
    return render(request, "explore/interaction.html", shown)


def _beside(request: HttpRequest, page: InteractionPage) -> dict[str, Any]:
    """The interactions before and behind in the list that one came from; that list is in the address."""
    try:
        search = search_of(request.GET, view_of(request), served_home())
        before, behind = neighbours(served_home(), request.actor, search, page.view.facts)
        return {"before": before, "behind": behind, "query": query_of(request)}
    except InputError:
        return {"before": None, "behind": None, "query": ""}


@require_GET
def customer(request: HttpRequest, customer_id: str) -> HttpResponse:
    """One customer's whole story in a line of time."""
    story = customer_story(served_home(), request.actor, customer_id)
    if story is None:
        raise Http404
    return render(request, "explore/customer.html", {"story": story, "happenings": story.happenings})

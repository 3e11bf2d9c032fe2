"""Whom one coaches, and one associate's page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from rapport.program.coaching.access import require_any
from rapport.program.coaching.plain import Associate, Place
from rapport.program.coaching.selectors import praises, self_reviews, sessions
from rapport.program.coaching.services import praise_give
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.config.home_of import served_home
from rapport.work.coaching.associates import associate_seen, coachables
from rapport.work.coaching.evidence import record_of
from rapport.work.coaching.standing import standings

RECENT = 25


@require_GET
def act(request: HttpRequest) -> HttpResponse:
    """Who leads sees whom they coach; who is coached goes to their own page; who only works on cases, or
    only keeps what is learnt from them, to those."""
    actor = request.actor
    if not (actor.may(Permission.COACHING_LEAD) or actor.may(Permission.COACHING_OWN)):
        if actor.may(Permission.CASES_WORK):
            return redirect("cases:inbox")
        if actor.may(Permission.CAUSES_EDIT):
            return redirect("cases:learning")
        if actor.may(Permission.PLANS_READ):
            return redirect("plans")
    require_any(actor)
    if not request.actor.may(Permission.COACHING_LEAD):
        return redirect("own-work")
    found = sessions(request.actor, open_only=True)
    facts = {
        "people": coachables(served_home(), request.actor),
        "sessions": [one for one in found if one.agent_id != request.actor.agent_id],
        "open_of": _count([one.agent_id for one in found]),
    }
    return render(request, "act/people.html", facts)


@require_GET
def person(request: HttpRequest, agent_id: str) -> HttpResponse:
    """One associate: where points are lost, conversations, sessions, praise."""
    return person_page(request, led(request, agent_id))


@require_POST
def praise(request: HttpRequest, agent_id: str) -> HttpResponse:
    """Tells an associate what was done well."""
    request.actor.require(Permission.COACHING_LEAD)
    associate, given = led(request, agent_id), request.POST
    interaction = given.get("interaction", "").strip()
    try:
        place = None
        if interaction:
            record = record_of(served_home(), request.actor, associate)
            if record is None or interaction not in {one.interaction_id for one in record.scored}:
                todo = "Choose one of the list, or leave it out."
                raise InputError("This is no scored conversation of theirs", "interaction", todo)
            place = Place(interaction, 0)
        praise_give(
            request.actor, associate, given.get("text", ""), element=given.get("element", ""), place=place
        )
    except InputError as problem:
        return person_page(request, associate, problem)
    return redirect("associate", agent_id=agent_id)


def led(request: HttpRequest, agent_id: str) -> Associate:
    """The associate, if one leads them. Raises Http404."""
    found = associate_seen(served_home(), request.actor, agent_id)
    if found is None or found.agent_id == request.actor.agent_id:
        raise Http404
    return found


def person_page(
    request: HttpRequest, associate: Associate, problem: InputError | None = None
) -> HttpResponse:
    """The page, again with what was typed when something was wrong."""
    record = record_of(served_home(), request.actor, associate)
    facts = {
        "associate": associate,
        "record": record,
        "recent": record.scored[:RECENT] if record else (),
        "standings": standings(record) if record else (),
        "titles": record.criteria.titles if record else {},
        "sessions": sessions(request.actor, associate.agent_id),
        "reviews": self_reviews(request.actor, associate.agent_id),
        "praises": praises(request.actor, associate.agent_id),
        "zone": served_home().settings.zone,
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "act/person.html", facts, status=400 if problem else 200)


def _count(names: list[str]) -> dict[str, int]:
    return {name: names.count(name) for name in set(names)}

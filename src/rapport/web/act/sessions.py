"""Coaching sessions: planned with evidence and model answers, held, acknowledged, closed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.program.answers.selectors import answer_view, answers_for
from rapport.program.answers.services import answer_used
from rapport.program.coaching.access import is_own
from rapport.program.coaching.plain import Associate, SessionFacts, SessionPlan
from rapport.program.coaching.selectors import session
from rapport.program.coaching.services import (
    action_agree,
    action_done,
    session_acknowledge,
    session_close,
    session_create,
    session_hold,
)
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.act.people import led
from rapport.web.config.home_of import served_home
from rapport.work.coaching.associates import associate_seen
from rapport.work.coaching.effect import effect_of
from rapport.work.coaching.evidence import Record, Shown, record_of, shown

MOST_SHOWN = 30
ACTIONS = 3


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, agent_id: str) -> HttpResponse:
    """Plans a session about one element."""
    request.actor.require(Permission.COACHING_LEAD)
    associate = led(request, agent_id)
    home = served_home()
    record = record_of(home, request.actor, associate)
    given = request.POST if request.method == "POST" else request.GET
    element = given.get("element", "")
    if record is None or element not in record.criteria.factor_of:
        raise Http404
    found = tuple(sorted(shown(home, record, element), key=lambda one: not one.costs))[:MOST_SHOWN]
    problem = None
    if request.method == "POST":
        try:
            made = session_create(request.actor, associate, _plan(request, record, element, found))
        except InputError as error:
            problem = error
        else:
            for answer in _chosen(request, element):
                answer_used(request.actor, answer, "coaching", made)
            return redirect("coaching-session", session_id=made)
    facts = _planned(request, associate, record, element, found, problem)
    return render(request, "act/plan.html", facts, status=400 if problem else 200)


@require_GET
def one(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One session, for who leads it and whose it is."""
    return _page(request, _found(request, session_id))


@require_POST
def change(request: HttpRequest, session_id: UUID, act: str) -> HttpResponse:
    """Moves a session on: hold, acknowledge, close, agree, done, undone."""
    found, given = _found(request, session_id), request.POST
    number = given.get("action", "")
    action = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
    acts = {
        "hold": lambda: session_hold(request.actor, found.id),
        "acknowledge": lambda: session_acknowledge(request.actor, found.id, given.get("answer", "")[:4000]),
        "close": lambda: session_close(request.actor, found.id),
        "agree": lambda: action_agree(
            request.actor, found.id, given.get("text", ""), _day(given.get("due_on"))
        ),
        "done": lambda: action_done(request.actor, found.id, action),
        "undone": lambda: action_done(request.actor, found.id, action, done=False),
    }
    if act not in acts:
        raise Http404
    try:
        acts[act]()
    except InputError as problem:
        if problem.__class__.__name__ == "NotAllowedError":
            raise
        return _page(request, found, problem)
    return redirect("coaching-session", session_id=session_id)


def _found(request: HttpRequest, session_id: UUID) -> SessionFacts:
    found = session(request.actor, str(session_id))
    if found is None:
        raise Http404
    return found


def _plan(request: HttpRequest, record: Record, element: str, found: tuple[Shown, ...]) -> SessionPlan:
    """What was chosen. Evidence is chosen by its number in the list that was shown."""
    given = request.POST
    chosen = {
        int(one) for one in given.getlist("evidence") if one.isascii() and one.isdigit() and len(one) < 4
    }
    actions = [
        (given.get(f"action-{place}", "").strip(), given.get(f"due-{place}"))
        for place in range(1, ACTIONS + 1)
    ]
    return SessionPlan(
        element=element,
        definition=record.criteria.definition,
        aim=given.get("aim", "")[:4000],
        evidence=tuple(one.place for place, one in enumerate(found) if place in chosen),
        answers=tuple(_chosen(request, element)),
        actions=tuple((text, _day(due)) for text, due in actions if text),
    )


def _chosen(request: HttpRequest, element: str) -> list[str]:
    """The model answers chosen, of those that this person was offered."""
    offered = {one.answer_id for one in _offered(request, element)}
    return [one for one in request.POST.getlist("answer") if one in offered]


def _offered(request: HttpRequest, element: str) -> tuple[Any, ...]:
    if not request.actor.may(Permission.ANSWERS_READ):
        return ()
    return tuple(answers_for(request.actor, {}, element))


def _planned(
    request: HttpRequest,
    associate: Associate,
    record: Record,
    element: str,
    found: tuple[Shown, ...],
    problem: InputError | None,
) -> dict[str, Any]:
    return {
        "associate": associate,
        "element": record.criteria.element(element),
        "shown": found,
        "offered": _offered(request, element),
        "numbers": range(1, ACTIONS + 1),
        "problem": problem,
        "typed": request.POST,
        "typed_evidence": request.POST.getlist("evidence"),
        "zone": served_home().settings.zone,
    }


def _page(request: HttpRequest, found: SessionFacts, problem: InputError | None = None) -> HttpResponse:
    home, actor = served_home(), request.actor
    associate = associate_seen(home, actor, found.agent_id) or Associate(
        found.agent_id, found.team, found.agent_id
    )
    record = record_of(home, actor, associate)
    element = record.criteria.titles.get(found.element, found.element) if record else found.element
    answers = [answer_view(actor, one) for one in found.answers] if actor.may(Permission.ANSWERS_READ) else []
    facts = {
        "session": found,
        "associate": associate,
        "element": element,
        "shown": shown(home, record, found.element, found.evidence) if record and found.evidence else (),
        "answers": [one for one in answers if one is not None],
        "own": is_own(actor, found.agent_id),
        "effect": effect_of(home, found),
        "zone": home.settings.zone,
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "act/session.html", facts, status=400 if problem else 200)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise InputError(f"{text or ''!r} is no day", "due_on", "Say by when, as 2026-05-31.") from None

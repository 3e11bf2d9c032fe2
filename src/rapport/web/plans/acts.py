"""What is done on a plan: start, end, initiatives, steps, check-ins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.program.people.errors import NotAllowedError
from rapport.program.plans.plain import PlanFacts
from rapport.program.plans.services import (
    check_in,
    initiative_add,
    initiative_drop,
    plan_end,
    plan_start,
    step_add,
    step_done,
)
from rapport.records import InputError
from rapport.web.audit.samples.form import zone_of
from rapport.web.plans.reading import found_plan, page
from rapport.web.plans.typed import day_of, number_of, whole_of

SAID = {
    "start": "It has begun. Before and since are told apart from that day on.",
    "end": "The plan has ended; what was learned stays.",
    "check-in": "Your check-in is noted.",
}


@require_POST
def act(request: HttpRequest, plan_id: UUID, act: str) -> HttpResponse:
    """One act on a plan; on an error the page comes back with what was typed."""
    found = found_plan(request, plan_id)
    done = ACTS.get(act)
    if done is None:
        raise Http404
    try:
        done(request, found)
    except NotAllowedError:
        raise
    except InputError as problem:
        return page(request, found, problem)
    if act in SAID:
        messages.success(request, SAID[act])
    return redirect("plan", plan_id=plan_id)


def _start(request: HttpRequest, found: PlanFacts) -> None:
    day = day_of(request.POST.get("begins_on", ""), "begins_on")
    plan_start(request.actor, found.id, day or _today(request))


def _end(request: HttpRequest, found: PlanFacts) -> None:
    plan_end(
        request.actor, found.id, request.POST.get("learned", ""), dropped=request.POST.get("how") == "dropped"
    )


def _initiative(request: HttpRequest, found: PlanFacts) -> None:
    given = request.POST
    initiative_add(
        request.actor,
        found.id,
        given.get("title", ""),
        owner=given.get("owner") or None,
        begins_on=day_of(given.get("begins_on", ""), "begins_on"),
        lead_days=whole_of(given.get("lead_days", ""), "lead_days") or 0,
        effect=number_of(given.get("effect", ""), "effect"),
    )


def _drop(request: HttpRequest, found: PlanFacts) -> None:
    initiative = whole_of(request.POST.get("initiative", ""), "initiative") or 0
    initiative_drop(request.actor, found.id, initiative, request.POST.get("back") != "1")


def _step(request: HttpRequest, found: PlanFacts) -> None:
    due = day_of(request.POST.get("due_on", ""), "due_on")
    if due is None:
        raise InputError("A step needs a day by which it is done", "due_on", "Write it like 2026-12-31.")
    initiative = whole_of(request.POST.get("initiative", ""), "initiative") or 0
    step_add(request.actor, found.id, initiative, request.POST.get("text", ""), due)


def _done(request: HttpRequest, found: PlanFacts) -> None:
    step = whole_of(request.POST.get("step", ""), "step") or 0
    step_done(request.actor, found.id, step, request.POST.get("back") != "1")


def _check_in(request: HttpRequest, found: PlanFacts) -> None:
    given = request.POST
    check_in(
        request.actor,
        found.id,
        _today(request),
        given.get("standing", ""),
        done=given.get("done", ""),
        comes_next=given.get("comes_next", ""),
        hindered=given.get("hindered", ""),
    )


def _today(request: HttpRequest) -> date:
    now: datetime = timezone.now()
    return now.astimezone(zone_of(request)).date()


ACTS: dict[str, Callable[[HttpRequest, PlanFacts], None]] = {
    "start": _start,
    "end": _end,
    "initiative": _initiative,
    "drop": _drop,
    "step": _step,
    "done": _done,
    "check-in": _check_in,
}

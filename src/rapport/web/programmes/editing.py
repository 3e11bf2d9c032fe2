"""A new programme, or the next version of one."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.program.people.permissions import Permission
from rapport.program.sending.advice import MODELS, advice_for
from rapport.program.sending.plain import CHANNELS, DRAWS, KINDS
from rapport.program.sending.selectors import programme
from rapport.program.sending.services import programme_change, programme_create
from rapport.program.surveys.selectors import surveys_list
from rapport.records import InputError
from rapport.web.programmes.form import LIST_WORDS, first_plan, plan_from, retyped, typed
from rapport.work.asking.recovery import recovery_begin

TEMPLATE = "programmes/edit.html"


def new(request: HttpRequest) -> HttpResponse:
    """A form that begins as the kind, or the advice, says."""
    request.actor.require(Permission.SURVEYS_EDIT)
    if request.method != "POST":
        return _form(request, _begun(request), None)
    try:
        title = request.POST.get("title", "")
        name = request.POST.get("name", "").strip() or _name(title)
        made = programme_create(
            request.actor, name=name, title=title, plan=plan_from(request.POST), now=timezone.now()
        )
    except InputError as error:
        return _form(request, retyped(request.POST), error)
    messages.success(request, "The programme is kept. It is off: look what it would do, then switch it on.")
    return redirect("programme", programme_id=made)


@require_POST
def recovery(request: HttpRequest) -> HttpResponse:
    """The follow-up on closed cases that comes with Rapport: its survey and its programme, off."""
    made = recovery_begin(request.actor, timezone.now())
    messages.success(request, "It is kept, off. Look at its survey, then switch it on.")
    return redirect("programme", programme_id=made)


def edit(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Its next version; what somebody else saved meanwhile is not overwritten."""
    found = programme(request.actor, programme_id)
    if found is None or found.archived_at is not None:
        raise Http404
    request.actor.require(Permission.SURVEYS_EDIT)
    if request.method != "POST":
        return _form(request, typed(found.plan, found.title, found.id), None, found.number)
    number = request.POST.get("number", "")
    try:
        programme_change(
            request.actor,
            programme_id,
            title=request.POST.get("title", ""),
            plan=plan_from(request.POST),
            number=int(number) if number.isdecimal() and len(number) < 9 else 0,
            now=timezone.now(),
        )
    except InputError as error:
        return _form(request, {**retyped(request.POST), "name": programme_id}, error, found.number)
    messages.success(request, "Saved. What was planned already stays as it is.")
    return redirect("programme", programme_id=programme_id)


def _begun(request: HttpRequest) -> dict[str, Any]:
    proposed = advice_for(request.GET.get("model", ""))
    hit = next((one for one in proposed if one.id == request.GET.get("advice", "")), None)
    if hit is None:
        return typed(first_plan(request.GET.get("kind", "")))
    return typed(hit.plan, hit.touchpoint, f"{hit.id}")


def _name(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60]


def _form(
    request: HttpRequest, given: dict[str, Any], problem: InputError | None, number: int | None = None
) -> HttpResponse:
    facts = {
        "given": given,
        "problem": problem,
        "number": number,
        "kinds": KINDS,
        "channels": CHANNELS,
        "draws": DRAWS,
        "models": MODELS,
        "lists": [(key, words, given[key]) for key, words in LIST_WORDS.items()],
        "surveys": [one for one in surveys_list(request.actor) if one.versions],
    }
    return render(request, TEMPLATE, facts, status=400 if problem else 200)

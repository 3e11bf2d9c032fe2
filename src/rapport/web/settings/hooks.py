"""Webhooks: whom Rapport tells what happens, and how that went."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rapport.program.hooks.errors import HookError
from rapport.program.hooks.plain import EVENTS, HookFacts
from rapport.program.hooks.selectors import deliveries_page, hook_facts, hooks_list
from rapport.program.hooks.services import (
    delivery_again,
    hook_change,
    hook_create,
    hook_remove,
    hook_rotate,
    hook_start,
    hook_stop,
    hook_test,
)
from rapport.program.people.plain import Issued
from rapport.web.config.home_of import served_home

PAGE = 50
ACTS = {
    "stop": (hook_stop, "The webhook is stopped."),
    "start": (hook_start, "The webhook hears of what happens from now on."),
    "test": (hook_test, "A test is on its way."),
}


@never_cache
def hooks(request: HttpRequest) -> HttpResponse:
    """All webhooks; a new one's secret is shown this once."""
    problem, issued = None, None
    if request.method == "POST":
        try:
            issued = hook_create(request.actor, **_given(request))
        except HookError as error:
            problem = error
    facts = {
        "hooks": hooks_list(request.actor),
        "events": EVENTS,
        "issued": issued,
        "problem": problem,
        "given": request.POST if problem else {},
        "ticked": request.POST.getlist("event") if problem else [],
    }
    return render(request, "settings/hooks.html", facts, status=400 if problem else 200)


@never_cache
def hook(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    """One webhook and its messages; a form that did not hold keeps what was typed."""
    found, problem = _hook(request, hook_id), None
    if request.method == "POST":
        try:
            hook_change(request.actor, found.id, **_given(request))
            messages.success(request, "The webhook is changed.")
            return redirect("hook", hook_id=hook_id)
        except HookError as error:
            problem = error
    return _shown(request, found, problem)


@never_cache
@require_POST
def hook_secret(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    """A new secret, shown this once."""
    _hook(request, hook_id)
    issued = hook_rotate(request.actor, str(hook_id))
    return _shown(request, _hook(request, hook_id), None, issued)


@require_POST
def hook_act(request: HttpRequest, hook_id: UUID, act: str) -> HttpResponse:
    """Stops, starts or tries it."""
    _hook(request, hook_id)
    if act not in ACTS:
        raise Http404
    do, said = ACTS[act]
    do(request.actor, str(hook_id))
    messages.success(request, said)
    return redirect("hook", hook_id=hook_id)


@require_POST
def hook_gone(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    """Removes it."""
    _hook(request, hook_id)
    hook_remove(request.actor, str(hook_id))
    messages.success(request, "The webhook is removed.")
    return redirect("hooks")


@require_POST
def hook_again(request: HttpRequest, hook_id: UUID, delivery: int) -> HttpResponse:
    """Sends one of its messages again."""
    _hook(request, hook_id)
    delivery_again(request.actor, delivery)
    messages.success(request, "The message is on its way again.")
    return redirect("hook", hook_id=hook_id)


def _shown(
    request: HttpRequest, found: HookFacts, problem: HookError | None, issued: Issued | None = None
) -> HttpResponse:
    before = request.GET.get("before", "")
    rows = deliveries_page(
        request.actor, found.id, before=int(before) if before.isdigit() else None, limit=PAGE + 1
    )
    facts = {
        "hook": found,
        "events": EVENTS,
        "ticked": request.POST.getlist("event") if problem else found.events,
        "given": request.POST if problem else {"name": found.name, "address": found.address},
        "problem": problem,
        "issued": issued,
        "deliveries": rows[:PAGE],
        "more": rows[PAGE - 1].id if len(rows) > PAGE else None,
    }
    template = "settings/hook_deliveries.html" if request.htmx else "settings/hook.html"
    return render(request, template, facts, status=400 if problem else 200)


def _hook(request: HttpRequest, hook_id: UUID) -> HookFacts:
    found = hook_facts(request.actor, str(hook_id))
    if found is None:
        raise Http404
    return found


def _given(request: HttpRequest) -> dict[str, Any]:
    return {
        "name": request.POST.get("name", ""),
        "address": request.POST.get("address", "").strip(),
        "events": request.POST.getlist("event"),
        "inside_hosts": served_home().settings.hook_hosts,
    }

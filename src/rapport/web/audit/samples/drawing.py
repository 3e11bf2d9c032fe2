"""The design of a sample, worked out while somebody types, and the draw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from rapport.program.audits.selectors import audit_facts
from rapport.program.audits.services import evaluators_of_accounts
from rapport.records import InputError
from rapport.web.audit.samples.form import Typed, Wish, shown, understood, zone_of
from rapport.web.config.home_of import served_home
from rapport.work.auditing.choices import Choices, choices
from rapport.work.auditing.design import Design, design
from rapport.work.results.beside import is_large
from rapport.work.sample import draw_sample
from rapport.work.sampling.later import draw_later


@require_http_methods(["GET", "POST"])
def new_sample(request: HttpRequest) -> HttpResponse:
    """The form, what it comes to, and the draw."""
    home, actor = served_home(), request.actor
    offered = choices(home, actor, request.POST.get("criteria") or request.GET.get("criteria"))
    if request.method == "GET":
        audit = _audit(request)
        criteria = audit.criteria if audit and audit.criteria else ""
        known = {"audit": str(audit.id) if audit else "", "criteria": criteria}
        return _page(request, Typed.begin(offered.dimensions, **known), offered)
    typed = Typed.of(request.POST)
    if typed.text.get("act") != "draw":
        return _page(request, typed, offered)
    try:
        wish = understood(typed, offered, zone_of(request))
        if is_large(home):
            design(home, actor, wish.asked, wish.criteria)  # what can be said at once is said at once
            return redirect("job", job_id=draw_later(actor, _wanted(request, wish)))
        result = draw_sample(home, **_wanted(request, wish), sheets=False, actor=actor)
    except InputError as error:
        return _page(request, typed, offered, error)
    for note in result.notes:
        messages.info(request, note)
    return redirect("sample", name=result.sample)


@require_GET
def sample_design(request: HttpRequest) -> HttpResponse:
    """Only what the form comes to; asked for again with every change."""
    offered = choices(served_home(), request.actor, request.GET.get("criteria"))
    found, problem = _worked_out(request, Typed.of(request.GET), offered)
    return render(request, "samples/design.html", {"design": found, "problem": problem})


def _wanted(request: HttpRequest, wish: Wish) -> dict[str, Any]:
    """The arguments of the draw."""
    asked = wish.asked
    names = evaluators_of_accounts(request.actor, list(wish.accounts)) if wish.accounts else {}
    return {
        "by": asked.by,
        "margin": asked.margin,
        "confidence": asked.confidence,
        "double": asked.double,
        "seed": asked.seed,
        "evaluators": [names[user] for user in wish.accounts],
        "minimum": asked.minimum,
        "criteria": wish.criteria,
        "size": asked.size,
        "where": asked.where,
        "name": wish.name,
        "shares": {
            names[user]: asked.shares[one] for user, one in wish.accounts.items() if one in asked.shares
        },
        "exclusions": {
            names[user]: asked.exclusions[one]
            for user, one in wish.accounts.items()
            if one in asked.exclusions
        },
        "bar_own_team": asked.bar_own_team,
        "hide_agents": asked.hide_agents,
        "due_at": asked.due_at,
        "audit": asked.audit,
    }


def _audit(request: HttpRequest) -> Any:
    number = request.GET.get("audit", "")
    return audit_facts(request.actor, int(number)) if number.isdecimal() and len(number) < 15 else None


def _worked_out(
    request: HttpRequest, typed: Typed, offered: Choices
) -> tuple[Design | None, InputError | None]:
    try:
        wish = understood(typed, offered, zone_of(request))
        return design(served_home(), request.actor, wish.asked, wish.criteria), None
    except InputError as error:
        return None, error


def _page(
    request: HttpRequest, typed: Typed, offered: Choices, problem: InputError | None = None
) -> HttpResponse:
    found, unclear = _worked_out(request, typed, offered)
    number = typed.text.get("audit", "")
    audit = audit_facts(request.actor, int(number)) if number.isdecimal() and len(number) < 15 else None
    facts = {
        **shown(typed, offered),
        "design": found,
        "problem": problem or unclear,
        "refused": problem,
        "audit": audit,
        "zone": zone_of(request).key,
    }
    return render(request, "samples/new.html", facts, status=400 if problem else 200)

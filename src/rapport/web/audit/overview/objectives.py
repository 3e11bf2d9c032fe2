"""Objectives: what is to be better, the strategy it calls for, and the audits that measure it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.program.audits.planning import AuditFacts, ObjectiveFacts
from rapport.program.audits.selectors import audit_facts, objective_facts, objectives
from rapport.program.audits.services import AuditWish, ObjectiveWish, audit_save, objective_save
from rapport.program.audits.strategies import STRATEGIES
from rapport.program.people.permissions import Permission
from rapport.program.people.selectors import people_list
from rapport.records import InputError
from rapport.web.audit.samples.form import due_at, last_day, zone_of
from rapport.work.auditing.choices import criteria_choices
from rapport.work.auditing.emphasis import emphasised
from rapport.work.criteria_editing.emphasise import start_from_objective

STATES = (("active", "Active"), ("reached", "Reached"), ("dropped", "Dropped"))


@require_GET
def objective_list(request: HttpRequest) -> HttpResponse:
    """All objectives."""
    facts = {"objectives": objectives(request.actor), "plans": request.actor.may(Permission.SAMPLES_PLAN)}
    return render(request, "overview/objectives.html", facts)


@require_GET
def objective(request: HttpRequest, number: int) -> HttpResponse:
    """One objective: its strategy, what it emphasises in criteria, its audits."""
    found = _objective(request, number)
    chosen = next((one.criteria for one in found.audits if one.criteria), None)
    facts = {
        "objective": found,
        "strategy": STRATEGIES.get(found.strategy),
        "emphasis": emphasised(request.actor, chosen, found.emphases),
        "plans": request.actor.may(Permission.SAMPLES_PLAN),
        "writes": request.actor.may(Permission.CRITERIA_EDIT),
    }
    return render(request, "overview/objective.html", facts)


@require_POST
def objective_criteria(request: HttpRequest, number: int) -> HttpResponse:
    """Goes on in the editor, with the objective's emphases in a draft of its criteria."""
    request.actor.require(Permission.CRITERIA_EDIT)
    _objective(request, number)
    draft = start_from_objective(request.actor, number)
    messages.success(request, "The draft weighs what the objective emphasises; its comment says how.")
    return redirect("criteria_draft", draft)


@require_http_methods(["GET", "POST"])
def objective_form(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Makes an objective or changes one; what was typed stays on any error."""
    request.actor.require(Permission.SAMPLES_PLAN)
    known = _objective(request, number) if number is not None else None
    if request.method == "GET":
        return _objective_page(request, known, _typed_of(known, request.GET.get("strategy", "")))
    typed = {name: str(request.POST.get(name, "")) for name in request.POST}
    if typed.get("act") == "propose":
        return _objective_page(request, known, {**typed, "emphases": _proposed(typed.get("strategy", ""))})
    try:
        saved = objective_save(request.actor, _wish(typed), number, version=_version(typed))
    except InputError as error:
        return _objective_page(request, known, typed, error)
    messages.success(request, "The objective is saved.")
    return redirect("objective", number=saved)


@require_http_methods(["GET", "POST"])
def audit_form(request: HttpRequest, number: int, audit: int | None = None) -> HttpResponse:
    """Plans an audit for an objective, or changes one."""
    request.actor.require(Permission.SAMPLES_PLAN)
    held = _objective(request, number)
    known = audit_facts(request.actor, audit) if audit is not None else None
    if audit is not None and (known is None or known.objective != number):
        raise Http404
    if request.method == "GET":
        return _audit_page(request, held, known, _typed_audit(request, held, known))
    typed = {name: str(request.POST.get(name, "")) for name in request.POST}
    try:
        previous = typed.get("previous", "")
        wish = AuditWish(
            name=typed.get("name", ""),
            criteria=typed.get("criteria") or None,
            due_at=due_at(typed.get("due", ""), zone_of(request)),
            previous=int(previous) if previous.isdecimal() and len(previous) < 15 else None,
        )
        saved = audit_save(request.actor, number, wish, audit)
    except InputError as error:
        return _audit_page(request, held, known, typed, error)
    messages.success(request, "The audit is planned." if known is None else "The audit is changed.")
    return redirect("audit", number=saved)


def _objective(request: HttpRequest, number: int) -> ObjectiveFacts:
    found = objective_facts(request.actor, number)
    if found is None:
        raise Http404
    return found


def _typed_of(known: ObjectiveFacts | None, strategy: str) -> dict[str, str]:
    if known is None:
        return {"strategy": strategy, "emphases": _proposed(strategy)}
    return {
        "name": known.name,
        "statement": known.statement,
        "strategy": known.strategy,
        "emphases": _as_lines(known.emphases),
        "owner": known.owner or "",
        "starts_on": known.starts_on.isoformat() if known.starts_on else "",
        "ends_on": known.ends_on.isoformat() if known.ends_on else "",
        "state": known.state,
        "version": str(known.version),
    }


def _proposed(strategy: str) -> str:
    return _as_lines(STRATEGIES[strategy].emphases) if strategy in STRATEGIES else ""


def _as_lines(emphases: Mapping[str, float]) -> str:
    return "\n".join(f"{name} = {times:g}" for name, times in emphases.items())


def _wish(typed: Mapping[str, str]) -> ObjectiveWish:
    return ObjectiveWish(
        name=typed.get("name", ""),
        statement=typed.get("statement", ""),
        strategy=typed.get("strategy", ""),
        emphases=_emphases(typed.get("emphases", "")),
        owner=typed.get("owner") or None,
        starts_on=_day(typed, "starts_on"),
        ends_on=_day(typed, "ends_on"),
        state=typed.get("state") or "active",
    )


def _emphases(text: str) -> dict[str, float]:
    found = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        name, _, times = (part.strip() for part in line.partition("="))
        try:
            found[name.lower().replace(" ", "_")] = float(times.replace(",", "."))
        except ValueError:
            raise InputError(
                f"{line.strip()[:60]!r} does not say how important something is",
                "emphases",
                "Write lines like: information = 2",
            ) from None
    return found


def _day(typed: Mapping[str, str], name: str) -> date | None:
    text = typed.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{text!r} is not a date", name, "Write it like 2026-12-31.") from None


def _version(typed: Mapping[str, str]) -> int | None:
    text = typed.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _objective_page(
    request: HttpRequest,
    known: ObjectiveFacts | None,
    typed: Mapping[str, str],
    problem: InputError | None = None,
) -> HttpResponse:
    people = people_list(request.actor) if request.actor.may(Permission.PEOPLE_READ) else []
    facts: dict[str, Any] = {
        "known": known,
        "typed": typed,
        "problem": problem,
        "strategies": STRATEGIES.values(),
        "people": [one for one in people if one.active],
        "states": STATES,
    }
    return render(request, "overview/objective_form.html", facts, status=400 if problem else 200)


def _typed_audit(request: HttpRequest, held: ObjectiveFacts, known: AuditFacts | None) -> dict[str, str]:
    if known is None:
        last = held.audits[0] if held.audits else None
        number = len(held.audits) + 1
        return {
            "name": f"{held.name} {number}" if last else held.name,
            "criteria": (last.criteria or "") if last else "",
            "previous": str(last.id) if last else "",
        }
    return {
        "name": known.name,
        "criteria": known.criteria or "",
        "due": last_day(known.due_at, zone_of(request)),
        "previous": str(known.previous or ""),
    }


def _audit_page(
    request: HttpRequest,
    held: ObjectiveFacts,
    known: AuditFacts | None,
    typed: Mapping[str, str],
    problem: InputError | None = None,
) -> HttpResponse:
    facts = {
        "objective": held,
        "known": known,
        "typed": typed,
        "problem": problem,
        "criteria": criteria_choices(request.actor),
        "earlier": [one for one in held.audits if known is None or one.id != known.id],
        "zone": zone_of(request).key,
    }
    return render(request, "overview/audit_form.html", facts, status=400 if problem else 200)

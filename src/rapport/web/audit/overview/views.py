"""The overview of audits, and the page of one audit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from rapport.program.audits.plain import SampleFacts
from rapport.program.audits.planning import AuditFacts
from rapport.program.audits.selectors import audit_facts, sample_counts, sample_facts
from rapport.program.audits.selectors import samples as all_samples
from rapport.program.audits.services import audit_end, sample_attach
from rapport.program.people.permissions import Permission
from rapport.web.base.navigation import ENTRIES
from rapport.web.config.home_of import served_home
from rapport.work.auditing.comparison import comparison
from rapport.work.auditing.overview import Next, audit_steps, overview, together

PAGES = {
    "queue": "queue",
    "criteria": "criteria",
    "disputes": "judging:disputes",
    "objective_new": "objective_new",
    "findings": "reports",
}
TOLD = 8


@require_GET
def audits(request: HttpRequest) -> HttpResponse:
    """What runs, how far it is, what waits for whom, what is next.

    Whoever may not see samples but something else behind this entry goes there.
    """
    if not request.actor.may(Permission.SAMPLES_READ) and (other := _other_page(request)):
        return redirect(other)
    found = overview(served_home(), request.actor)
    facts = {
        "found": found,
        "steps": linked(found.steps),
        "lines": [(one, linked(one.steps, one.facts.objective)) for one in found.audits],
        "plans": request.actor.may(Permission.SAMPLES_PLAN),
    }
    return render(request, "overview/overview.html", facts)


def _other_page(request: HttpRequest) -> str | None:
    pages = next(one.pages for one in ENTRIES if one.path == request.path)
    may = request.actor.may
    return next((one.path for one in pages if one.path != request.path and any(map(may, one.needs))), None)


@require_GET
def audit(request: HttpRequest, number: int) -> HttpResponse:
    """One audit: its samples, its result beside the audit before, what is next."""
    actor = request.actor
    found = audit_of(request, number)
    counts = sample_counts(actor)
    samples = [(sample_facts(actor, name), counts.get(name)) for name in found.samples]
    whole = together(one for _, one in samples if one is not None)
    before = audit_facts(actor, found.previous) if found.previous else None
    result = comparison(served_home(), actor, found, before)
    plans = actor.may(Permission.SAMPLES_PLAN)
    facts: dict[str, Any] = {
        "audit": found,
        "loose": [one.name for one in all_samples(actor) if _fits(one, found)] if plans else (),
        "samples": samples,
        "counts": whole,
        "before": before,
        "result": result,
        "moved": result.moved[:TOLD] if result else (),
        "steps": linked(audit_steps(actor, found, whole), found.objective),
        "plans": plans,
    }
    return render(request, "overview/audit.html", facts)


def _fits(sample: SampleFacts, audit: AuditFacts) -> bool:
    """Whether a sample is free and scored by nothing else than the audit is."""
    return sample.audit is None and (
        audit.criteria is None or sample.criteria is None or sample.criteria == audit.criteria
    )


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Ends an audit or opens it again."""
    state = request.POST.get("state", "")
    audit_of(request, number)
    audit_end(request.actor, number, state)
    words = {
        "running": "The audit runs again.",
        "done": "The audit is done.",
        "stopped": "The audit stopped.",
    }
    messages.success(request, words[state])
    return redirect("audit", number=number)


@require_POST
def attach(request: HttpRequest, number: int) -> HttpResponse:
    """Makes a sample drawn by itself part of the audit."""
    audit_of(request, number)
    name = request.POST.get("sample", "")
    sample_attach(request.actor, name, number)
    messages.success(request, f"{name} belongs to the audit now.")
    return redirect("audit", number=number)


def audit_of(request: HttpRequest, number: int) -> AuditFacts:
    """The audit of that number. Raises Http404."""
    found = audit_facts(request.actor, number)
    if found is None:
        raise Http404
    return found


def linked(steps: tuple[Next, ...], objective: int | None = None) -> list[tuple[Next, str]]:
    """Next steps with the address that does them; those about an audit need its objective."""
    return [(one, _address(one, objective)) for one in steps]


def _address(one: Next, objective: int | None) -> str:
    if one.kind in PAGES:
        return str(reverse(PAGES[one.kind]))
    if one.kind == "sample_new":
        return str(reverse("sample_new")) + (f"?audit={one.about}" if one.about else "")
    if one.kind == "sample_overdue":
        return str(reverse("sample", args=[one.about])) + "?state=overdue#lines"
    if one.kind == "audit_change":
        return str(reverse("audit_change", args=[objective, one.about]))
    return str(reverse(one.kind, args=[one.about]))

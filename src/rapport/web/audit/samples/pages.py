"""Samples: the list, and one sample with who scores what."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.program.audits.planning import AssignmentPage
from rapport.program.audits.reasons import REASONS
from rapport.program.audits.selectors import (
    Narrowed,
    assignments_page,
    audit_facts,
    evaluator_choices,
    open_samples,
)
from rapport.program.people.permissions import Permission
from rapport.program.scoring.selectors import sheets_among
from rapport.records import InputError
from rapport.web.audit.samples.form import last_day, zone_of
from rapport.web.base.sheet import sheet
from rapport.web.config.home_of import served_home
from rapport.work.auditing.progress import sample_lines, sample_view

STATES = (
    ("open", "Open"), ("overdue", "Overdue"), ("done", "Scored"), ("moved", "Moved"), ("removed", "Removed"),
)  # fmt: skip
HEADS = (
    ("number", "Number"), ("interaction", "Interaction"), ("stratum", "Stratum"), ("evaluator", "Evaluator"),
    ("state", "State"), ("due", "Due"),
)  # fmt: skip
COLUMNS = ("position", "interaction_id", "stratum", "evaluator", "ordinal", "state", "due_at", "reason")


@require_GET
def samples(request: HttpRequest) -> HttpResponse:
    """All samples, and those anybody may take from."""
    actor = request.actor
    facts = {
        "lines": sample_lines(served_home(), actor),
        "free": open_samples(actor) if actor.may(Permission.EVALUATIONS_SUBMIT) else (),
        "plans": actor.may(Permission.SAMPLES_PLAN),
    }
    return render(request, "samples/samples.html", facts)


@require_GET
def sample(request: HttpRequest, name: str) -> HttpResponse:
    """One sample: progress, who scores what, and what can be changed."""
    return sample_page(request, name)


def sample_page(request: HttpRequest, name: str, problem: InputError | None = None) -> HttpResponse:
    """The page of a sample; `problem` says why an act was refused, with what was chosen still chosen."""
    actor = request.actor
    found = sample_view(served_home(), actor, name)
    if found is None:
        raise Http404
    narrowed = narrowed_by(request)
    page = assignments_page(actor, name, narrowed, after=request.GET.get("after", ""))
    plans = actor.may(Permission.SAMPLES_PLAN)
    more = request.GET.copy()
    more["after"] = page.after or ""
    facts: dict[str, Any] = {
        "found": found,
        "page": page,
        "narrowed": narrowed,
        "heads": _heads(request, narrowed.sort),
        "states": STATES,
        "plans": plans,
        "sheets": _sheets(request, page) if plans else (),
        "people": _people(request, found) if plans else (),
        "accounts": evaluator_choices(actor) if plans else (),
        "reasons": REASONS.items(),
        "audit": audit_facts(actor, found.facts.audit) if found.facts.audit else None,
        "free": _free(request, name),
        "more": more.urlencode(),
        "problem": problem,
        "typed": request.POST,
        "chosen": set(request.POST.getlist("assignment")),
        "to": set(request.POST.getlist("to")),
        "query": request.GET.urlencode(),
        "last_day": last_day(found.facts.due_at, zone_of(request)),
    }
    return render(request, "samples/sample.html", facts, status=400 if problem else 200)


@require_GET
def sample_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The lines that are shown, all of them, for a spreadsheet."""
    if sample_view(served_home(), request.actor, name) is None:
        raise Http404
    page = assignments_page(request.actor, name, narrowed_by(request), limit=None)
    return sheet(f"{name}-assignments", COLUMNS, map(vars, page.rows))


def narrowed_by(request: HttpRequest) -> Narrowed:
    """The filter in the address."""
    given = request.GET
    narrowed = (given.get(name, "") for name in ("evaluator", "stratum", "state", "sort"))
    return Narrowed(*narrowed)


def _heads(request: HttpRequest, sort: str) -> list[dict[str, str]]:
    """The headings that sort: where each leads, and how the lines stand by it now."""
    found = []
    for name, title in HEADS:
        here = sort.removeprefix("-") == name or (not sort and name == "number")
        falling = sort.startswith("-")
        asked = request.GET.copy()
        asked.pop("after", None)
        asked["sort"] = f"-{name}" if here and not falling else name
        stands = ("descending" if falling else "ascending") if here else ""
        found.append({"title": title, "query": asked.urlencode(), "stands": stands, "name": name})
    return found


def _sheets(request: HttpRequest, page: AssignmentPage) -> frozenset[int]:
    """The lines that were scored on a sheet: who plans may correct them on the screen."""
    if not request.actor.may(Permission.EVALUATIONS_SUBMIT):
        return frozenset()
    done = [one.id for one in page.rows if one.state == "done"]
    return sheets_among(request.actor, done)


def _people(request: HttpRequest, found: Any) -> tuple[str, ...]:
    """Who may be asked instead: accounts that score, and whoever scores in this sample already."""
    accounts = {one.name for one in evaluator_choices(request.actor)}
    here = {one.name for one in found.progress.evaluators if not one.stand_in}
    return tuple(sorted(accounts | here, key=str.lower))


def _free(request: HttpRequest, name: str) -> Any:
    if not request.actor.may(Permission.EVALUATIONS_SUBMIT):
        return None
    return next((one for one in open_samples(request.actor) if one.name == name), None)

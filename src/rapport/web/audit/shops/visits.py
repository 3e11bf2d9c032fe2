"""One visit: what to do, and what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXIS
from rapport.program.shops import selectors
from rapport.program.shops.plain import Report, VisitFacts
from rapport.program.shops.services import visit_cancel, visit_draft, visit_reassign
from rapport.records.errors import InputError
from rapport.web.audit.shops.typed import amount, moment
from rapport.web.config.home_of import served_home
from rapport.work.shops.files import INLINE, drop_file, keep_file, path_of
from rapport.work.shops.report import send_report

FIELDS = ("happened_at", "minutes", "agent", "team", "transcript", "remarks", "expenses")


@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Instructions and the form of the report for the shopper; the report for who may read it."""
    found, problem = _found(request, visit_id), None
    if request.method == "POST":
        if not found.own:
            raise NotAllowedError(Permission.SHOPS_REPORT, request.actor.name)
        try:
            for each in request.FILES.getlist("files"):
                keep_file(served_home(), request.actor, found.id, each.name or "file", each.chunks())
            if request.POST.get("act") != "files":
                send_report(served_home(), request.actor, found.id, _report(request.POST, _zone(request)))
                messages.success(request, "Your report is in. Thank you.")
                return redirect("shops")
            return redirect("shops-visit", found.id)
        except NotAllowedError:
            raise
        except InputError as error:
            problem = error
            found = _found(request, visit_id)
    return _visit(request, found, problem)


def _visit(request: HttpRequest, found: VisitFacts, problem: InputError | None) -> HttpResponse:
    zone = _zone(request)
    facts: dict[str, Any] = {
        "visit": found,
        "problem": problem,
        "form": _form(request, found, zone),
        "zone": zone.key,
        "from_at": found.from_at.astimezone(zone),
        "until_at": found.until_at.astimezone(zone),
        "scenario": [
            (AXIS[axis].title, value) for axis, value in found.task.scenario.items() if axis in AXIS
        ],
        "editable": found.own and found.state != "cancelled",
        "may_plan": request.actor.may(Permission.SHOPS_PLAN),
        "may_open": request.actor.may(Permission.INTERACTIONS_READ),
        "shoppers": selectors.possible_shoppers(request.actor)
        if request.actor.may(Permission.SHOPS_PLAN) and found.state == "planned"
        else [],
    }
    return render(request, "shops/visit.html", facts, status=400 if problem else 200)


def _form(request: HttpRequest, found: VisitFacts, zone: ZoneInfo) -> dict[str, str]:
    """What stands in the form: what was typed now, else the draft, else the report."""
    if request.method == "POST" and "transcript" in request.POST:
        return {name: request.POST.get(name, "") for name in FIELDS}
    if found.draft:
        return {name: found.draft.get(name, "") for name in FIELDS}
    if found.report is None:
        return dict.fromkeys(FIELDS, "")
    told = found.report
    return {
        "happened_at": told.happened_at.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
        "minutes": "" if told.minutes is None else f"{told.minutes:g}",
        "agent": told.agent,
        "team": told.team,
        "transcript": told.transcript,
        "remarks": told.remarks,
        "expenses": str(told.expenses),
    }


def _report(given: QueryDict, zone: ZoneInfo) -> Report:
    minutes = given.get("minutes", "").strip()
    return Report(
        happened_at=moment(given.get("happened_at", ""), "happened_at", zone),
        transcript=given.get("transcript", ""),
        minutes=float(amount(minutes, "minutes")) if minutes else None,
        agent=given.get("agent", ""),
        team=given.get("team", ""),
        remarks=given.get("remarks", ""),
        expenses=amount(given.get("expenses", ""), "expenses"),
    )


@require_POST
def draft(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Keeps what a shopper has typed so far; 409 when another window was faster."""
    given = request.POST
    number = given.get("number", "0")
    typed = {name: given.get(name, "") for name in FIELDS}
    try:
        saved = visit_draft(request.actor, str(visit_id), typed, int(number) if number.isdecimal() else -1)
    except NotAllowedError:
        raise
    except InputError as error:
        return JsonResponse({"what": error.what, "todo": error.todo or ""}, status=409)
    return JsonResponse({"number": saved})


@require_POST
def act(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Cancels a visit, gives it to another, or removes a file."""
    found, given, wanted = _found(request, visit_id), request.POST, request.POST.get("act")
    try:
        if wanted == "cancel":
            visit_cancel(request.actor, found.id, given.get("because", ""))
        elif wanted == "reassign":
            visit_reassign(request.actor, found.id, given.get("shopper", ""))
        elif wanted == "file_remove":
            drop_file(served_home(), request.actor, found.id, given.get("file", ""))
    except NotAllowedError:
        raise
    except InputError as error:
        return _visit(request, found, error)
    return redirect("shops-visit", found.id)


def file(request: HttpRequest, file_id: UUID) -> HttpResponse | FileResponse:
    """A file of a visit, as its contents are and never as something that runs."""
    found = selectors.visit_file(request.actor, str(file_id))
    if found is None:
        raise Http404
    path = path_of(served_home(), found.id)
    if not path.is_file():
        raise Http404
    answer = FileResponse(
        path.open("rb"),
        as_attachment=found.media_type not in INLINE,
        filename=found.name,
        content_type=found.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _found(request: HttpRequest, visit_id: UUID) -> VisitFacts:
    found = selectors.visit(request.actor, str(visit_id))
    if found is None:
        raise Http404
    return found


def _zone(request: HttpRequest) -> ZoneInfo:
    """The person's own zone, else the home's."""
    name = getattr(request.user, "time_zone", "")
    return ZoneInfo(name) if name else served_home().settings.zone

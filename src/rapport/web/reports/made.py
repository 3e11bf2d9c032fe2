"""The reports page: make one of what the filter keeps, and find those that were made."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from rapport.program.people.permissions import Permission
from rapport.program.views.selectors import report_made, reports_made
from rapport.records import InputError
from rapport.reports import FORMATS
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.config.home_of import served_home
from rapport.work.jobs.enqueue import enqueue
from rapport.work.report import AUDIENCES
from rapport.work.results.export import MIME
from rapport.work.results.reporting import remove_report, report_path, report_request
from rapport.work.results.view import View, read_view


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The reports that were made, and a form for another."""
    return _page(request, view_of(request))


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Queues a report of a view, and shows how far it is."""
    view = View()
    try:
        view = read_view(request.POST)
        audience, form = request.POST.get("audience", ""), request.POST.get("form", "")
        arguments = report_request(served_home(), request.actor, audience, form, view)
    except InputError as problem:
        request.actor.require(Permission.REPORTS_MAKE)
        return _page(request, view, problem)
    return redirect("job", job_id=enqueue(request.actor, "report", **arguments))


@require_GET
def made(request: HttpRequest, report: UUID) -> HttpResponse | FileResponse:
    """One report, to keep."""
    found = report_made(request.actor, str(report))
    path = report_path(served_home(), found.file) if found else None
    if found is None or path is None or not path.is_file():
        raise Http404
    name = f"rapport-{found.audience}-{found.made_at:%Y-%m-%d}.{found.form}"
    kind = "text/html; charset=utf-8" if found.form == "html" else MIME[found.form]
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)


@require_POST
def remove(request: HttpRequest, report: UUID) -> HttpResponse:
    """Removes a report and its file."""
    remove_report(served_home(), request.actor, str(report))
    return redirect("reports")


def _page(request: HttpRequest, view: View, problem: InputError | None = None) -> HttpResponse:
    facts = {
        "bar": filter_bar(view, None),
        "pairs": view.pairs(),
        "made": reports_made(request.actor),
        "may_make": request.actor.may(Permission.REPORTS_MAKE),
        "audiences": AUDIENCES,
        "forms": tuple(FORMATS),
        "zone": served_home().settings.zone,
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "results/reports.html", facts, status=400 if problem else 200)

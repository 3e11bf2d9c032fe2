"""The submissions behind a survey's numbers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.records import InputError
from rapport.web.ask.results import named, titled
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.base.sheet import sheet
from rapport.web.config.home_of import served_home
from rapport.web.reports.export import attachment
from rapport.work.surveys.results.submissions import (
    MOST,
    Only,
    all_submissions,
    one_submission,
    submissions_page,
)
from rapport.work.surveys.results.table_file import workbook
from rapport.work.understanding.seen import seen_of

SHOWN = 6
"""Items that the list has a column for; all of them are in the file."""


@require_GET
def rows(request: HttpRequest, survey: str) -> HttpResponse:
    """A page of submissions, newest first; or all that a file holds (`?as=csv`, `?as=xlsx`)."""
    home, actor, view = served_home(), request.actor, view_of(request)
    form = request.GET.get("as")
    if form in ("csv", "xlsx"):
        found = all_submissions(home, actor, view, named(survey))
        if form == "csv":
            told = (dict(zip(found.columns, row, strict=True)) for row in found.rows)
            return sheet(found.name, found.columns, told)
        made = workbook("Submissions", found.columns, found.rows)
        return attachment(made, f"{found.name}.xlsx", "xlsx")
    only = _only(request)
    page = submissions_page(home, actor, view, named(survey), only, request.GET.get("after"))
    kept = {name: request.GET.get(name) for name in ("item", "low", "high")}
    facts = {
        "survey": survey,
        "title": titled(request, survey),
        "page": page,
        "shown": page.items[:SHOWN],
        "table": [(row, [row.value(item) for item in page.items[:SHOWN]]) for row in page.rows],
        "only": kept,
        "bar": filter_bar(view, seen_of(actor), kept),
        "narrowed": view.query(),
        "most": MOST,
        "more": view.query(**kept, after=page.after) if page.after else "",
        "rows": True,
    }
    return render(request, "ask/rows.html", facts)


@require_GET
def submission(request: HttpRequest, survey: str, submission_id: str) -> HttpResponse:
    """One form that came back."""
    found = one_submission(served_home(), request.actor, named(survey), submission_id)
    if found is None:
        raise Http404
    facts = {"survey": survey, "title": titled(request, survey), "one": found, "rows": True}
    return render(request, "ask/submission.html", facts)


def _only(request: HttpRequest) -> Only:
    return Only(request.GET.get("item", ""), _number(request, "low"), _number(request, "high"))


def _number(request: HttpRequest, name: str) -> float | None:
    given = request.GET.get(name, "").strip()
    if not given:
        return None
    try:
        return float(given[:20])
    except ValueError:
        raise InputError(f"{given[:20]!r} is no number", name, "Write digits.") from None

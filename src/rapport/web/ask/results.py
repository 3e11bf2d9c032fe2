"""Results: all surveys, and one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from rapport.program.surveys.selectors import surveys_list
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.config.home_of import served_home
from rapport.web.reports.export import attachment
from rapport.work.results.export import panel_file
from rapport.work.results.view import View
from rapport.work.surveys.results.overview import Overview, overview
from rapport.work.surveys.results.survey import BY, SurveyPage, item_page, survey_page
from rapport.work.understanding.seen import seen_of

AT_ONCE_S = 0.12
FORMS = ("png", "svg", "csv", "xlsx")
ELSEWHERE = "_"
"""Stands in addresses for answers that came without a survey's name."""


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """Every item of all surveys, and every survey that has answers."""
    view, seen = view_of(request), seen_of(request.actor)
    found = overview(served_home(), request.actor, view, AT_ONCE_S)
    titles = {one.survey_id: one.title for one in surveys_list(request.actor)}
    facts: dict[str, Any] = {
        "found": found,
        "titles": titles,
        "surveys": _surveys(found, titles),
        "bar": filter_bar(view, seen),
        "query": view.query(),
    }
    if request.headers.get("HX-Request") == "true":
        return render(request, "ask/_results.html" if found else "feelings/_working.html", facts)
    return render(request, "ask/results.html", facts)


@require_GET
def result(request: HttpRequest, survey: str) -> HttpResponse:
    """One survey's results."""
    view, by = view_of(request), request.GET.get("by", "team")
    found = survey_page(served_home(), request.actor, view, named(survey), by, AT_ONCE_S)
    facts = _facts(request, view, by, found) | {
        "survey": survey,
        "title": titled(request, survey),
        "panels_at": reverse("ask_result", args=[survey]) + "panels/",
    }
    return _shown(request, facts)


@require_GET
def item(request: HttpRequest, item: str) -> HttpResponse:
    """One item through all surveys that ask it."""
    view, by = view_of(request), request.GET.get("by", "team")
    found = item_page(served_home(), request.actor, view, item, by, AT_ONCE_S)
    facts = _facts(request, view, by, found) | {
        "item": item,
        "title": item,
        "panels_at": reverse("ask_item", args=[item]) + "panels/",
    }
    return _shown(request, facts)


@require_GET
def item_panel(request: HttpRequest, item: str, panel: str, suffix: str) -> HttpResponse:
    """One panel of an item as png, svg, csv or xlsx."""
    by = request.GET.get("by", "team")
    return _panel(item_page(served_home(), request.actor, view_of(request), item, by), panel, suffix)


@require_GET
def result_panel(request: HttpRequest, survey: str, panel: str, suffix: str) -> HttpResponse:
    """One panel as png, svg, csv or xlsx."""
    by = request.GET.get("by", "team")
    page = survey_page(served_home(), request.actor, view_of(request), named(survey), by)
    return _panel(page, panel, suffix)


def _panel(page: SurveyPage | None, panel: str, suffix: str) -> HttpResponse:
    found = page.panel(panel) if page else None
    if found is None:
        raise Http404
    return attachment(panel_file(found, suffix), f"{panel}.{suffix}", suffix)


def _facts(request: HttpRequest, view: View, by: str, found: SurveyPage | None) -> dict[str, Any]:
    seen, kept = seen_of(request.actor), by if by != "team" else None
    return {
        "found": found,
        "by": by,
        "dimensions": BY,
        "bar": filter_bar(view, seen, {"by": kept}),
        "query": view.query(by=kept),
        "narrowed": view.query(),
        "rows": seen.words,
        "forms": FORMS,
    }


def _shown(request: HttpRequest, facts: dict[str, Any]) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return render(request, "ask/_result.html" if facts["found"] else "feelings/_working.html", facts)
    return render(request, "ask/result.html", facts)


def named(survey: str) -> str:
    """The survey that an address means."""
    return "" if survey == ELSEWHERE else survey


def standings(request: HttpRequest) -> Overview | None:
    """Where all surveys stand, as the list shows it; None while it is worked out."""
    return overview(served_home(), request.actor, View(), AT_ONCE_S)


def _surveys(found: Overview | None, titles: dict[str, str]) -> list[tuple[str, str, Any]]:
    if found is None:
        return []
    listed = [
        (one.survey or ELSEWHERE, titles.get(one.survey) or one.survey or "Answers without a survey", one)
        for one in found.surveys.values()
    ]
    return sorted(listed, key=lambda one: -one[2].submissions)


def titled(request: HttpRequest, survey: str) -> str:
    """The title of a survey, of ours or of one that was imported."""
    if survey == ELSEWHERE:
        return "Answers without a survey"
    lines = {one.survey_id: one.title for one in surveys_list(request.actor)}
    return lines.get(survey, survey)

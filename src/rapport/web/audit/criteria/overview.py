"""The list of criteria, and one version."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from rapport.program.audits.criteria_plain import VersionView
from rapport.program.audits.selectors import drafts_list, open_draft, version_view, versions_list
from rapport.program.people.permissions import Permission
from rapport.web.audit.criteria.downloads import yaml_download
from rapport.web.audit.criteria.shown import scenario_of, share
from rapport.work.criteria_editing.check import check_text, scenario_choices, shares_in
from rapport.work.criteria_editing.start import start_from_version


def overview(request: HttpRequest) -> HttpResponse:
    """Drafts that are being written, and every version with what was scored by it."""
    facts = {
        "versions": versions_list(request.actor),
        "drafts": drafts_list(request.actor),
        "may_write": request.actor.may(Permission.CRITERIA_EDIT),
    }
    return render(request, "criteria/overview.html", facts)


def version(request: HttpRequest, definition: str) -> HttpResponse:
    """One version: its rules in words, its weights in a scenario, its use."""
    view = _found(request, definition)
    checked = check_text(view.text)
    scenario = scenario_of(request.GET)
    shares = shares_in(checked, scenario)
    criteria = checked.criteria
    weights = {name: share(one) for name, one in shares.elements.items()} if shares else {}
    others = versions_list(request.actor)
    writing = request.actor.may(Permission.CRITERIA_EDIT)
    facts = {
        "view": view,
        "line": view.line,
        "criteria": criteria,
        "problems": checked.problems,
        "shares": weights,
        "factor_shares": {name: share(one) for name, one in shares.factors.items()} if shares else {},
        "choices": [
            (name, scenario.get(name, ""), values) for name, values in scenario_choices(criteria).items()
        ]
        if criteria
        else [],
        "others": [
            one.definition
            for one in others
            if one.criteria_id == view.line.criteria_id and one.definition != definition
        ],
        "draft": open_draft(request.actor, view.line.criteria_id) if writing else None,
        "may_write": writing,
        "may_publish": request.actor.may(Permission.CRITERIA_PUBLISH),
    }
    return render(request, "criteria/version.html", facts)


def export_version(request: HttpRequest, definition: str) -> HttpResponse:
    """The text to the letter, as a file."""
    view = _found(request, definition)
    return yaml_download(view.text, f"{view.line.criteria_id}-{view.line.version}")


@require_POST
def next_version(request: HttpRequest, definition: str) -> HttpResponse:
    """Begins the next version of these criteria, or opens the one being written."""
    draft = start_from_version(request.actor, definition, request.POST.get("criteria", "").strip())
    return HttpResponseRedirect(reverse("criteria_draft", args=[draft]))


def _found(request: HttpRequest, definition: str) -> VersionView:
    view = version_view(request.actor, definition)
    if view is None:
        raise Http404
    return view

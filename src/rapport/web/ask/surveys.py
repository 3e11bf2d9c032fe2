"""The list of surveys, and one survey with its versions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from rapport.program.people.permissions import Permission
from rapport.program.surveys import services
from rapport.program.surveys.plain import SurveyLine, VersionView
from rapport.program.surveys.selectors import draft_view, survey_line, themes_list, version_view
from rapport.web.audit.criteria.downloads import yaml_download
from rapport.work.criteria_editing.compare import side_by_side
from rapport.work.surveys.building.check import check_text
from rapport.work.surveys.building.start import start_from_version


def survey(request: HttpRequest, survey_id: str) -> HttpResponse:
    """One survey: what its newest version asks, its versions, how it looks."""
    line = line_or_404(request, survey_id)
    newest = version_view(request.actor, survey_id, line.versions[0].number) if line.versions else None
    checked = check_text(newest.text) if newest else None
    facts = {
        "line": line,
        "checked": checked,
        "themes": [one.name for one in themes_list(request.actor)],
        "may_write": request.actor.may(Permission.SURVEYS_EDIT),
    }
    return render(request, "ask/survey.html", facts)


@require_POST
def act_on_survey(request: HttpRequest, survey_id: str) -> HttpResponse:
    """Begins the next version, closes or opens a version, archives, gives a theme."""
    line_or_404(request, survey_id)
    act, actor = request.POST.get("act", ""), request.actor
    number = _number(request.POST.get("number", ""))
    if act == "next":
        start_from_version(actor, survey_id, number)
        return HttpResponseRedirect(reverse("ask_draft", args=[survey_id]))
    if act == "close":
        services.version_close(actor, survey_id, number)
        words = f"{survey_id}@{number} is closed. Forms that were begun are taken for a day."
        messages.success(request, words)
    elif act == "reopen":
        services.version_reopen(actor, survey_id, number)
        messages.success(request, f"{survey_id}@{number} can be answered again.")
    elif act == "archive":
        services.survey_archive(actor, survey_id)
        messages.success(request, f"{survey_id} is in the archive; its answers stay.")
    elif act == "restore":
        services.survey_restore(actor, survey_id)
    elif act == "theme":
        services.survey_theme(actor, survey_id, request.POST.get("theme", ""))
    else:
        raise Http404
    return HttpResponseRedirect(reverse("ask_survey", args=[survey_id]))


def export_version(request: HttpRequest, survey_id: str, version: int) -> HttpResponse:
    """The text of a version to the letter, as a file."""
    view = version_or_404(request, survey_id, version)
    return yaml_download(view.text, f"{survey_id}-{version}")


def differences(request: HttpRequest, survey_id: str) -> HttpResponse:
    """Two texts of one survey beside each other: versions, or the draft."""
    line = line_or_404(request, survey_id)
    names = [str(one.number) for one in line.versions]
    names = (["draft"] if line.draft_at else []) + names
    after = request.GET.get("after") or (names[0] if names else "")
    before = request.GET.get("before") or (names[1] if len(names) > 1 else after)
    rows = tuple(side_by_side(_text(request, survey_id, before), _text(request, survey_id, after)))
    facts = {"line": line, "names": names, "before": before, "after": after, "rows": rows}
    return render(request, "ask/differences.html", facts)


def line_or_404(request: HttpRequest, survey_id: str) -> SurveyLine:
    """The survey, or the page that says there is none."""
    line = survey_line(request.actor, survey_id)
    if line is None:
        raise Http404
    return line


def version_or_404(request: HttpRequest, survey_id: str, number: int) -> VersionView:
    """The version, or the page that says there is none."""
    view = version_view(request.actor, survey_id, number)
    if view is None:
        raise Http404
    return view


def _text(request: HttpRequest, survey_id: str, name: str) -> str:
    if name == "draft":
        draft = draft_view(request.actor, survey_id)
        if draft is None:
            raise Http404
        return draft.text
    return version_or_404(request, survey_id, _number(name)).text


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 8 else 0

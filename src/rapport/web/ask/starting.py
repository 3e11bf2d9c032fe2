"""Beginning a survey: from a template, from one of one's own, from a file, from nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.surveys.selectors import surveys_list
from rapport.records import InputError
from rapport.surveys.errors import SurveyError
from rapport.web.audit.criteria.starting import given_text
from rapport.work.surveys.building.start import (
    start_empty,
    start_from_questions,
    start_from_template,
    start_from_text,
    start_from_version,
)
from rapport.work.surveys.building.templates import TEMPLATES


def start(request: HttpRequest) -> HttpResponse:
    """The ways to begin; a file's problems are listed with their lines and its text is kept."""
    request.actor.require(Permission.SURVEYS_EDIT)
    versions = [one.definition for line in surveys_list(request.actor) for one in line.versions]
    facts = {"templates": TEMPLATES, "versions": versions, "typed": request.POST}
    if request.method != "POST":
        return render(request, "ask/new.html", facts | {"typed": request.GET})
    try:
        survey_id = _begin(request)
    except NotAllowedError:
        raise
    except SurveyError as error:
        facts |= {"problems": error.problems, "text": given_text(request)}
    except InputError as error:
        facts |= {"problem": error, "text": request.POST.get("text", "")}
    else:
        return HttpResponseRedirect(f"{reverse('ask_draft', args=[survey_id])}?part=i0")
    return render(request, "ask/new.html", facts, status=400)


def _begin(request: HttpRequest) -> str:
    way, own = request.POST.get("way"), request.POST.get("survey", "").strip()
    if way == "template":
        return start_from_template(request.actor, request.POST.get("template", ""), own)
    if way == "version":
        survey_id, _, number = request.POST.get("version", "").rpartition("@")
        return start_from_version(request.actor, survey_id, int(number) if number.isdecimal() else 0, own)
    if way == "questions":
        return start_from_questions(request.actor, request.POST.get("text", ""), own)
    if way == "empty":
        return start_empty(request.actor, own)
    file = request.FILES.get("file")
    name = file.name if file else "pasted text"
    return start_from_text(request.actor, given_text(request), name, mend="mend" in request.POST)

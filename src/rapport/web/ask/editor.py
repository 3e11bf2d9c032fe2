"""The builder of one survey's next version."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rapport.program.people.permissions import Permission
from rapport.program.surveys.plain import DraftView
from rapport.program.surveys.selectors import draft_view, survey_line
from rapport.program.surveys.services import draft_discard
from rapport.surveys.errors import SurveyError
from rapport.web.ask.shown import editor_facts
from rapport.web.audit.criteria.downloads import yaml_download
from rapport.web.audit.criteria.saving import revision_of
from rapport.work.surveys.building.edit import publish


@never_cache
def editor(request: HttpRequest, survey_id: str) -> HttpResponse:
    """Outline, one part's form, criticism, preview and text beside each other, as it is stored now."""
    view = draft_view(request.actor, survey_id)
    if view is None:
        if survey_line(request.actor, survey_id) is None:
            raise Http404
        return redirect("ask_survey", survey_id=survey_id)
    facts = editor_facts(view, request.GET.get("part", "general"))
    facts["may_write"] = request.actor.may(Permission.SURVEYS_EDIT)
    return render(request, "ask/editor.html", facts)


def draft_or_404(request: HttpRequest, survey_id: str) -> DraftView:
    """The draft, or the page that says there is none."""
    view = draft_view(request.actor, survey_id)
    if view is None:
        raise Http404
    return view


@require_POST
def act_on_draft(request: HttpRequest, survey_id: str) -> HttpResponse:
    """Publishes the draft, or throws it away."""
    if request.POST.get("act") == "discard":
        draft_discard(request.actor, survey_id, revision_of(request))
        messages.success(request, f"The draft of {survey_id} is thrown away.")
        return HttpResponseRedirect(reverse("ask"))
    try:
        definition = publish(request.actor, survey_id, revision_of(request))
    except SurveyError as error:
        view = draft_or_404(request, survey_id)
        facts = editor_facts(view, request.POST.get("part", "general"))
        facts |= {"may_write": True, "refusals": error.problems}
        return render(request, "ask/editor.html", facts, status=400)
    messages.success(request, f"{definition} is published and can be answered.")
    return HttpResponseRedirect(reverse("ask_survey", args=[survey_id]))


def export_draft(request: HttpRequest, survey_id: str) -> HttpResponse:
    """The text to the letter, as a file."""
    view = draft_or_404(request, survey_id)
    return yaml_download(view.text, f"{survey_id}-draft")

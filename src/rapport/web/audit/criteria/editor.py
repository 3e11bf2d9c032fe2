"""The editor of one draft."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from rapport.program.audits.criteria_plain import DraftView
from rapport.program.audits.selectors import draft_view, versions_list
from rapport.program.people.permissions import Permission
from rapport.web.audit.criteria.downloads import yaml_download
from rapport.web.audit.criteria.shown import editor_facts, scenario_of
from rapport.web.config.home_of import served_home


@never_cache
def editor(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Outline, one part's form, check and text beside each other; always as it is stored now, also for
    whoever comes back to it."""
    view = draft_or_404(request, draft_id)
    if view.became:
        return redirect("criteria_version", definition=view.became)
    return render(request, "criteria/editor.html", page_facts(request, view))


def page_facts(request: HttpRequest, view: DraftView) -> dict[str, object]:
    """The context of the whole page."""
    facts = editor_facts(view, request.GET.get("part", "general"), scenario_of(request.GET))
    others = [one for one in versions_list(request.actor) if one.criteria_id == view.line.criteria_id]
    home = served_home()
    return facts | {
        "versions": others,
        "by_another": home.settings.criteria_by_two,
        "may_write": request.actor.may(Permission.CRITERIA_EDIT),
        "may_publish": request.actor.may(Permission.CRITERIA_PUBLISH),
    }


def draft_or_404(request: HttpRequest, draft_id: str) -> DraftView:
    """The draft, or the page that says there is none."""
    view = draft_view(request.actor, str(draft_id))
    if view is None:
        raise Http404
    return view


def export_draft(request: HttpRequest, draft_id: str) -> HttpResponse:
    """The text to the letter, as a file."""
    view = draft_or_404(request, draft_id)
    return yaml_download(view.text, f"{view.line.criteria_id}-{view.line.version}-draft")

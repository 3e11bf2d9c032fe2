"""Saves of the builder: answered in pieces to its script, with a page to a form."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from rapport.program.surveys.services import draft_undo
from rapport.records import InputError
from rapport.web.ask.editor import draft_or_404
from rapport.web.ask.shown import editor_facts
from rapport.web.audit.criteria.saving import refused, revision_of, scripted
from rapport.work.criteria_editing.compare import side_by_side
from rapport.work.criteria_editing.edit import DraftConflictError, Saved
from rapport.work.surveys.building.edit import save_form, save_text

PIECES = ("outline", "check", "audit", "state")
NOT_TYPED = (
    "csrfmiddlewaretoken",
    "revision",
    "part",
    "was",
    "act",
    "changed",
    "flags",
    "scale",
    "conditions",
)


@require_POST
def save(request: HttpRequest, survey_id: str) -> HttpResponse:
    """The form of a part, and maybe an act on it."""
    typed = request.POST.dict()
    part, act = typed.get("part", ""), typed.get("act", "")
    try:
        changed = request.POST.getlist("changed")
        saved = save_form(request.actor, survey_id, revision_of(request), part, typed, act, changed)
    except DraftConflictError as conflict:
        return _conflict(request, survey_id, conflict)
    except InputError as error:
        return refused(request, error)
    return _answer(request, survey_id, saved, whole=bool(act))


@require_POST
def text(request: HttpRequest, survey_id: str) -> HttpResponse:
    """The whole text."""
    typed, part = request.POST.get("text", ""), request.POST.get("part", "general")
    try:
        saved = save_text(request.actor, survey_id, revision_of(request), typed, part)
    except DraftConflictError as conflict:
        return _conflict(request, survey_id, conflict)
    except InputError as error:
        return refused(request, error)
    return _answer(request, survey_id, saved, whole=True, text_typed=True)


@require_POST
def undo(request: HttpRequest, survey_id: str) -> HttpResponse:
    """Takes the last act back."""
    try:
        revision, words = draft_undo(request.actor, survey_id, revision_of(request))
    except InputError as error:
        return refused(request, error)
    part = request.POST.get("part", "general")
    return _answer(request, survey_id, Saved(revision, "", part, "", f"undid: {words}"), whole=True)


def _answer(
    request: HttpRequest, survey_id: str, saved: Saved, *, whole: bool, text_typed: bool = False
) -> HttpResponse:
    if not scripted(request):
        for one in saved.refused:
            messages.warning(request, f"{one.what}. {one.todo}")
        query = urlencode({"part": saved.part})
        return HttpResponseRedirect(f"{reverse('ask_draft', args=[survey_id])}?{query}")
    facts = editor_facts(draft_or_404(request, survey_id), saved.part, saved.refused)
    facts["may_write"] = True
    pieces = (*PIECES, "part") if whole else PIECES
    answer = {
        "revision": saved.revision,
        "part": facts["part"],
        "focus": saved.focus,
        "words": saved.words,
        "pieces": {one: render_to_string(f"ask/_{one}.html", facts, request) for one in pieces},
        "beside": facts.get("beside", {}),
        "lines": facts["lines"],
    }
    if not text_typed:
        answer["text"] = facts["text"]
    return JsonResponse(answer)


def _conflict(request: HttpRequest, survey_id: str, conflict: DraftConflictError) -> HttpResponse:
    """Both texts beside each other, to choose from; nothing is stored yet."""
    rows = () if conflict.mine is None else tuple(side_by_side(conflict.theirs, conflict.mine))
    facts = {
        "survey_id": survey_id,
        "conflict": conflict,
        "rows": rows,
        "typed": [(name, one) for name, one in request.POST.items() if one and name not in NOT_TYPED],
        "part": request.POST.get("part", "general"),
    }
    if not scripted(request):
        return render(request, "ask/conflict.html", facts, status=409)
    return JsonResponse({"conflict": render_to_string("ask/_conflict.html", facts, request)}, status=409)

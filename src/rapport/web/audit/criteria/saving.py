"""Saves of the editor: answered in pieces to its script, with a page to a form."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from rapport.program.audits.services import draft_undo
from rapport.program.people.errors import NotAllowedError
from rapport.records import InputError
from rapport.web.audit.criteria.editor import draft_or_404
from rapport.web.audit.criteria.shown import SCENARIO, editor_facts, scenario_of
from rapport.work.criteria_editing.compare import side_by_side
from rapport.work.criteria_editing.edit import DraftConflictError, Saved, save_form, save_text

PIECES = ("outline", "check", "state")


@require_POST
def save(request: HttpRequest, draft_id: str) -> HttpResponse:
    """The form of a part, and maybe an act on it."""
    typed = request.POST.dict()
    part, act = typed.get("part", ""), typed.get("act", "")
    try:
        changed = request.POST.getlist("changed")
        saved = save_form(request.actor, str(draft_id), revision_of(request), part, typed, act, changed)
    except DraftConflictError as conflict:
        return _conflict(request, draft_id, conflict)
    except InputError as error:
        return refused(request, error)
    return _answer(request, draft_id, saved, whole=bool(act))


@require_POST
def text(request: HttpRequest, draft_id: str) -> HttpResponse:
    """The whole text."""
    typed, part = request.POST.get("text", ""), request.POST.get("part", "general")
    try:
        saved = save_text(request.actor, str(draft_id), revision_of(request), typed, part)
    except DraftConflictError as conflict:
        return _conflict(request, draft_id, conflict)
    except InputError as error:
        return refused(request, error)
    return _answer(request, draft_id, saved, whole=True, text_typed=True)


@require_POST
def undo(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Takes the last act back."""
    try:
        revision, words = draft_undo(request.actor, str(draft_id), revision_of(request))
    except InputError as error:
        return refused(request, error)
    part = request.POST.get("part", "general")
    return _answer(request, draft_id, Saved(revision, "", part, "", f"undid: {words}"), whole=True)


def revision_of(request: HttpRequest) -> int:
    """The revision that was edited; 0, which is none, for anything else."""
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def scripted(request: HttpRequest) -> bool:
    """Whether the editor's script asks."""
    return bool(request.headers.get("X-Editor") == "1")


def _answer(
    request: HttpRequest, draft_id: str, saved: Saved, *, whole: bool, text_typed: bool = False
) -> HttpResponse:
    scenario = scenario_of(request.POST)
    if not scripted(request):
        for one in saved.refused:
            messages.warning(request, f"{one.what}. {one.todo}")
        query = urlencode({"part": saved.part, **{SCENARIO + k: v for k, v in scenario.items()}})
        return HttpResponseRedirect(f"{reverse('criteria_draft', args=[draft_id])}?{query}")
    facts = editor_facts(draft_or_404(request, draft_id), saved.part, scenario, saved.refused)
    facts["may_write"] = True
    pieces = (*PIECES, "part") if whole else PIECES
    answer = {
        "revision": saved.revision,
        "part": facts["part"],
        "focus": saved.focus,
        "words": saved.words,
        "pieces": {one: render_to_string(f"criteria/_{one}.html", facts, request) for one in pieces},
        "beside": facts.get("beside", {}),
        "lines": facts["lines"],
    }
    if not text_typed:
        answer["text"] = facts["text"]
    return JsonResponse(answer)


def refused(request: HttpRequest, error: InputError) -> HttpResponse:
    """An error as the script reads it; raised again for everybody else."""
    if not scripted(request) or isinstance(error, NotAllowedError):
        raise error
    return JsonResponse({"what": error.what, "todo": error.todo or ""}, status=400)


def _conflict(request: HttpRequest, draft_id: str, conflict: DraftConflictError) -> HttpResponse:
    """Both texts beside each other, to choose from; nothing is stored yet."""
    rows = () if conflict.mine is None else tuple(side_by_side(conflict.theirs, conflict.mine))
    typed = [
        (name, one)
        for name, one in request.POST.items()
        if one and name not in ("csrfmiddlewaretoken", "revision", "part", "was", "act", "changed", "flags")
    ]
    facts = {
        "draft": draft_or_404(request, draft_id),
        "conflict": conflict,
        "rows": rows,
        "typed": typed,
        "part": request.POST.get("part", "general"),
    }
    if not scripted(request):
        return render(request, "criteria/conflict.html", facts, status=409)
    return JsonResponse({"conflict": render_to_string("criteria/_conflict.html", facts, request)}, status=409)

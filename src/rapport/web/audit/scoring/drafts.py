"""What the machine drafted, beside one's own judgement: a part of the screen, or a page without script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from rapport.program.people.errors import NotAllowedError
from rapport.program.scoring.errors import WorkGoneError
from rapport.records.errors import InputError
from rapport.web.audit.scoring.form import save_of
from rapport.web.config.home_of import served_home
from rapport.work.scoring.drafted import ElementDrafts, answer_draft, open_drafts
from rapport.work.scoring.save import save_notes


@require_POST
def drafts(request: HttpRequest, key: str) -> HttpResponse:
    """The drafts of one element, once it is judged. Without script the notes are saved first."""
    element = request.POST.get("drafts", "")[:200]
    try:
        save = save_of(request.POST) if "version" in request.POST else None
        if save is not None and not request.htmx:
            save_notes(served_home(), request.actor, key, save)
        found = open_drafts(served_home(), request.actor, key, element, save.notes if save else None)
    except (NotAllowedError, WorkGoneError):
        raise
    except InputError as problem:
        return _shown(request, key, element, None, problem)
    return _shown(request, key, element, found, None)


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Agrees with one draft, or differs."""
    told = request.POST.get("draft", "").split("/")
    element, rule, turn, said = told if len(told) == 4 else ("", "", "", "")
    try:
        place = int(turn) if turn.isdecimal() and len(turn) < 7 else None
        found = answer_draft(served_home(), request.actor, key, element, rule, place, said)
    except NotAllowedError:
        raise
    except InputError as problem:
        return _shown(request, key, element, None, problem)
    return _shown(request, key, element, found, None)


def _shown(
    request: HttpRequest, key: str, element: str, found: ElementDrafts | None, problem: InputError | None
) -> HttpResponse:
    """As a part of the screen what stands in the way is words in their place."""
    facts = {"drafts": found, "problem": problem, "work_key": key, "element": element}
    if request.htmx:
        return render(request, "scoring/_drafts.html", facts)
    return render(request, "scoring/drafts.html", facts, status=400 if problem else 200)

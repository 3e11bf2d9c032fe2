"""Guides: written as text, a question a block, what to ask further below it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rapport.program.interviews import selectors
from rapport.program.interviews.plain import Guide, Question
from rapport.program.interviews.services import guide_save
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new guide."""
    request.actor.require(Permission.INTERVIEWS_PLAN)
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
def guide(request: HttpRequest, guide_id: int) -> HttpResponse:
    """A version of a guide: read, and changed by who plans."""
    found = selectors.guide(request.actor, guide_id)
    if found is None:
        raise Http404
    return _edit(request, found)


def _edit(request: HttpRequest, found: Guide | None) -> HttpResponse:
    problem, given = None, request.POST
    if request.method == "POST":
        wanted = Guide(
            name=given.get("name", ""),
            questions=questions_of(given.get("questions", ""), found.questions if found else ()),
            opening=given.get("opening", ""),
            consent=given.get("consent", ""),
            id=found.id if found else 0,
        )
        try:
            made = guide_save(request.actor, wanted)
            messages.success(request, "Saved.")
            return redirect("interviews-guide", made)
        except NotAllowedError:
            raise
        except InputError as error:
            problem = error
    facts = {
        "guide": found,
        "typed": given if request.method == "POST" else None,
        "text": text_of(found.questions) if found else "",
        "problem": problem,
        "may_plan": request.actor.may(Permission.INTERVIEWS_PLAN),
        "versions": [one for one in selectors.guides(request.actor) if found and one.name == found.name],
    }
    return render(request, "interviews/guide.html", facts, status=400 if problem else 200)


def questions_of(text: str, before: Sequence[Question]) -> tuple[Question, ...]:
    """Blocks of lines as questions; lines that begin with a dash are what to ask further. A question whose
    words stayed keeps its id, so that notes of several versions can be put together."""
    known = {one.text: one.id for one in before}
    taken = {one.id for one in before}
    found: list[Question] = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        words = " ".join(line for line in lines if not line.startswith("-"))
        if not words:
            continue
        name = known.pop(words, None) or _free(taken)
        taken.add(name)
        probes = tuple(line.lstrip("- ").strip() for line in lines if line.startswith("-"))
        found.append(Question(name, words, tuple(one for one in probes if one)))
    return tuple(found)


def _free(taken: set[str]) -> str:
    number = 1
    while f"q{number}" in taken:
        number += 1
    return f"q{number}"


def text_of(questions: Sequence[Question]) -> str:
    """The inverse of `questions_of`."""
    return "\n\n".join("\n".join([one.text, *(f"- {probe}" for probe in one.probes)]) for one in questions)

"""A draft tried on one interaction, and on what was scored by another version."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.program.audits.selectors import versions_list
from rapport.web.audit.criteria.editor import draft_or_404
from rapport.web.config.home_of import served_home
from rapport.work.criteria_editing.check import check_text
from rapport.work.criteria_editing.rescore import rescore
from rapport.work.criteria_editing.try_it import try_on
from rapport.work.exploring.search import Search, find_interactions

FOUND = 12


def trial(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Finds an interaction, marks rules on it, shows what they come to."""
    view = draft_or_404(request, draft_id)
    criteria = check_text(view.text).criteria
    words, chosen = request.GET.get("q", "")[:200], request.GET.get("interaction", "")
    facts: dict[str, object] = {"draft": view, "criteria": criteria, "words": words, "chosen": chosen}
    home = served_home()
    if criteria is not None and chosen:
        tried = try_on(home, request.actor, criteria, chosen, request.GET)
        if tried is None:
            raise Http404
        facts |= {"tried": tried, "score": tried.score}
        if request.headers.get("HX-Request"):
            return render(request, "criteria/_score.html", facts)
    elif criteria is not None:
        facts["found"] = find_interactions(home, request.actor, Search(words=words), limit=FOUND)
    return render(request, "criteria/try.html", facts)


def rescored(request: HttpRequest, draft_id: str) -> HttpResponse:
    """What the draft would have made of evaluations by another version."""
    view = draft_or_404(request, draft_id)
    criteria = check_text(view.text).criteria
    scored = [
        one.definition
        for one in versions_list(request.actor)
        if one.evaluations and one.criteria_id == view.line.criteria_id
    ]
    chosen = request.GET.get("by") or (scored[0] if scored else "")
    if chosen and chosen not in scored:
        raise Http404
    found = rescore(served_home(), request.actor, criteria, chosen) if criteria and chosen else None
    facts = {"draft": view, "criteria": criteria, "scored": scored, "chosen": chosen, "found": found}
    return render(request, "criteria/rescored.html", facts)

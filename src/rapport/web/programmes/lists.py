"""Lists of people to ask: brought as a file, with what is wrong told by row."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapport.program.people.permissions import Permission
from rapport.program.sending.plain import CHANNELS, CONTACT, REASONS, RELATIONSHIP, Plan, remedy
from rapport.program.sending.selectors import list_left_out, lists, lists_in_doubt
from rapport.program.surveys.selectors import surveys_list
from rapport.records import InputError
from rapport.web.base.sheet import sheet
from rapport.web.config.home_of import served_home
from rapport.work.asking.lists import Invited, invite_list

LARGEST = 16 * 1024 * 1024
SHOWN = 20


def lists_page(request: HttpRequest) -> HttpResponse:
    """The lists so far, and a form for another."""
    problem, looked = None, None
    if request.method == "POST":
        request.actor.require(Permission.SURVEYS_EDIT)
        try:
            looked = _brought(request)
            if looked.begun:
                told = f"{looked.invited:,} of {looked.rows:,} are invited."
                messages.success(request, told if looked.resumed < looked.rows else "It was brought before.")
                return redirect("mailing-lists")
        except InputError as error:
            problem = error
    may_edit = request.actor.may(Permission.SURVEYS_EDIT)
    facts = {
        "lists": [(one, _words(one.reasons)) for one in lists(request.actor)],
        "surveys": [one for one in surveys_list(request.actor) if one.versions],
        "channels": CHANNELS,
        "kinds": {CONTACT: "one question once", RELATIONSHIP: "about the relationship"},
        "problem": problem,
        "looked": looked,
        "wrong": _wrong(looked),
        "given": request.POST if problem or looked else {},
        "may_edit": may_edit,
        "doubt": lists_in_doubt(request.actor) if may_edit else (),
    }
    return render(request, "programmes/lists.html", facts, status=400 if problem or looked else 200)


@require_safe
def left_out(request: HttpRequest, list_id: str) -> HttpResponse:
    """The rows nobody was invited for, as a file."""
    found = list_left_out(request.actor, list_id)
    if found is None:
        raise Http404
    rows = [{"row": row, "reason": REASONS.get(why, why), "what_to_do": remedy(why)} for row, why in found]
    return sheet(list_id, ("row", "reason", "what_to_do"), rows)


def _brought(request: HttpRequest) -> Invited:
    given = request.FILES.get("file")
    if given is None:
        raise InputError("No file was chosen", "file", "Choose a CSV file.")
    if given.size > LARGEST:
        raise InputError(
            "The file is larger than 16 MB", "file", "Bring it at the terminal: rapport survey invite."
        )
    plan = Plan(
        request.POST.get("survey", ""),
        kind=request.POST.get("kind", CONTACT),
        by=request.POST.get("by", "email"),
        delay_hours=0.0,
        expires_hours=336.0,
    )
    handle, path = tempfile.mkstemp(suffix=".csv")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in given.chunks():
                file.write(chunk)
        leave_out = request.POST.get("leave_out") == "yes"
        name = Path(str(given.name)).name
        return invite_list(
            served_home(), request.actor, Path(path), plan, timezone.now(), leave_out=leave_out, name=name
        )
    finally:
        Path(path).unlink(missing_ok=True)


def _wrong(looked: Invited | None) -> list[tuple[int, str, str, str]]:
    """Row, column, what is wrong there, and what to do."""
    if looked is None:
        return []
    first = sorted(looked.left_out.items())[:SHOWN]
    return [(row, looked.column_of(row), REASONS[why], remedy(why)) for row, why in first]


def _words(reasons: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{count:,} {REASONS.get(name, name)}" for name, count in reasons)

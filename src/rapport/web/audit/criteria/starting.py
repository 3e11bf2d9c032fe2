"""Beginning criteria: from a set that comes with Rapport, from a file, from nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from rapport.criteria import CriteriaError, library, load_library
from rapport.program.audits.selectors import versions_list
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.work.criteria_editing.start import (
    start_empty,
    start_from_library,
    start_from_text,
    start_from_version,
)
from rapport.written.tree import MAX_CHARACTERS


def start(request: HttpRequest) -> HttpResponse:
    """The ways to begin; a file's problems are listed with their lines and its text is kept."""
    request.actor.require(Permission.CRITERIA_EDIT)
    facts = {
        "library": [load_library(name) for name in library()],
        "versions": versions_list(request.actor),
        "typed": request.POST,
    }
    if request.method != "POST":
        return render(request, "criteria/new.html", facts)
    try:
        draft = _begin(request)
    except CriteriaError as error:
        facts |= {"problems": error.problems, "text": given_text(request)}
        return render(request, "criteria/new.html", facts, status=400)
    except NotAllowedError:
        raise
    except InputError as error:
        facts |= {"problem": error, "text": request.POST.get("text", "")}
        return render(request, "criteria/new.html", facts, status=400)
    return HttpResponseRedirect(reverse("criteria_draft", args=[draft]))


def _begin(request: HttpRequest) -> str:
    way, own = request.POST.get("way"), request.POST.get("criteria", "").strip()
    if way == "library":
        return start_from_library(request.actor, request.POST.get("library", ""), own)
    if way == "version":
        return start_from_version(request.actor, request.POST.get("version", ""), own)
    if way == "empty":
        return start_empty(request.actor, own)
    file = request.FILES.get("file")
    mend = "mend" in request.POST
    return start_from_text(request.actor, given_text(request), file.name if file else "pasted text", mend)


def given_text(request: HttpRequest) -> str:
    """The file's text, else what was pasted. Raises InputError for a file that is no text."""
    file = request.FILES.get("file")
    if file is None:
        return str(request.POST.get("text", "")).replace("\r\n", "\n")
    if file.size > 4 * MAX_CHARACTERS:
        raise InputError(f"The file has {file.size:,} bytes", file.name, f"Stay under {MAX_CHARACTERS:,}.")
    file.seek(0)
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        what = f"The file is not UTF-8 text (byte {error.start})"
        raise InputError(what, file.name, "Save it as UTF-8.") from None

"""What is coming up that has no name in the tree."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.config.home_of import served_home
from rapport.web.understand.waiting import patience
from rapport.work.concerns.kept import kept_concerns
from rapport.work.understanding.emerging import NewConcerns, ask_to_add, new_concerns
from rapport.work.understanding.seen import seen_of

SEPARATOR = " "


@require_GET
def new(request: HttpRequest) -> HttpResponse:
    """New concerns among what was read as other: a part of the list's page, or a page of its own."""
    home, actor, view = served_home(), request.actor, view_of(request)
    found = new_concerns(home, actor, view, patience(request))
    kept = kept_concerns(home)
    whole = request.headers.get("HX-Request") != "true"
    facts = {
        "new": found if isinstance(found, NewConcerns) else None,
        "working": not isinstance(found, NewConcerns) and found.reason == "working",
        "bar": filter_bar(view, seen_of(actor)) if whole else None,
        "query": view.query(),
        "may_edit": actor.may(Permission.CONCERNS_EDIT),
        "version": kept.taxonomy.version if kept else 0,
    }
    return render(request, "understand/new.html" if whole else "understand/_new.html", facts)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Makes one a concern of the tree."""
    request.actor.require(Permission.CONCERNS_EDIT)
    words = request.POST.get("words", "").split(SEPARATOR)
    try:
        version = int(request.POST.get("version", ""))
    except ValueError:
        raise InputError("The form is not whole", "version", "Open the list again.") from None
    name = request.POST.get("name", "")
    told = list(filter(None, words))
    job = ask_to_add(served_home(), request.actor, version, name, told, view_of(request))
    return redirect("job", job_id=job)

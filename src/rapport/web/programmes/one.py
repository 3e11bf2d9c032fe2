"""One programme: what it is set to, how it goes, what it would do, what is in doubt."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rapport.program.people.permissions import Permission
from rapport.program.sending.plain import ProgrammeFacts
from rapport.program.sending.selectors import (
    messages_in_doubt,
    programme_versions,
    progress,
    rounds,
)
from rapport.program.sending.selectors import programme as one_programme
from rapport.program.sending.services import message_settle, programme_archive, programme_switch
from rapport.records import InputError
from rapport.web.config.home_of import served_home
from rapport.web.programmes.shown import rate_of, waits_for
from rapport.work.asking.criticised import criticised
from rapport.work.asking.preview import preview_of

DAYS = 14


@require_safe
def programme(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Its page."""
    found = _found(request, programme_id)
    standing = progress(request.actor, [found.id])[found.id]
    may_edit = request.actor.may(Permission.SURVEYS_EDIT)
    since = (timezone.now() - timedelta(days=DAYS)).date()
    facts = {
        "one": found,
        "standing": standing,
        "rate": rate_of(standing),
        "rounds": rounds(request.actor, found.id, since),
        "versions": programme_versions(request.actor, found.id),
        "doubt": messages_in_doubt(request.actor, found.id) if may_edit else (),
        "may_edit": may_edit,
        "waits_for": waits_for(served_home()),
        "days": DAYS,
    }
    return render(request, "programmes/one.html", facts)


@require_safe
def preview(request: HttpRequest, programme_id: str) -> HttpResponse:
    """What it would do with the contacts of a day, and what the audit says of it."""
    found, problem, seen = _found(request, programme_id), None, None
    flaws = criticised(served_home(), request.actor, found)
    try:
        seen = preview_of(served_home(), request.actor, found.plan, found.id, timezone.now())
    except InputError as error:
        problem = error
    part = request.headers.get("HX-Request") == "true"
    template = "programmes/_preview.html" if part else "programmes/preview.html"
    return render(request, template, {"one": found, "seen": seen, "problem": problem, "flaws": flaws})


@require_POST
def act(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Switches it on or off, or puts it away."""
    found, wanted, now = _found(request, programme_id), request.POST.get("act", ""), timezone.now()
    if wanted not in ("start", "stop", "archive"):
        raise Http404
    request.actor.require(Permission.SURVEYS_EDIT)
    try:
        if wanted == "archive":
            programme_archive(request.actor, found.id, now)
            messages.success(request, "It is put away. What it asked stays.")
            return redirect("programmes")
        programme_switch(request.actor, found.id, on=wanted == "start", now=now)
    except InputError as error:
        messages.error(request, f"{error.what}. {error.todo or ''}")
        return redirect("programme", programme_id=found.id)
    said = "It asks about what happens from now on." if wanted == "start" else "It asks nobody any more."
    messages.success(request, said)
    return redirect("programme", programme_id=found.id)


@require_POST
def settle(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Decides about a message of which nobody knows whether it arrived."""
    again = request.POST.get("act") == "again"
    message_settle(request.actor, message_id, again=again, now=timezone.now())
    messages.success(request, "It is sent once more." if again else "It counts as sent.")
    back = request.POST.get("programme", "")
    known = one_programme(request.actor, back) if back else None
    return redirect("programme", programme_id=back) if known else redirect("mailing-lists")


def _found(request: HttpRequest, programme_id: str) -> ProgrammeFacts:
    found = one_programme(request.actor, programme_id)
    if found is None:
        raise Http404
    return found

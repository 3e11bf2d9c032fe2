"""Review: send, take back, publish, throw away, comment; withdraw a version."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from rapport.program.audits.services import (
    comment_settle,
    draft_comment,
    draft_discard,
    draft_publish,
    draft_send,
    draft_take_back,
    version_restore,
    version_withdraw,
)
from rapport.program.people.errors import NotAllowedError
from rapport.records import InputError
from rapport.web.audit.criteria.editor import draft_or_404, page_facts
from rapport.web.audit.criteria.saving import revision_of
from rapport.web.config.home_of import served_home


@require_POST
def act_on_draft(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Moves a draft on; what stands against it is told on its page."""
    view = draft_or_404(request, draft_id)
    actor, act, revision = request.actor, request.POST.get("act"), revision_of(request)
    try:
        if act == "send":
            draft_send(actor, str(draft_id), revision)
        elif act == "take-back":
            draft_take_back(actor, str(draft_id))
        elif act == "discard":
            draft_discard(actor, str(draft_id), revision)
            messages.info(request, f"The draft of {view.line.criteria_id} is thrown away.")
            return redirect("criteria")
        elif act == "publish":
            two = served_home().settings.criteria_by_two
            definition = draft_publish(actor, str(draft_id), revision, by_another_person=two)
            messages.info(request, f"{definition} is published. It never changes from now on.")
            return redirect("criteria_version", definition=definition)
    except NotAllowedError:
        raise
    except InputError as error:
        facts = page_facts(request, view) | {"problem": error}
        return render(request, "criteria/editor.html", facts, status=400)
    return _to(draft_id)


@require_POST
def comment(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Says something about a draft."""
    view = draft_or_404(request, draft_id)
    said, about = request.POST.get("comment", ""), request.POST.get("about", "")
    try:
        draft_comment(request.actor, str(draft_id), said, about)
    except NotAllowedError:
        raise
    except InputError as error:
        facts = page_facts(request, view) | {"problem": error, "said": said}
        return render(request, "criteria/editor.html", facts, status=400)
    return _to(draft_id, "#comments")


@require_POST
def settle(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Marks a comment as settled, or opens it again."""
    draft_id = comment_settle(request.actor, comment_id, request.POST.get("settled") == "yes")
    return _to(draft_id, "#comments")


@require_POST
def withdraw(request: HttpRequest, definition: str) -> HttpResponse:
    """Withdraws a version with a reason, or restores it."""
    if request.POST.get("act") == "restore":
        version_restore(request.actor, definition)
        messages.info(request, f"{definition} can be scored by again.")
    else:
        version_withdraw(request.actor, definition, request.POST.get("because", ""))
        messages.info(request, f"{definition} is withdrawn. Who scores by it is told so.")
    return redirect("criteria_version", definition=definition)


def _to(draft_id: str, place: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("criteria_draft", args=[draft_id]) + place)

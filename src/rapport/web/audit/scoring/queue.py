"""What waits for whoever scores."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from rapport.program.people.permissions import Permission
from rapport.web.config.home_of import served_home
from rapport.work.scoring.queue import open_queue, take_next


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Own work by sample, what was begun, what was done last."""
    sample = request.GET.get("sample") or None
    mark = request.GET.get("after", "0")
    after = int(mark) if mark.isdecimal() and len(mark) < 10 else 0
    found = open_queue(served_home(), request.actor, sample=sample, after=after)
    facts = {"queue": found, "attaches": request.actor.may(Permission.INTERACTIONS_IMPORT)}
    return render(request, "scoring/queue.html", facts)


@require_GET
def next_one(request: HttpRequest) -> HttpResponse:
    """Straight to what is next."""
    from rapport.program.scoring.selectors import queue_next

    found = queue_next(request.actor)
    return redirect("score", key=found.key) if found else redirect("queue")


@require_POST
def take(request: HttpRequest, sample: str) -> HttpResponse:
    """Takes the next interaction of a sample that is open to all."""
    key = take_next(request.actor, sample)
    if key is None:
        messages.info(request, f"Nothing is left to take in {sample}.")
        return redirect("queue")
    return redirect("score", key=key)

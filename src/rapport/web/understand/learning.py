"""Learning the concerns, and reading everything with them: begun here, followed as a job."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from rapport.work.understanding.learning import ask_to_learn, ask_to_read


@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    """Has the home's concerns found and learned."""
    return redirect("job", job_id=ask_to_learn(request.actor))


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Has every conversation read that waits."""
    return redirect("job", job_id=ask_to_read(request.actor))

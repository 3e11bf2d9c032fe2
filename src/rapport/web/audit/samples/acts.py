"""What can be changed in a drawn sample."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from rapport.program.audits.selectors import evaluator_choices
from rapport.program.audits.services import (
    assignment_claim,
    assignment_release,
    assignments_move,
    assignments_remove,
    evaluator_link,
    evaluators_of_accounts,
    interaction_remove,
    interaction_replace,
    sample_close,
    sample_due,
)
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.audit.samples.form import due_at, zone_of
from rapport.web.audit.samples.pages import sample_page

Act = Callable[[HttpRequest, str], str]
CHANGED_BY = (Permission.SAMPLES_PLAN, Permission.EVALUATIONS_SUBMIT)
"""Who plans it, and who gives back what they took."""


@require_POST
def act(request: HttpRequest, name: str) -> HttpResponse:
    """One of ACTS, named by the button that was pressed; back to the page, narrowed as it was."""
    if not any(map(request.actor.may, CHANGED_BY)):
        raise NotAllowedError(Permission.SAMPLES_PLAN, request.actor.name)
    wanted = ACTS.get(request.POST.get("act", ""))
    if wanted is None:
        raise Http404
    try:
        messages.success(request, wanted(request, name))
    except NotAllowedError:
        raise
    except InputError as error:
        return sample_page(request, name, error)
    query = request.GET.urlencode()
    return redirect(reverse("sample", args=[name]) + (f"?{query}" if query else ""))


@require_POST
def take(request: HttpRequest, name: str) -> HttpResponse:
    """Takes the next interaction and opens it."""
    number = assignment_claim(request.actor, name)
    if number is None:
        messages.info(request, f"Nothing is left to take from {name}: thank you.")
        return redirect("queue")
    return redirect("score", key=str(number))


def _numbers(request: HttpRequest) -> list[int]:
    given = request.POST.getlist("assignment")
    return [int(one) for one in given if one.isdecimal() and len(one) < 19]


def _move(request: HttpRequest, name: str) -> str:
    chosen = request.POST.getlist("to")
    accounts = {one.name: one.user_id for one in evaluator_choices(request.actor)}
    # Somebody who has never scored yet gets their name as an evaluator now.
    evaluators_of_accounts(request.actor, [accounts[one] for one in chosen if one in accounts])
    count = assignments_move(request.actor, _numbers(request), chosen, request.POST.get("reason", ""))
    return f"{count} moved to {', '.join(chosen)}."


def _remove(request: HttpRequest, name: str) -> str:
    count = assignments_remove(request.actor, _numbers(request), request.POST.get("reason", ""))
    return f"{count} second score{'' if count == 1 else 's'} taken away."


def _replace(request: HttpRequest, name: str) -> str:
    interaction_replace(request.actor, name, *_leaving(request))
    return "The next of its stratum took its place."


def _drop(request: HttpRequest, name: str) -> str:
    interaction_remove(request.actor, name, *_leaving(request))
    return "It left the sample; nothing took its place."


def _leaving(request: HttpRequest) -> tuple[int, str, str]:
    drawn = request.POST.get("drawn", "")
    number = int(drawn) if drawn.isdecimal() and len(drawn) < 19 else 0
    return number, request.POST.get("because", ""), request.POST.get("note", "")


def _due(request: HttpRequest, name: str) -> str:
    when = due_at(request.POST.get("due", ""), zone_of(request))
    sample_due(request.actor, name, when)
    return "The deadline is set." if when else "There is no deadline any more."


def _close(request: HttpRequest, name: str) -> str:
    sample_close(request.actor, name)
    return "The sample is closed: what is scored counts, nothing more is asked for."


def _open(request: HttpRequest, name: str) -> str:
    sample_close(request.actor, name, closed=False)
    return "The sample is open again."


def _release(request: HttpRequest, name: str) -> str:
    for number in _numbers(request):
        assignment_release(request.actor, number)
    return "Given back: somebody else can take it."


def _link(request: HttpRequest, name: str) -> str:
    evaluator = request.POST.get("evaluator", "")
    evaluator_link(request.actor, evaluator, request.POST.get("account", ""))
    return f"{evaluator} has an account now and finds the work in their queue."


ACTS: dict[str, Act] = {
    "move": _move,
    "remove": _remove,
    "replace": _replace,
    "drop": _drop,
    "due": _due,
    "close": _close,
    "open": _open,
    "release": _release,
    "link": _link,
}

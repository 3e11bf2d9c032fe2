"""The rules over all programmes, and those who want to be asked no more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.program.people.permissions import Permission
from rapport.program.sending.errors import ProgrammeError
from rapport.program.sending.plain import Rules
from rapport.program.sending.services import has_left, opt_in, opt_out, rules_now, rules_set
from rapport.records import InputError
from rapport.web.config.home_of import served_home

NUMBERS = {
    "days": "Days between any two invitations of a customer",
    "relationship_days": "Days between two surveys about the relationship",
    "follow_up_days": "Days between two questions about cases",
    "from_hour": "Send from (hour)",
    "to_hour": "Send until (hour)",
    "per_minute": "Messages a minute, at most",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def rules(request: HttpRequest) -> HttpResponse:
    """One form; saved, it holds for all that is planned and sent from then on."""
    request.actor.require(Permission.SURVEYS_READ)
    problem, now = None, rules_now()
    given: dict[str, Any] = {key: getattr(now, key) for key in NUMBERS}
    days, domains = now.weekdays, "\n".join(now.staff_domains)
    if request.method == "POST":
        request.actor.require(Permission.SURVEYS_EDIT)
        try:
            rules_set(request.actor, _typed(request))
            messages.success(request, "The rules hold from now on.")
            return redirect("asking-rules")
        except ProgrammeError as error:
            problem = error
            given = {key: request.POST.get(key, "") for key in NUMBERS}
            days = tuple(sorted(_weekdays(request)))
            domains = request.POST.get("staff_domains", "")
    facts = {
        "fields": [(key, words, given[key]) for key, words in NUMBERS.items()],
        "weekdays": [(number, word, number in days) for number, word in enumerate(WEEKDAYS)],
        "domains": domains,
        "problem": problem,
        "zone": served_home().settings.time_zone,
        "may_edit": request.actor.may(Permission.SURVEYS_EDIT),
        "looked": request.GET.get("looked", ""),
    }
    return render(request, "programmes/rules.html", facts, status=400 if problem else 200)


@require_POST
def left(request: HttpRequest) -> HttpResponse:
    """Somebody told a person that they want to be asked no more, or again; or whether they said so is looked
    up. Addresses are in no list: one has to know them."""
    request.actor.require(Permission.SURVEYS_EDIT)
    address, customer = request.POST.get("address", "").strip(), request.POST.get("customer_id", "").strip()
    if not address and not customer:
        raise InputError("Neither an address nor a customer", "address", "Give one of them.")
    act = request.POST.get("act", "")
    if act == "leave":
        opt_out(address=address, customer_id=customer, by=request.actor.name, at=timezone.now())
        messages.success(request, "They are asked no more.")
    elif act == "return":
        count = opt_in(request.actor, address=address, customer_id=customer)
        messages.success(request, "They may be asked again." if count else "They had not left.")
    else:
        gone = has_left(address=address, customer_id=customer)
        said = "They want to be asked no more." if gone else "They did not say that they want to leave."
        messages.info(request, said)
    return redirect("asking-rules")


def _typed(request: HttpRequest) -> Rules:
    numbers = {}
    for key, words in NUMBERS.items():
        text = request.POST.get(key, "").strip()
        if not text.isdecimal() or len(text) > 6:
            raise ProgrammeError(f"{words}: {text!r} is no whole number", key, "Write digits.")
        numbers[key] = int(text)
    days = _weekdays(request)
    domains = request.POST.get("staff_domains", "").replace(",", " ").split()
    return Rules(**numbers, weekdays=tuple(sorted(days)), staff_domains=tuple(one.lower() for one in domains))


def _weekdays(request: HttpRequest) -> set[int]:
    return {int(one) for one in request.POST.getlist("weekday") if one.isdecimal() and len(one) < 4}

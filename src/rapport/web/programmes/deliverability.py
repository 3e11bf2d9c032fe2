"""Whether our mails arrive: what the sender's domain says, how the words look, with what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rapport.program.people.permissions import Permission
from rapport.web.config.home_of import served_home
from rapport.web.programmes.called import secret_for
from rapport.work.asking.deliverability.check import deliverability
from rapport.work.asking.deliverability.dns_asked import asked

ASK = asked
"""Who asks the name servers; tests put their own answers here."""


@require_safe
def deliverability_page(request: HttpRequest) -> HttpResponse:
    """The whole check, done now; addresses for gateways are shown to those alone who may set them up."""
    home = served_home()
    found = deliverability(home, request.actor, ASK)
    facts = {"groups": found, "calls": ()}
    if request.actor.may(Permission.SETTINGS_MANAGE):
        base = (home.settings.address or "").rstrip("/")
        facts["calls"] = tuple(
            (words, base + reverse(name, args=[secret_for(what)]))
            for words, name, what in (
                ("Text messages: answers and reports of the gateway", "asked-sms", "sms"),
                ("Mails that came back", "asked-bounces", "bounces"),
            )
        )
    return render(request, "programmes/deliverability.html", facts)

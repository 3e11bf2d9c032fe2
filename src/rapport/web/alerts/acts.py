"""What is done with a rule, and with what it fired for."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from rapport.program.alerts.errors import AlertError
from rapport.program.alerts.plain import RuleFacts
from rapport.program.people.permissions import Permission
from rapport.web.alerts.rules import found_rule

LONGEST = 9


@require_POST
def act(request: HttpRequest, alert_rule: str, alert_act: str) -> HttpResponse:
    """Switches it on or off, lets it go on, takes it over, retires it or brings it back."""
    from rapport.program.alerts.services import rule_go_on, rule_own, rule_retire, rule_switch

    request.actor.require(Permission.CASES_LEAD)
    rule = found_rule(request, alert_rule)
    actor = request.actor
    if alert_act == "on":
        _switch_on(request, rule)
    elif alert_act == "off":
        rule_switch(actor, rule.id, False)
        waits = " What it held back waits until you say what becomes of it." if rule.waiting else ""
        messages.success(request, f"The rule is off. What it fired for stays.{waits}")
    elif alert_act in ("open", "leave"):
        many = rule_go_on(actor, rule.id, open_held=alert_act == "open")
        what = "are being done now" if alert_act == "open" else "were let go"
        goes = "The rule goes on. " if rule.active else ""
        messages.success(request, f"{goes}{many:,} that were held back {what}.")
    elif alert_act == "own":
        rule_own(actor, rule.id)
        messages.success(request, "The rule is yours.")
    elif alert_act in ("retire", "restore"):
        rule_retire(actor, rule.id, alert_act == "retire")
        told = (
            "The rule is retired. You can bring it back."
            if alert_act == "retire"
            else "The rule is back, switched off."
        )
        messages.success(request, told)
    else:
        raise Http404
    return redirect("alerts:rule", rule.id)


@require_POST
def again(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Tries once more to open a case."""
    from rapport.program.alerts.services import firing_again

    firing_again(request.actor, alert_id)
    messages.success(request, "It is tried again now.")
    return redirect("alerts:fired")


def _switch_on(request: HttpRequest, rule: RuleFacts) -> None:
    """Only the version whose preview was on the page."""
    from rapport.program.alerts.services import rule_previewed, rule_switch

    if request.POST.get("seen") != str(rule.version):
        raise AlertError(
            "This version was not looked at yet", None, "Look at what it would have done, then switch it on."
        )
    fires = request.POST.get("fires", "")
    would = int(fires) if fires.isascii() and fires.isdigit() and len(fires) < LONGEST else 0
    rule_previewed(request.actor, rule.id, rule.version, would)
    rule_switch(request.actor, rule.id, True)
    messages.success(request, "The rule is on.")

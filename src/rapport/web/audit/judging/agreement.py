"""How far evaluators agree, and the rules to be written anew."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from rapport.findings.agreement import COEFFICIENTS, SCORE_ALPHA
from rapport.findings.plain import AgreementResult
from rapport.web.audit.judging.frame import chosen_criteria, given_criteria, known_criteria, page
from rapport.web.base.sheet import sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.work.judging.agreement import SOURCES, agreement_of

GROUP = "calibration"
SHEET = ("element", "title", "agreement", "low", "high", "interactions", "verdict", "same_decision")
PATIENCE_S = 1.5


@require_GET
def agreement(request: HttpRequest) -> HttpResponse:
    """Agreement by element and rule, the rule to rewrite, severity."""
    criteria = chosen_criteria(request)
    source = request.GET.get("source", "live")
    coefficient = request.GET.get("coefficient", SCORE_ALPHA)
    facts = {
        "chosen": criteria,
        "criteria": known_criteria(request),
        "sources": SOURCES,
        "coefficients": COEFFICIENTS,
        "source": source,
        "coefficient": coefficient,
        "again": request.get_full_path(),
    }
    if criteria is None:
        return page(request, "agreement", GROUP, facts)
    found = agreement_of(
        served_home(), request.actor, criteria, source=source, coefficient=coefficient, wait_s=PATIENCE_S
    )
    if found is not None and wants_sheet(request):
        return sheet("agreement", SHEET, map(_line, found.elements))
    facts["found"], facts["working"] = found, found is None
    return page(request, "agreement", GROUP, facts)


def _line(one: AgreementResult) -> dict[str, Any]:
    found = one.coefficient
    figures = {"agreement": found.value, "low": found.low, "high": found.high, "interactions": found.base}
    return {**vars(one), **figures, "same_decision": one.same_decision.value}


@require_GET
def rewrites(request: HttpRequest) -> HttpResponse:
    """Rules that somebody asked to write anew, by the criteria's id."""
    from rapport.program.judging.selectors import rewrites as listed

    criteria = chosen_criteria(request)
    ended = "ended" in request.GET
    found = listed(request.actor, criteria.id, ended=ended) if criteria else []
    facts = {"chosen": criteria, "criteria": known_criteria(request), "rewrites": found, "ended": ended}
    return page(request, "rewrites", GROUP, facts)


@require_POST
def rewrite(request: HttpRequest) -> HttpResponse:
    """Asks for a rule to be written anew."""
    from rapport.program.judging.services import rewrite_ask

    element, _, rule = request.POST.get("rule", "").partition(".")
    text, session = request.POST.get("text", ""), request.POST.get("session") or None
    rewrite_ask(request.actor, given_criteria(request), element, rule, text, session)
    messages.success(request, "Noted: whoever edits the criteria sees that the rule needs other words.")
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("judging:rewrites")
    return redirect(back)


@require_POST
def rewrite_end(request: HttpRequest, rewrite_id: str) -> HttpResponse:
    """The rule was written anew, or stays as it is."""
    from rapport.program.judging.services import rewrite_end as end

    end(request.actor, rewrite_id, done=request.POST.get("done") == "yes")
    return redirect("judging:rewrites")

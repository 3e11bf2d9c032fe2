"""Who is certified, attempts, gold, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.measures import Estimate
from rapport.program.judging.access import sees_all_judging
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.plain import Attempt, Standing
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.audit.judging.frame import (
    chosen_criteria,
    given_criteria,
    known_criteria,
    page,
    query,
    whole,
)
from rapport.web.base.sheet import sheet, wants_sheet

GROUP = "certification"
STANDINGS = ("evaluator", "state", "until", "attempt_state", "done", "asked", "finished_at")
GOLD = ("interaction_id", "criteria", "adjudicators", "made_at", "retired_at", "retired_because")


@dataclass(frozen=True)
class Decided:
    """An attempt with its figures as estimates."""

    attempt: Attempt
    score: Estimate | None
    agreement: Estimate | None
    passes_wrongly: float | None
    fails_wrongly: float | None
    misses: tuple[dict[str, Any], ...]


@require_GET
def certification(request: HttpRequest) -> HttpResponse:
    """One's own standing, and everybody's for who sees all."""
    from rapport.program.judging.selectors import gold_counts, own_standing, scorers, standard, standings

    criteria = chosen_criteria(request)
    facts: dict[str, Any] = {"chosen": criteria, "criteria": known_criteria(request)}
    if criteria is not None:
        actor = request.actor
        scores = actor.may(Permission.EVALUATIONS_SUBMIT) and actor.user_id is not None
        everybody = sees_all_judging(actor)
        if everybody and wants_sheet(request):
            return sheet("certification", STANDINGS, map(_standing, standings(actor, criteria.id)))
        facts |= {
            "own": own_standing(actor, criteria.id) if scores else None,
            "standings": standings(actor, criteria.id) if everybody else None,
            "gold": gold_counts(actor).get(criteria.definition, 0),
            "standard": standard(criteria.id),
            "scorers": scorers(actor) if actor.may(Permission.CALIBRATION_RUN) else (),
        }
    return page(request, "certification", GROUP, facts)


def _standing(one: Standing) -> dict[str, Any]:
    last = one.attempt
    tried = {"attempt_state": last.state, "done": last.done, "asked": last.asked} if last else {}
    return {**vars(one), **tried, "finished_at": last.finished_at if last else None}


@require_GET
def evaluator(request: HttpRequest) -> HttpResponse:
    """One evaluator's attempts with their figures."""
    from rapport.program.judging.selectors import attempts_of, standard, standing_of

    criteria, who = given_criteria(request), request.GET.get("who", "")
    standing = standing_of(request.actor, who, criteria.id)
    if standing is None:
        raise Http404
    attempts = [_decided(one) for one in attempts_of(request.actor, who, criteria.id)]
    facts = {
        "here": "certification",
        "chosen": criteria,
        "standing": standing,
        "attempts": attempts,
        "standard": standard(criteria.id),
        "titles": criteria.titles,
    }
    return page(request, "evaluator", GROUP, facts)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Starts an attempt, one's own or somebody's."""
    from rapport.program.judging.services import attempt_start

    criteria = given_criteria(request)
    attempt_start(request.actor, criteria.definition, request.POST.get("user") or None)
    messages.success(request, "The attempt has started: the gold interactions are in the queue.")
    return redirect(reverse("judging:certification") + query(criteria=criteria.definition))


@require_POST
def end(request: HttpRequest, attempt_id: str) -> HttpResponse:
    """Gives a running attempt up."""
    from rapport.program.judging.services import attempt_end

    attempt_end(request.actor, attempt_id)
    messages.success(request, "The attempt is ended.")
    return redirect("judging:certification")


@require_POST
def appoint(request: HttpRequest) -> HttpResponse:
    """Lets somebody adjudicate before there is gold."""
    from rapport.program.judging.services import certificate_appoint

    request.actor.require(Permission.CALIBRATION_RUN)
    criteria = given_criteria(request)
    user, reason = request.POST.get("user", ""), request.POST.get("reason", "")
    if not user:
        raise JudgingError("Nobody is chosen", "user", "Choose who may adjudicate.")
    certificate_appoint(request.actor, user, criteria.id, reason)
    messages.success(request, "Appointed: their signature counts towards gold.")
    return redirect(reverse("judging:certification") + query(criteria=criteria.definition))


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Ends somebody's certificate."""
    from rapport.program.judging.services import certificates_revoke

    criteria, who = given_criteria(request), request.POST.get("who", "")
    certificates_revoke(request.actor, who, criteria.id, request.POST.get("because", ""))
    messages.success(request, f"{who} is no longer certified.")
    return redirect(reverse("judging:evaluator") + query(who=who, criteria=criteria.definition))


@require_GET
def gold(request: HttpRequest) -> HttpResponse:
    """What evaluators are measured against."""
    from rapport.program.judging.selectors import gold_list

    criteria = chosen_criteria(request)
    retired = "retired" in request.GET
    found = gold_list(request.actor, criteria.id, retired=retired) if criteria else []
    if wants_sheet(request):
        rows = ({**vars(one), "adjudicators": ", ".join(one.adjudicators)} for one in found)
        return sheet("gold", GOLD, rows)
    facts = {"chosen": criteria, "criteria": known_criteria(request), "gold": found, "retired": retired}
    return page(request, "gold", GROUP, facts)


@require_POST
def retire(request: HttpRequest, gold_id: str) -> HttpResponse:
    """Takes gold out of use."""
    from rapport.program.judging.services import gold_retire

    gold_retire(request.actor, gold_id, request.POST.get("because", ""))
    messages.success(request, "It is no longer gold.")
    return redirect("judging:gold")


@require_http_methods(["GET", "POST"])
def standard(request: HttpRequest) -> HttpResponse:
    """What it takes to be certified."""
    from rapport.program.judging.access import require_all_judging
    from rapport.program.judging.selectors import standard as kept
    from rapport.program.judging.services import standard_set

    require_all_judging(request.actor)
    criteria, problem = chosen_criteria(request), None
    if criteria is None:
        return page(request, "standard", GROUP, {"chosen": None})
    now = kept(criteria.id)
    if request.method == "POST":
        request.actor.require(Permission.CALIBRATION_RUN)
        try:
            wanted = replace(
                now,
                share=_share(request, "share", now.share),
                fewest=whole(request, "fewest", now.fewest),
                expires_days=whole(request, "expires_days", now.expires_days),
                remind_days=whole(request, "remind_days", now.remind_days),
                tolerances={
                    element.name: _share(request, f"tolerance:{element.name}", 0.0)
                    for element in criteria.elements
                    if request.POST.get(f"tolerance:{element.name}", "").strip()
                },
            )
            standard_set(request.actor, wanted, criteria)
        except InputError as error:
            problem = error
        else:
            messages.success(request, "Kept: attempts are decided by it from now on.")
            return redirect(reverse("judging:standard") + query(criteria=criteria.definition))
    rows = [
        (one, request.POST.get(f"tolerance:{one.name}", _percent(now.tolerances.get(one.name))))
        for one in criteria.elements
    ]
    facts = {
        "chosen": criteria,
        "criteria": known_criteria(request),
        "standard": now,
        "share": request.POST.get("share", _percent(now.share)),
        "typed": request.POST,
        "rows": rows,
        "problem": problem,
    }
    return page(request, "standard", GROUP, facts, 400 if problem else 200)


def _decided(one: Attempt) -> Decided:
    result = one.result
    return Decided(
        attempt=one,
        score=Estimate(**result["score"]) if "score" in result else None,
        agreement=Estimate(**result["agreement"]) if "agreement" in result else None,
        passes_wrongly=result.get("passes_wrongly"),
        fails_wrongly=result.get("fails_wrongly"),
        misses=tuple(result.get("misses", ())),
    )


def _share(request: HttpRequest, name: str, default: float) -> float:
    """Per cent of a form as a share. Raises JudgingError."""
    text = request.POST.get(name, "").replace(",", ".").strip()
    if not text:
        return default
    try:
        return float(text) / 100
    except ValueError:
        raise JudgingError(f"{text[:20]!r} is no number", name, "Write per cent, such as 85.") from None


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:g}"

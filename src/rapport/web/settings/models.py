"""What the machine knows: the cards of all models, what rules stand for, and the bar."""

from __future__ import annotations

import math

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from rapport.criteria import Criteria
from rapport.program.people.permissions import Permission
from rapport.program.reading.plain import EVERY, BarFacts, RuleStands
from rapport.records.errors import InputError
from rapport.web.config.home_of import served_home
from rapport.work.models.cards import ROW, SIDE, WIDTH, bars, model_card, model_cards, reliability
from rapport.work.teaching.jobs import ask_to_learn
from rapport.work.teaching.mapping import NOT_SEEN, criteria_mapped, map_rules, mapping_of, set_bar
from rapport.work.teaching.rules import BEHAVIOURS

EMPTY = "people"


@require_GET
def models(request: HttpRequest) -> HttpResponse:
    """All models, each with what it is for and how far to trust it."""
    facts = {
        "cards": model_cards(served_home(), request.actor),
        "criteria": criteria_mapped(request.actor),
        "may_set": request.actor.may(Permission.MODELS_SET),
    }
    return render(request, "settings/models.html", facts)


@require_GET
def model(request: HttpRequest, name: str) -> HttpResponse:
    """One model's card."""
    found = model_card(served_home(), request.actor, name)
    if found is None:
        raise Http404
    drawn = bars(found.card.figures)
    facts = {
        "shown": found,
        "card": found.card,
        "bars": drawn,
        "width": WIDTH,
        "height": ROW * len(drawn) + 30,
        "diagram": reliability(found.card.bins),
        "side": SIDE,
        "may_set": request.actor.may(Permission.MODELS_SET),
    }
    return render(request, "settings/model.html", facts)


@require_POST
def model_learn(request: HttpRequest, name: str) -> HttpResponse:
    """Learns a model again from what people said, as a job."""
    return redirect("job", job_id=ask_to_learn(request.actor, name))


def model_rules(request: HttpRequest, criteria_id: str) -> HttpResponse:
    """What the rules of criteria stand for."""
    if request.method == "POST":
        request.actor.require(Permission.MODELS_SET)
    found = mapping_of(request.actor, criteria_id, served_home())
    if found is None:
        raise Http404
    problem = None
    if request.method == "POST":
        try:
            map_rules(served_home(), request.actor, found.criteria, _stands(request, found.criteria))
        except InputError as error:
            problem = error
        else:
            messages.success(request, "Kept. Conversations are read again by it.")
            return redirect("model_rules", criteria_id=criteria_id)
    facts = {
        "mapping": found,
        "behaviours": BEHAVIOURS,
        "not_seen": NOT_SEEN,
        "may_set": request.actor.may(Permission.MODELS_SET),
        "problem": problem,
    }
    return render(request, "settings/model_rules.html", facts, status=400 if problem else 200)


@require_POST
def model_bar(request: HttpRequest, criteria_id: str) -> HttpResponse:
    """Sets the bar of an element, or of all."""
    request.actor.require(Permission.MODELS_SET)
    found = mapping_of(request.actor, criteria_id, served_home())
    if found is None:
        raise Http404
    wanted = BarFacts(_number(request, "agreement"), int(_number(request, "base")))
    set_bar(request.actor, found.criteria, request.POST.get("element", EVERY) or EVERY, wanted)
    messages.success(request, "The bar is set.")
    return redirect("model_rules", criteria_id=criteria_id)


def _stands(request: HttpRequest, criteria: Criteria) -> list[RuleStands]:
    found = []
    for element in criteria.elements:
        for rule in element.rules:
            behaviour = request.POST.get(f"behaviour/{element.name}/{rule.id}", EMPTY)
            when = request.POST.get(f"when/{element.name}/{rule.id}", "present")
            if behaviour != EMPTY:
                stands = "" if behaviour == NOT_SEEN else behaviour
                found.append(RuleStands(element.name, rule.id, stands, when))
    return found


def _number(request: HttpRequest, name: str) -> float:
    try:
        found = float(request.POST.get(name, ""))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise InputError(f"The {name} is no number", name, "Give a number.")
    return found

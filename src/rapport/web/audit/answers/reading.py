"""Model answers as people read them: the list, one of them, those that fit an interaction."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.program.answers.plain import AnswerView
from rapport.program.answers.selectors import answer_view, answers_list
from rapport.program.people.permissions import Permission
from rapport.web.config.home_of import served_home
from rapport.work.answers.for_interaction import (
    InteractionFacts,
    filled_email,
    for_interaction,
    interaction_facts,
)
from rapport.work.answers.known_elements import criteria_with


def answers(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by words, an element, a value of the scenario."""
    words, element = request.GET.get("q", "")[:200], request.GET.get("element", "")
    attribute, value = request.GET.get("attribute", ""), request.GET.get("value", "")
    scenario = {attribute: value} if attribute and value else {}
    found = answers_list(request.actor, words=words, element=element, scenario=scenario)
    everything = found if not (words or element or scenario) else answers_list(request.actor)
    facts = {
        "found": found,
        "words": words,
        "element": element,
        "attribute": attribute,
        "value": value,
        "narrowed": bool(words or element or scenario),
        "elements": sorted({one for line in everything for one in line.elements}),
        "attributes": sorted({name for line in everything for name in line.scenario}),
        "may_edit": request.actor.may(Permission.ANSWERS_EDIT),
    }
    return render(request, "answers/list.html", facts)


def answer(request: HttpRequest, answer_id: str) -> HttpResponse:
    """One answer; with an interaction its variables are filled from that one's facts."""
    given = request.GET.get("version", "")
    number = int(given) if given.isdecimal() and len(given) < 6 else None
    view = found_or_404(request, answer_id, number)
    interaction = request.GET.get("interaction", "")
    known = _facts(request, interaction) if interaction else None
    facts = {
        "view": view,
        "content": view.content,
        "interaction": interaction,
        "no_interaction": bool(interaction) and known is None,
        "email": filled_email(view.content, known.values if known else {}),
        "filled": known is not None,
        "criteria": criteria_with(request.actor, view.content.elements) if _may_read(request) else [],
        "may_edit": request.actor.may(Permission.ANSWERS_EDIT),
    }
    return render(request, "answers/answer.html", facts)


def fitting(request: HttpRequest, interaction_id: str) -> HttpResponse:
    """The answers that fit an interaction, as a piece of another page; with `plain` their variables stay
    as they are, so that whoever scores without names sees none."""
    element = request.GET.get("element") or None
    home = served_home()
    shown = for_interaction(home, request.actor, interaction_id, element)
    known = interaction_facts(home, request.actor, interaction_id)
    values = known.values if known and "plain" not in request.GET else {}
    facts = {
        "shown": [(one, filled_email(one.content, values)) for one in shown],
        "interaction": interaction_id,
        "element": element,
    }
    name = "answers/_fitting.html" if request.headers.get("HX-Request") else "answers/fitting.html"
    return render(request, name, facts)


def found_or_404(request: HttpRequest, answer_id: str, number: int | None = None) -> AnswerView:
    """The answer, or the page that says there is none."""
    view = answer_view(request.actor, str(answer_id), number)
    if view is None:
        raise Http404
    return view


def _facts(request: HttpRequest, interaction_id: str) -> InteractionFacts | None:
    if not request.actor.may(Permission.INTERACTIONS_READ):
        return None
    return interaction_facts(served_home(), request.actor, interaction_id)


def _may_read(request: HttpRequest) -> bool:
    return bool(request.actor.may(Permission.CRITERIA_READ))

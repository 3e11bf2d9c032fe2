"""The list of plans, and one plan with its number, its work and its weeks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rapport.measures import GoalRange
from rapport.program.cases.selectors import has_calendar
from rapport.program.people.permissions import Permission
from rapport.program.plans.plain import PlanFacts
from rapport.program.plans.selectors import plan, plans
from rapport.records import InputError
from rapport.web.audit.samples.form import zone_of
from rapport.web.config.home_of import served_home
from rapport.web.plans.drawing import pictures
from rapport.web.plans.people import owners
from rapport.work.plans.effect import REST, effect_of
from rapport.work.plans.goal import recommended
from rapport.work.plans.metrics import offered_one

SHARES, POINTS = 2, 1
"""Digits of a goal."""
STANDINGS = ("goes well", "at risk", "stuck")


@require_GET
def all_plans(request: HttpRequest) -> HttpResponse:
    """The plans this person may read; those that ended by `?ended=1`."""
    ended = request.GET.get("ended") == "1"
    found = plans(request.actor, ended=ended)
    facts = {
        "plans": [(one, offered_one(served_home(), one.content.metric)) for one in found],
        "ended": ended,
        "writes": request.actor.may(Permission.PLANS_EDIT),
        "works_on_cases": request.actor.may(Permission.CASES_WORK),  # their due dates stand with their cases
        "calendar": has_calendar(request.actor),
        "today": timezone.now().astimezone(zone_of(request)).date(),
    }
    return render(request, "plans/plans.html", facts)


@require_GET
def one(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One plan."""
    return page(request, found_plan(request, plan_id))


def found_plan(request: HttpRequest, plan_id: UUID) -> PlanFacts:
    """The plan, for who may read it; else there is none."""
    found = plan(request.actor, str(plan_id))
    if found is None:
        raise Http404
    return found


def page(request: HttpRequest, found: PlanFacts, problem: InputError | None = None) -> HttpResponse:
    """The page of a plan; with a problem what was typed stays in its form."""
    home = served_home()
    effect, trouble = None, None
    try:
        effect = effect_of(home, found.content)
    except InputError as error:
        trouble = error
    open_ = found.state in ("draft", "active")
    goal = _goal(found) if open_ and found.may_edit else None
    facts: dict[str, Any] = {
        "plan": found,
        "metric": offered_one(home, found.content.metric),
        "effect": effect,
        "trouble": trouble,
        "pictures": pictures(effect, found.content) if effect else None,
        "rest": bool(found.content.others.get(REST)),
        "works": open_ and (found.mine or found.may_edit),
        "owners": owners(request.actor) if open_ else (),
        "standings": STANDINGS,
        "problem": problem,
        "typed": request.POST,
        "goal": goal,
        "digits": SHARES if isinstance(goal, GoalRange) and goal.current.unit == "share" else POINTS,
        "today": timezone.now().astimezone(zone_of(request)).date(),
        "zone": str(zone_of(request)),
    }
    return render(request, "plans/plan.html", facts, status=400 if problem else 200)


def _goal(found: PlanFacts) -> Any:
    """The recommended range by the day of the goal; why there is none, where there is none."""
    aim = found.content.aim
    if aim is None:
        return None
    try:
        return recommended(
            served_home(), found.content, aim.on, found.initiatives, kind=aim.kind, influence=aim.influence
        )
    except InputError as error:
        return error

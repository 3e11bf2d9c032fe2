"""Plans of mystery shops: the list, a new one, and one with its visits, costs and results."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rapport.program.judging.selectors.criteria import criteria_known
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXES
from rapport.program.schemas.selectors import newest_schema
from rapport.program.shops import selectors
from rapport.program.shops.plain import Plan, PlanFacts
from rapport.program.shops.services import plan_close, plan_create, task_add, task_remove
from rapport.records.errors import InputError
from rapport.web.audit.shops.typed import amount, day, lines, whole
from rapport.web.config.home_of import served_home
from rapport.work.shops.draw import draw_visits
from rapport.work.shops.results import shop_results
from rapport.work.spreadsheet_text import guarded

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def overview(request: HttpRequest) -> HttpResponse:
    """A shopper's own visits, and all plans for who may see them."""
    actor = request.actor
    if not (actor.may(Permission.SHOPS_READ) or actor.may(Permission.SHOPS_REPORT)):
        raise NotAllowedError(Permission.SHOPS_READ, actor.name)
    facts = {
        "plans": selectors.shop_plans(actor) if actor.may(Permission.SHOPS_READ) else None,
        "mine": selectors.own_visits(actor) if actor.may(Permission.SHOPS_REPORT) else [],
        "may_plan": actor.may(Permission.SHOPS_PLAN),
        "zone": served_home().settings.time_zone,
    }
    return render(request, "shops/overview.html", facts)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new plan."""
    actor, given, problem = request.actor, request.POST, None
    actor.require(Permission.SHOPS_PLAN)
    if request.method == "POST":
        try:
            return redirect("shops-plan", plan_create(actor, _facts(given)))
        except NotAllowedError:
            raise
        except InputError as error:
            problem = error
    today = timezone.now().astimezone(served_home().settings.zone).date()
    facts = {
        "typed": given,
        "problem": problem,
        "days": list(enumerate(DAYS)),
        "weekdays": given.getlist("weekdays") if given else ["0", "1", "2", "3", "4"],
        "scorers": selectors.possible_scorers(actor),
        "chosen": given.getlist("scorers"),
        "criteria": criteria_known(actor),
        "first": today.isoformat(),
        "last": (today + timedelta(days=28)).isoformat(),
    }
    return render(request, "shops/new.html", facts, status=400 if problem else 200)


def _facts(given: QueryDict) -> PlanFacts:
    return PlanFacts(
        title=given.get("title", ""),
        first_day=day(given.get("first_day", ""), "first_day"),
        last_day=day(given.get("last_day", ""), "last_day"),
        brief=given.get("brief", ""),
        sites=lines(given.get("sites", "")),
        channels=lines(given.get("channels", "")),
        hour_from=whole(given.get("hour_from", ""), "hour_from"),
        hour_to=whole(given.get("hour_to", ""), "hour_to"),
        weekdays=tuple(whole(one, "weekdays") for one in given.getlist("weekdays")),
        fee=amount(given.get("fee", ""), "fee"),
        currency=given.get("currency", ""),
        criteria=given.get("criteria") or None,
        scorers=tuple(given.getlist("scorers")),
        double=bool(given.get("double")),
    )


def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan: what is tried, how far it is, what it costs, what came of it."""
    return _plan(request, plan_id)


def _plan(request: HttpRequest, plan_id: int, problem: InputError | None = None) -> HttpResponse:
    actor, found = request.actor, _found(request, plan_id)
    after = request.GET.get("after", "0")
    state = request.GET.get("state", "")
    visits = selectors.plan_visits(
        actor, plan_id, state=state, after=int(after) if after.isdecimal() and len(after) < 8 else 0
    )
    more = request.GET.copy()
    more["after"] = str(visits[-1].position) if visits else ""
    facts: dict[str, Any] = {
        "plan": found,
        "visits": visits,
        "state": state,
        "states": ("planned", "reported", "cancelled"),
        "more": more.urlencode() if len(visits) == selectors.PAGE else "",
        "results": shop_results(served_home(), actor, plan_id),
        "problem": problem,
        "may_plan": actor.may(Permission.SHOPS_PLAN),
        "zone": served_home().settings.time_zone,
        "days": [DAYS[one] for one in found.facts.weekdays],
        "typed": request.POST,
    }
    if facts["may_plan"] and found.state == "draft":
        facts |= _choices(request)
    return render(request, "shops/plan.html", facts, status=400 if problem else 200)


def _choices(request: HttpRequest) -> dict[str, Any]:
    actor = request.actor
    schema = newest_schema(actor)
    return {
        "personas": [one for one in selectors.personas(actor) if not one.retired],
        "shoppers": selectors.possible_shoppers(actor),
        "axes": [(axis, schema.values(axis.name)) for axis in AXES if schema and schema.values(axis.name)],
        "schema": schema,
        "chosen": request.POST.getlist("shoppers"),
    }


def _scenario(request: HttpRequest) -> tuple[dict[str, str], dict[str, str]]:
    """The chosen values of the schema as people call them, and as the data spell them."""
    schema = newest_schema(request.actor)
    labels: dict[str, str] = {}
    facts: dict[str, str] = {}
    if schema is None:
        return labels, facts
    for axis in AXES:
        chosen = request.POST.get(f"is_{axis.name}")
        value = next((one for one in schema.values(axis.name) if one.name == chosen), None)
        if value is None:
            continue
        labels[axis.name] = value.label
        dimensions = schema.sources.get(axis.name, ())
        if len(dimensions) == 1 and value.aliases:
            facts[dimensions[0]] = value.aliases[0]
    return labels, facts


def _found(request: HttpRequest, plan_id: int) -> Plan:
    found = selectors.shop_plan(request.actor, plan_id)
    if found is None:
        raise Http404
    return found


@require_POST
def act(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Adds or removes a scenario, draws the visits, closes or opens."""
    actor, given, wanted = request.actor, request.POST, request.POST.get("act")
    actor.require(Permission.SHOPS_PLAN)
    _found(request, plan_id)
    try:
        if wanted == "task":
            persona = whole(given.get("persona") or "0", "persona")
            task_add(
                actor, plan_id, persona, given.get("title", ""), given.get("ask", ""), *_scenario(request)
            )
        elif wanted == "task_remove":
            task_remove(actor, plan_id, whole(given.get("task", ""), "task"))
        elif wanted == "draw":
            seed = whole(given["seed"], "seed") if given.get("seed") else None
            number = whole(given.get("visits", ""), "visits")
            made = draw_visits(
                served_home(), actor, plan_id, visits=number, shoppers=given.getlist("shoppers"), seed=seed
            )
            messages.success(request, f"{made} visits are drawn.")
        elif wanted in ("close", "open"):
            plan_close(actor, plan_id, closed=wanted == "close")
    except NotAllowedError:
        raise
    except InputError as error:
        return _plan(request, plan_id, error)
    return redirect("shops-plan", plan_id)


def as_csv(request: HttpRequest, plan_id: int) -> HttpResponse:
    """All visits of a plan, as a file for a spreadsheet."""
    found = _found(request, plan_id)
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["visit", "scenario", "persona", "site", "channel", "shopper", "from", "until", "state", "reason",
         "happened", "minutes", "team", "agent", "fee", "expenses", "currency", "scores"]
    )  # fmt: skip
    for one in selectors.plan_visits(request.actor, plan_id, limit=100_000):
        report = one.report
        words = (one.task.title, one.task.persona.name, one.site, one.channel, one.shopper)
        told = (
            [report.happened_at.isoformat(), report.minutes, guarded(report.team), guarded(report.agent),
             found.facts.fee, report.expenses]
            if report
            else ["", "", "", "", "", ""]
        )  # fmt: skip
        writer.writerow(
            [one.position, *map(guarded, words), one.from_at.isoformat(), one.until_at.isoformat(), one.state,
             guarded(one.cancelled_because), *told, found.facts.currency, one.scored]
        )  # fmt: skip
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="visits-{plan_id}.csv"'
    return answer

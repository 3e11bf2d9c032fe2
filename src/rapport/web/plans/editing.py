"""The form of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.plans.plain import Aim, Member, PlanContent, PlanFacts
from rapport.program.plans.services import plan_create, plan_save
from rapport.records import InputError
from rapport.web.config.home_of import served_home
from rapport.web.plans.people import owners
from rapport.web.plans.reading import found_plan
from rapport.web.plans.typed import day_of, number_of, plain, whole_of
from rapport.work.plans.metrics import DIMENSIONS, offered
from rapport.work.results.choices import all_choices

FROM_A_LINK = ("title", "metric", "cause", "came_from", "hypothesis", *DIMENSIONS)
KINDS = (("outcome", "an outcome: what customers do or feel"), ("performance", "a performance: what we do"))


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, plan_id: UUID | None = None) -> HttpResponse:
    """Makes a plan or changes one; a finding's link fills in what it knows."""
    request.actor.require(Permission.PLANS_EDIT)
    known = found_plan(request, plan_id) if plan_id is not None else None
    if known is not None and not known.may_edit:
        raise Http404
    if request.method == "GET":
        typed = _typed_of(known) if known else _from_a_link(request)
        return _page(request, known, typed)
    typed = {name: str(value) for name, value in request.POST.items()}
    try:
        content = _content(typed, known, _by_name(owners(request.actor)))
        if known is None:
            saved = plan_create(request.actor, content)
        else:
            plan_save(request.actor, known.id, whole_of(typed.get("revision", ""), "revision") or 0, content)
            saved = known.id
    except NotAllowedError:
        if request.actor.teams(Permission.PLANS_EDIT) is None:
            raise
        problem = InputError("You can plan for your own teams", "team", "Choose one of them.")
        return _page(request, known, typed, problem)
    except InputError as error:
        return _page(request, known, typed, error)
    messages.success(request, "The plan is saved.")
    return redirect("plan", plan_id=saved)


def _page(
    request: HttpRequest, known: PlanFacts | None, typed: Mapping[str, str], problem: InputError | None = None
) -> HttpResponse:
    choices, teams = all_choices(served_home()), request.actor.teams(Permission.PLANS_EDIT)
    facts: dict[str, Any] = {
        "known": known,
        "typed": typed,
        "problem": problem,
        "metrics": offered(served_home()),
        "owners": owners(request.actor),
        "groups": (
            ("team", "Team", choices.team if teams is None else tuple(sorted(teams))),
            ("channel", "Channel", choices.channel),
            ("segment", "Segment", choices.segment),
        ),
        "kinds": KINDS,
        "begun": known is not None and known.state == "active",
    }
    return render(request, "plans/plan_form.html", facts, status=400 if problem else 200)


def _from_a_link(request: HttpRequest) -> dict[str, str]:
    """What a finding's link knows; its metric may be told with its kind before it."""
    typed = {name: request.GET.get(name, "")[:500] for name in FROM_A_LINK}
    names = {one.name for one in offered(served_home())}
    plain = typed["metric"].partition(":")[2]
    return {**typed, "metric": plain if typed["metric"] not in names and plain in names else typed["metric"]}


def _content(typed: Mapping[str, str], known: PlanFacts | None, accounts: Mapping[str, str]) -> PlanContent:
    return PlanContent(
        title=typed.get("title", ""),
        metric=typed.get("metric", ""),
        hypothesis=typed.get("hypothesis", ""),
        cause=typed.get("cause", ""),
        came_from=typed.get("came_from", ""),
        where={name: typed[name] for name in DIMENSIONS if typed.get(name)},
        others=_others(typed),
        expected_effect=number_of(typed.get("expected_effect", ""), "expected_effect"),
        begins_on=known.content.begins_on if known else None,
        aim=_aim(typed),
        sponsor=typed.get("sponsor", ""),
        owner=typed.get("owner") or None,
        people=tuple(_members(typed.get("people", ""), accounts)),
        recipients=tuple(typed.get("recipients", "").splitlines()),
    )


def _others(typed: Mapping[str, str]) -> dict[str, str | bool]:
    chosen = typed.get("others", "")
    if chosen == "rest":
        return {"rest": True}
    name, _, value = chosen.partition(":")
    return {name: value} if name in DIMENSIONS and value else {}


def _aim(typed: Mapping[str, str]) -> Aim | None:
    value, on = number_of(typed.get("aim", ""), "aim"), day_of(typed.get("aim_on", ""), "aim_on")
    if value is None and on is None:
        return None
    if value is None or on is None:
        raise InputError("A goal is a value and a day", "aim", "Write both, or neither.")
    influence = number_of(typed.get("influence", ""), "influence")
    return Aim(
        value,
        on,
        kind=typed.get("aim_kind") or "outcome",
        influence=1.0 if influence is None else influence / 100,
    )


def _by_name(accounts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Account by name; a name that two people have stands for neither."""
    found: dict[str, list[str]] = {}
    for user, name in accounts:
        found.setdefault(name, []).append(user)
    return {name: users[0] for name, users in found.items() if len(users) == 1}


def _members(text: str, accounts: Mapping[str, str]) -> list[Member]:
    """One a line: a name, and behind a comma where they work; who has an account by that name works on it."""
    found = []
    for line in text.splitlines():
        name, _, function = line.partition(",")
        if name.strip():
            found.append(Member(name.strip(), function.strip(), accounts.get(name.strip())))
    return found


def _typed_of(known: PlanFacts) -> dict[str, str]:
    content, aim = known.content, known.content.aim
    others = next((f"{name}:{value}" for name, value in content.others.items() if name in DIMENSIONS), "")
    return {
        "revision": str(known.revision),
        "title": content.title,
        "metric": content.metric,
        "hypothesis": content.hypothesis,
        "cause": content.cause,
        "came_from": content.came_from,
        **content.where,
        "others": "rest" if content.others.get("rest") else others,
        "expected_effect": "" if content.expected_effect is None else plain(content.expected_effect),
        "aim": plain(aim.value) if aim else "",
        "aim_on": aim.on.isoformat() if aim else "",
        "aim_kind": aim.kind if aim else "",
        "influence": plain(aim.influence * 100) if aim else "",
        "sponsor": content.sponsor,
        "owner": content.owner or "",
        "people": "\n".join(", ".join(filter(None, (one.name, one.function))) for one in content.people),
        "recipients": "\n".join(content.recipients),
    }

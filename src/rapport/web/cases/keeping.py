"""Root causes, routing, people and hours, suggestions, one's own calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from rapport.program.cases.plain import KINDS, SUGGESTED, URGENCIES, SettingsFacts
from rapport.program.cases.selectors import (
    case_settings,
    case_workers,
    cause_changes,
    causes,
    has_calendar,
    routing_rules,
    suggestions,
)
from rapport.program.cases.services import (
    absence_add,
    absence_remove,
    calendar_make,
    calendar_stop,
    cause_add,
    cause_move,
    cause_rename,
    cause_retire,
    causes_start,
    rule_move,
    rule_remove,
    rule_save,
    settings_save,
    suggestion_answer,
    worker_save,
)
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.cases.typed import (
    DAYS,
    day_typed,
    number_typed,
    rule_as_typed,
    rule_typed,
    settings_typed,
    words_typed,
)
from rapport.web.config.home_of import served_home
from rapport.work.results.choices import all_choices


@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """The tree of root causes, with how many cases name each."""
    return _tree(request)


def _tree(request: HttpRequest, problem: InputError | None = None) -> HttpResponse:
    facts = {
        "problem": problem,
        "typed": request.POST,
        "causes": causes(request.actor, retired=True),
        "changes": cause_changes(request.actor),
        "keeps": request.actor.may(Permission.CAUSES_EDIT),
    }
    return render(request, "cases/causes.html", facts, status=400 if problem else 200)


@require_POST
def tree_change(request: HttpRequest, cause_act: str) -> HttpResponse:
    """One change of the tree."""
    actor, given = request.actor, request.POST
    cause, name = number_typed(given, "cause") or 0, given.get("name", "")
    acts: dict[str, Callable[[], Any]] = {
        "start": lambda: causes_start(actor),
        "add": lambda: cause_add(actor, name, number_typed(given, "parent")),
        "rename": lambda: cause_rename(actor, cause, name),
        "move": lambda: cause_move(actor, cause, number_typed(given, "parent")),
        "retire": lambda: cause_retire(actor, cause),
        "restore": lambda: cause_retire(actor, cause, retired=False),
    }
    return _done(request, acts.get(cause_act), "cases:causes", _tree)


@require_GET
def routing(request: HttpRequest) -> HttpResponse:
    """Rules, people, hours; who leads may change them, everybody one's own days away."""
    return _routing(request)


def _routing(request: HttpRequest, problem: InputError | None = None) -> HttpResponse:
    """The page, again with what was typed when something was wrong."""
    actor, given = request.actor, request.POST
    home = served_home()
    offered = all_choices(home)
    workers = case_workers(actor)
    facts = {
        "rules": routing_rules(actor),
        "workers": workers,
        "names": {one.user_id: one.name for one in workers},
        "problem": problem,
        "typed_rule": rule_as_typed(given) if problem is not None and "concerns" in given else None,
        "leads": actor.may(Permission.CASES_LEAD),
        "me": actor.user_id,
        "kinds": KINDS,
        "urgencies": URGENCIES,
        "teams": offered.team,
        "channels": offered.channel,
        "zone": home.settings.time_zone,
        "calendar": has_calendar(actor),
        **_hours(case_settings(actor), given if problem is not None and "holidays" in given else None),
    }
    return render(request, "cases/routing.html", facts, status=400 if problem else 200)


def _hours(kept: SettingsFacts, typed: QueryDict | None) -> dict[str, Any]:
    """The form of hours, holidays and deadlines: as they are kept, or as they were typed."""

    def of_day(day: int) -> tuple[str, str]:
        if typed is not None:
            return typed.get(f"from-{day}", ""), typed.get(f"to-{day}", "")
        return kept.opening.get(day, ("", ""))

    def hours(name: str) -> str:
        return f"{kept.due_hours[name]:g}" if typed is None else typed.get(f"due-{name}", "")

    kept_holidays = "\n".join(f"{day} {name}".strip() for day, name in kept.holidays)
    return {
        "settings": kept,
        "days": [(day, title, of_day(day)) for day, title in enumerate(DAYS)],
        "due": [(name, title, hours(name)) for name, title in URGENCIES.items()],
        "holidays": kept_holidays if typed is None else typed["holidays"],
    }


@require_POST
def routing_change(request: HttpRequest, routing_act: str) -> HttpResponse:
    """One change of rules, people or hours."""
    actor, given = request.actor, request.POST
    actor.require(Permission.CASES_WORK if routing_act in ("away", "back") else Permission.CASES_LEAD)
    rule = number_typed(given, "rule") or 0
    acts: dict[str, Callable[[], Any]] = {
        "rule": lambda: rule_save(actor, rule_typed(given)),
        "up": lambda: rule_move(actor, rule, True),
        "down": lambda: rule_move(actor, rule, False),
        "remove": lambda: rule_remove(actor, rule),
        "worker": lambda: _worker(request),
        "away": lambda: absence_add(
            actor, given.get("user", ""), day_typed(given, "first"), day_typed(given, "last")
        ),
        "back": lambda: absence_remove(actor, number_typed(given, "absence") or 0),
        "hours": lambda: settings_save(actor, settings_typed(given)),
    }
    return _done(request, acts.get(routing_act), "cases:routing", _routing)


@require_GET
def ideas(request: HttpRequest) -> HttpResponse:
    """What employees suggested, and what became of it."""
    return _ideas(request)


def _ideas(request: HttpRequest, problem: InputError | None = None) -> HttpResponse:
    state = request.GET.get("state", "")
    facts = {
        "problem": problem,
        "typed": request.POST,
        "suggestions": suggestions(request.actor, state if state in SUGGESTED else ""),
        "states": SUGGESTED,
        "state": state,
        "leads": request.actor.may(Permission.CASES_LEAD),
    }
    return render(request, "cases/suggestions.html", facts, status=400 if problem else 200)


@require_POST
def idea_answer(request: HttpRequest, suggestion_id: Any) -> HttpResponse:
    """Says what became of one."""
    given = request.POST

    def act() -> None:
        suggestion_answer(request.actor, str(suggestion_id), given.get("state", ""), given.get("answer", ""))

    return _done(request, act, "cases:suggestions", _ideas)


@require_POST
def calendar_change(request: HttpRequest) -> HttpResponse:
    """A new secret address of one's own due dates, or none."""
    if request.POST.get("act") == "stop":
        calendar_stop(request.actor)
        messages.success(request, "The address opens nothing any more.")
    else:
        path = reverse("case-calendar", args=[calendar_make(request.actor)])
        address = (served_home().settings.address or f"{request.scheme}://{request.get_host()}").rstrip("/")
        messages.success(
            request, f"Subscribe to this address in your calendar; it is shown this once: {address}{path}"
        )
    page = reverse("cases:routing" if request.actor.may(Permission.CASES_WORK) else "plans")
    return redirect(f"{page}#calendar")


Page = Callable[[HttpRequest, InputError], HttpResponse]


def _done(request: HttpRequest, act: Callable[[], Any] | None, back: str, page: Page) -> HttpResponse:
    """Does it and goes back; when it cannot be done, the page with what is wrong and what was typed."""
    if act is None:
        raise Http404
    try:
        act()
    except NotAllowedError:
        raise
    except InputError as problem:
        return page(request, problem)
    return redirect(back)


def _worker(request: HttpRequest) -> None:
    given = request.POST
    worker_save(
        request.actor,
        given.get("user", ""),
        teams=list(given.getlist("team")),
        skills=list(words_typed(given.get("skills", ""))),
        most_open=number_typed(given, "most_open"),
        takes="takes" in given,
    )

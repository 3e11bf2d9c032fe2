"""Targeted reviews: rules, and what they asked for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.audit.judging.frame import filled, given_criteria, known_criteria, page, whole
from rapport.web.base.sheet import every, sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.work.judging.calibrate import FIELDS
from rapport.work.judging.targeted import run_rules

GROUP = "disputes"
SHEET = ("interaction_id", "why", "evaluator", "criteria", "state", "created_at", "due_at", "done_at")
KINDS = {
    "matching": "Interactions that match, such as complaints",
    "new_agents": "The first days of new agents",
    "quota": "Some of every agent, every month",
}


@require_GET
def targeted(request: HttpRequest) -> HttpResponse:
    """The rules, and the reviews they asked for with the words why."""
    from rapport.program.judging.selectors import targeted_rules, targeted_tasks

    rule = request.GET.get("rule") or None
    if wants_sheet(request):
        asked = every(
            lambda mark: targeted_tasks(request.actor, rule_id=rule, before=mark), lambda one: one.id
        )
        return sheet("targeted-reviews", SHEET, map(vars, asked))
    tasks = targeted_tasks(request.actor, rule_id=rule, before=request.GET.get("after"))
    facts = {
        "rules": targeted_rules(request.actor),
        "tasks": tasks,
        "rule": rule,
        "more": tasks[-1].id if len(tasks) == 50 else None,
        "kinds": KINDS,
    }
    return page(request, "targeted", GROUP, facts)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a rule."""
    from rapport.program.judging.selectors import scorers
    from rapport.program.judging.services import rule_create
    from rapport.program.judging.services.targeted import RuleDraft

    request.actor.require(Permission.CALIBRATION_RUN)
    given, problem = request.POST, None
    if request.method == "POST":
        try:
            draft = RuleDraft(
                name=given.get("name", ""),
                kind=given.get("kind", ""),
                why=given.get("why", ""),
                evaluators=tuple(given.getlist("evaluator")),
                where=filled(request, FIELDS),
                words=given.get("words", ""),
                first_days=whole(request, "first_days", 30),
                number=whole(request, "number", 5),
                days_back=whole(request, "days_back", 30),
                due_days=whole(request, "due_days", 5),
            )
            made = rule_create(request.actor, draft, given_criteria(request))
        except InputError as error:
            problem = error
        else:
            (ran,) = run_rules(served_home(), request.actor, made)
            messages.success(request, f"The rule is kept; {ran.asked} reviews are asked for.")
            return redirect("judging:targeted")
    facts = {
        "here": "targeted",
        "problem": problem,
        "typed": given,
        "kinds": KINDS,
        "chosen": given.getlist("evaluator"),
        "scorers": scorers(request.actor),
        "criteria": known_criteria(request),
        "fields": [(name, given.get(f"where_{name}", "")) for name in FIELDS],
    }
    return page(request, "targeted_new", GROUP, facts, 400 if problem else 200)


@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Looks for what the rules are about now."""
    ran = run_rules(served_home(), request.actor, request.POST.get("rule") or None)
    asked = sum(one.asked for one in ran)
    messages.success(request, f"{asked} new reviews are asked for." if asked else "Nothing new was found.")
    return redirect("judging:targeted")


@require_POST
def switch(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Switches a rule off, which withdraws what is open, or on again."""
    from rapport.program.judging.services import rule_set_active

    rule_set_active(request.actor, rule_id, request.POST.get("active") == "yes")
    return redirect("judging:targeted")

"""Lessons: the survey's text, the number everybody steers by, and why it matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.findings import MetricResult
from rapport.program.front.plain import ModuleContent, ModuleFacts
from rapport.program.front.selectors import leads_front, module, modules
from rapport.program.front.services import module_publish, module_read, module_save
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.config.home_of import served_home
from rapport.work.front.lesson import beacon_of, questions_of, surveys_offered
from rapport.work.plans.metrics import Offered, offered, offered_one


@dataclass(frozen=True)
class Beacon:
    """The number of a lesson, as it is now."""

    metric: Offered
    results: tuple[MetricResult, ...]


@require_GET
def all_lessons(request: HttpRequest) -> HttpResponse:
    """The lessons, those not read first."""
    found = sorted(modules(request.actor), key=lambda one: one.read_at is not None)
    facts = {"lessons": found, "writes": leads_front(request.actor)}
    return render(request, "front/lessons.html", facts)


@require_GET
def one(request: HttpRequest, lesson: int) -> HttpResponse:
    """One lesson."""
    found = _found(request, lesson)
    content = found.content
    beacon = None
    if content.metric and request.actor.may(Permission.ESTIMATES_READ):
        home = served_home()
        beacon = Beacon(offered_one(home, content.metric), beacon_of(home, content.metric))
    facts = {
        "lesson": found,
        "questions": questions_of(request.actor, content.survey) if content.survey else (),
        "beacon": beacon,
        "writes": leads_front(request.actor),
    }
    return render(request, "front/lesson.html", facts)


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, lesson: int | None = None) -> HttpResponse:
    """Writes a lesson."""
    if not leads_front(request.actor):
        raise NotAllowedError(Permission.COACHING_LEAD, request.actor.name)
    known = _found(request, lesson) if lesson is not None else None
    problem = None
    typed = _typed_of(known)
    if request.method == "POST":
        typed = {name: str(value) for name, value in request.POST.items()}
        content = ModuleContent(
            **{name: typed.get(name, "") for name in ("title", "why", "body", "metric", "survey")}
        )
        revision = typed.get("revision", "")
        try:
            saved = module_save(
                request.actor,
                content,
                lesson,
                int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
            )
        except InputError as error:
            problem = error
        else:
            messages.success(request, "The lesson is saved.")
            return redirect("lesson", lesson=saved)
    facts: dict[str, Any] = {
        "known": known,
        "typed": typed,
        "problem": problem,
        "metrics": offered(served_home()),
        "surveys": surveys_offered(request.actor),
    }
    return render(request, "front/lesson_form.html", facts, status=400 if problem else 200)


@require_POST
def act(request: HttpRequest, lesson: int, act: str) -> HttpResponse:
    """Reads, shows or takes back a lesson."""
    found = _found(request, lesson)
    if act == "read":
        module_read(request.actor, found.id)
        return redirect("training")
    if act not in ("show", "hide"):
        raise Http404
    module_publish(request.actor, found.id, act == "show")
    return redirect("lesson", lesson=lesson)


def _found(request: HttpRequest, lesson: int) -> ModuleFacts:
    found = module(request.actor, lesson)
    if found is None:
        raise Http404
    return found


def _typed_of(known: ModuleFacts | None) -> dict[str, str]:
    if known is None:
        return {}
    content = known.content
    names = ("title", "why", "body", "metric", "survey")
    return {"revision": str(known.revision), **{name: getattr(content, name) for name in names}}

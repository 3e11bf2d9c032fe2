"""Writing model answers: drafts that save themselves, published versions that stay."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rapport.program.answers.errors import AnswerChangedError
from rapport.program.answers.plain import AnswerContent
from rapport.program.answers.services import (
    answer_create,
    answer_discard,
    answer_publish,
    answer_save,
    answer_take_over,
    answer_withdraw,
)
from rapport.program.answers.variables import KNOWN
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.audit.answers.reading import found_or_404
from rapport.web.audit.answers.typed import content_typed, scenario_rows
from rapport.web.config.home_of import served_home
from rapport.work.answers.for_interaction import filled_email
from rapport.work.answers.known_elements import known_elements
from rapport.work.answers.scenario_choices import scenario_choices, with_choice


def new(request: HttpRequest) -> HttpResponse:
    """A new answer; the first save makes its draft."""
    request.actor.require(Permission.ANSWERS_EDIT)
    if request.method != "POST":
        chosen = {name: (one,) for name, one in [_scenario_asked(request)] if name and one}
        start = AnswerContent("", scenario=chosen, elements=tuple(request.GET.getlist("element")))
        return _form(request, start)
    content = _typed(request)
    if "take" in request.POST:
        return _form(request, content)
    try:
        made = answer_create(request.actor, content)
    except NotAllowedError:
        raise
    except InputError as error:
        return _form(request, content, problem=error, status=400)
    if "publish" in request.POST:
        return _publish(request, made, 1)
    messages.info(request, "Saved as a draft. Nobody who serves sees it until it is published.")
    return redirect("answer_edit", answer_id=made)


@never_cache
def edit(request: HttpRequest, answer_id: str) -> HttpResponse:
    """The form of the draft; what is published stays as it is until the draft is published."""
    request.actor.require(Permission.ANSWERS_EDIT)
    view = found_or_404(request, answer_id)
    if request.method != "POST":
        return _form(request, view.content, view=view)
    content = _typed(request)
    given = request.POST.get("revision", "")
    revision = int(given) if given.isdecimal() and len(given) < 10 else 0
    try:
        saved = answer_save(request.actor, str(answer_id), revision, content)
    except NotAllowedError:
        raise
    except AnswerChangedError as error:
        return _conflict(request, answer_id, content, error)
    except InputError as error:
        if _scripted(request):
            return JsonResponse({"what": error.what, "todo": error.todo}, status=400)
        return _form(request, content, view=view, problem=error, status=400)
    if _scripted(request):
        return JsonResponse({"revision": saved, "preview": _preview(request, content)})
    if "publish" in request.POST:
        return _publish(request, answer_id, saved)
    return redirect("answer_edit", answer_id=answer_id)


@require_POST
def act(request: HttpRequest, answer_id: str) -> HttpResponse:
    """Withdraws, restores, takes over, or throws the draft away."""
    request.actor.require(Permission.ANSWERS_EDIT)
    what, number = request.POST.get("act"), str(answer_id)
    if what in ("withdraw", "restore"):
        answer_withdraw(request.actor, number, what == "withdraw")
    elif what == "take-over":
        answer_take_over(request.actor, number)
    elif what == "discard":
        given = request.POST.get("revision", "")
        stays = answer_discard(request.actor, number, int(given) if given.isdecimal() else 0)
        messages.info(request, "The draft is thrown away.")
        if not stays:
            return redirect("answers")
    return redirect("answer", answer_id=answer_id)


def _typed(request: HttpRequest) -> AnswerContent:
    """What was typed, for the scenario that was taken from the schema as well."""
    content = content_typed(request.POST)
    if "take" not in request.POST:
        return content
    choices = scenario_choices(served_home(), request.actor)
    return with_choice(content, choices, request.POST.get("of_schema", ""))


def _publish(request: HttpRequest, answer_id: str, revision: int) -> HttpResponse:
    try:
        number = answer_publish(request.actor, str(answer_id), revision)
    except InputError as error:
        view = found_or_404(request, answer_id)
        return _form(request, view.content, view=view, problem=error, status=400)
    messages.info(request, f"Version {number} is published.")
    return redirect("answer", answer_id=answer_id)


def _conflict(
    request: HttpRequest, answer_id: str, content: AnswerContent, error: AnswerChangedError
) -> HttpResponse:
    """Theirs is stored; what was typed stays in the form, and can be saved over theirs on purpose."""
    theirs = found_or_404(request, answer_id)
    if _scripted(request):
        words = f"{error.what}. {error.todo}"
        html = render_to_string("answers/_theirs.html", {"theirs": theirs, "words": words}, request)
        return JsonResponse({"conflict": html, "revision": theirs.revision}, status=409)
    return _form(request, content, view=theirs, problem=error, theirs=theirs, status=409)


def _form(request: HttpRequest, content: AnswerContent, status: int = 200, **more: object) -> HttpResponse:
    known = known_elements(request.actor) if request.actor.may(Permission.CRITERIA_READ) else []
    listed = {name for one in known for name, _ in one.elements}
    facts = {
        "content": content,
        "rows": scenario_rows(content),
        "choices": scenario_choices(served_home(), request.actor),
        "points": "\n".join(content.talking_points),
        "checklist": "\n".join(content.checklist),
        "known": known,
        "other_elements": ", ".join(one for one in content.elements if one not in listed),
        "variables": KNOWN,
        "preview": _preview(request, content),
        **more,
    }
    return render(request, "answers/edit.html", facts, status=status)


def _preview(request: HttpRequest, content: AnswerContent) -> str:
    email = filled_email(content, {"company": served_home().settings.name})
    facts = {"email": email, "unknown": content.unknown_variables}
    return str(render_to_string("answers/_preview.html", facts, request))


def _scenario_asked(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("attribute", ""), request.GET.get("value", "")


def _scripted(request: HttpRequest) -> bool:
    return bool(request.headers.get("X-Editor") == "1")

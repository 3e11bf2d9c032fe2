"""One customer: reaching them, their consent, the conversation, what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from rapport.program.interviews import selectors
from rapport.program.interviews.errors import InterviewError
from rapport.program.interviews.plain import HOW, OUTCOMES, RESULTS, Notes, RecruitFacts, StudyFacts
from rapport.program.interviews.services import (
    attempt_add,
    codes_save,
    consent_note,
    excerpt_add,
    excerpt_remove,
    notes_save,
    recruit_assign,
    recruit_close,
    recruit_schedule,
)
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXES
from rapport.program.schemas.selectors import schema_version
from rapport.records.errors import InputError
from rapport.web.audit.interviews.studies import study_or_404, whole
from rapport.web.config.home_of import served_home
from rapport.work.interviews.contact import contact_of

NOTE = "note-"


def recruit(request: HttpRequest, recruit_id: UUID) -> HttpResponse:
    """The page of one customer."""
    return _recruit(request, _found(request, recruit_id), None)


def _recruit(request: HttpRequest, found: RecruitFacts, problem: InputError | None) -> HttpResponse:
    actor = request.actor
    study = study_or_404(request, found.study)
    noted = selectors.notes_of(actor, found.id)
    works = selectors.may_work_on(actor, found)
    zone = _zone(request)
    facts: dict[str, Any] = {
        "recruit": found,
        "study": study,
        "notes": noted,
        "questions": _questions(request, study, noted, problem),
        "axes": _axes(request, study, noted),
        "codes": selectors.free_codes(actor, study.id),
        "contact": contact_of(served_home(), actor, found) if works else None,
        "works": works and study.state == "open",
        "how": HOW,
        "results": RESULTS,
        "outcomes": OUTCOMES.items(),
        "outcome": OUTCOMES.get(found.outcome, ""),
        "zone": zone.key,
        "scheduled": found.scheduled_at.astimezone(zone) if found.scheduled_at else None,
        "may_open": actor.may(Permission.INTERACTIONS_READ),
        "may_take": actor.may(Permission.INTERVIEWS_HOLD) and found.interviewer_id is None,
        "typed": request.POST,
        "problem": problem,
    }
    return render(request, "interviews/recruit.html", facts, status=400 if problem else 200)


def _questions(
    request: HttpRequest, study: StudyFacts, noted: Notes, problem: InputError | None
) -> list[tuple[str, str, tuple[str, ...], str]]:
    typed = request.POST if problem is not None else {}
    rows = [(one.id, one.text, one.probes) for one in study.guide.questions]
    rows.append(("more", "Whatever else was said", ()))
    return [
        (name, text, probes, typed.get(f"{NOTE}{name}", noted.notes.get(name, "")))
        for name, text, probes in rows
    ]


def _axes(request: HttpRequest, study: StudyFacts, noted: Notes) -> list[Any]:
    if study.schema is None or not request.actor.may(Permission.SCHEMA_READ):
        return []
    schema = schema_version(request.actor, study.schema)
    if schema is None:
        return []
    return [
        (axis, schema.values(axis.name), noted.codes.get(axis.name, ""))
        for axis in AXES
        if schema.values(axis.name)
    ]


@require_POST
def notes(request: HttpRequest, recruit_id: UUID) -> HttpResponse:
    """Saves the notes while they are typed; 409 when another window was faster or consent is missing."""
    found = _found(request, recruit_id)
    number = request.POST.get("number", "")
    try:
        saved = notes_save(
            request.actor, found.id, _noted(request), int(number) if number.isdecimal() else -1
        )
    except NotAllowedError:
        raise
    except InputError as error:
        return JsonResponse({"what": error.what, "todo": error.todo or ""}, status=409)
    return JsonResponse({"number": saved})


def _noted(request: HttpRequest) -> dict[str, str]:
    return {name.removeprefix(NOTE): text for name, text in request.POST.items() if name.startswith(NOTE)}


@require_POST
def act(request: HttpRequest, recruit_id: UUID) -> HttpResponse:
    """Everything else that is done about one customer."""
    found = _found(request, recruit_id)
    try:
        _act(request, found)
    except NotAllowedError:
        raise
    except InputError as error:
        return _recruit(request, found, error)
    return redirect("interviews-recruit", found.id)


def _act(request: HttpRequest, found: RecruitFacts) -> None:
    actor, given, wanted = request.actor, request.POST, request.POST.get("act", "")
    if wanted == "take":
        recruit_assign(actor, found.id, actor.user_id or "")
    elif wanted == "attempt":
        attempt_add(actor, found.id, given.get("how", ""), given.get("result", ""), given.get("note", ""))
    elif wanted == "schedule":
        recruit_schedule(actor, found.id, _moment(given.get("at", ""), _zone(request)))
    elif wanted in ("consent", "no_consent"):
        consent_note(actor, found.id, wanted == "consent")
    elif wanted == "notes":
        notes_save(actor, found.id, _noted(request), whole(given, "number"))
    elif wanted == "codes":
        codes_save(actor, found.id, {axis.name: given.get(f"is_{axis.name}", "") for axis in AXES})
    elif wanted == "excerpt":
        excerpt_add(actor, found.id, given.get("question", ""), given.get("text", ""), given.get("code", ""))
    elif wanted == "excerpt_remove":
        excerpt_remove(actor, found.id, whole(given, "excerpt"))
    elif wanted == "outcome":
        recruit_close(actor, found.id, given.get("outcome", ""))


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=zone)
    except ValueError:
        raise InterviewError(
            f"{text[:40]!r} is no day and time", "at", "Write it as 2026-03-31T14:30."
        ) from None


def _found(request: HttpRequest, recruit_id: UUID) -> RecruitFacts:
    found = selectors.recruit(request.actor, str(recruit_id))
    if found is None:
        raise Http404
    return found


def _zone(request: HttpRequest) -> ZoneInfo:
    """The person's own zone, else the home's."""
    name = getattr(request.user, "time_zone", "")
    return ZoneInfo(name) if name else served_home().settings.zone

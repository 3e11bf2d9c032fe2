"""Studies: customers drawn, how far asking them is, and whom those who took part stand for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from rapport.program.interviews import selectors
from rapport.program.interviews.errors import InterviewError
from rapport.program.interviews.plain import OUTCOMES, StudyFacts
from rapport.program.interviews.services import recruit_assign, reserves_release, study_close
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.schemas.selectors import newest_schema
from rapport.records.errors import InputError
from rapport.web.config.home_of import served_home
from rapport.work.interviews.frame import COLUMNS, silent_frame
from rapport.work.interviews.recruit import draw_study
from rapport.work.interviews.stands_for import stands_for
from rapport.work.interviews.what_was_said import what_they_said


def overview(request: HttpRequest) -> HttpResponse:
    """All studies and guides."""
    facts = {
        "studies": selectors.studies(request.actor),
        "guides": selectors.guides(request.actor),
        "may_plan": request.actor.may(Permission.INTERVIEWS_PLAN),
    }
    return render(request, "interviews/overview.html", facts)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new study: who shall be drawn, and how many."""
    actor, given, problem, home = request.actor, request.POST, None, served_home()
    actor.require(Permission.INTERVIEWS_PLAN)
    schema = newest_schema(actor)
    if request.method == "POST":
        try:
            made = draw_study(
                home,
                actor,
                title=given.get("title", ""),
                guide=whole(given, "guide"),
                wanted=whole(given, "wanted"),
                reserves=whole(given, "reserves"),
                by=given.getlist("by"),
                since=_day(given, "since"),
                until=_day(given, "until"),
                schema=schema.facts.number if schema else None,
                seed=whole(given, "seed") if given.get("seed") else None,
            )
            return redirect("interviews-study", made)
        except NotAllowedError:
            raise
        except InputError as error:
            problem = error
    frame = silent_frame(home)
    facts = {
        "guides": selectors.guides(actor),
        "columns": COLUMNS,
        "typed": given,
        "strata": given.getlist("by") if request.method == "POST" else ["segment"],
        "frame": len(frame.ids),
        "excluded": frame.excluded,
        "problem": problem,
    }
    return render(request, "interviews/study_new.html", facts, status=400 if problem else 200)


def whole(given: QueryDict, name: str) -> int:
    """A whole number that was typed. Raises InterviewError."""
    text = given.get(name, "").strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise InterviewError(f"{text[:40]!r} is not a whole number", name, "Write digits only.")
    return int(text)


def _day(given: QueryDict, name: str) -> date | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InterviewError(f"{text[:40]!r} is no day", name, "Write it as 2026-03-31.") from None


def study(request: HttpRequest, study_id: int) -> HttpResponse:
    """One study: what came of asking, and the customers in turn."""
    return _study(request, study_id)


def _study(request: HttpRequest, study_id: int, problem: InputError | None = None) -> HttpResponse:
    actor, found = request.actor, study_or_404(request, study_id)
    given = request.GET
    after = given.get("after", "0")
    rows = selectors.recruits(
        actor,
        study_id,
        state=given.get("state", ""),
        mine=bool(given.get("mine")),
        after=int(after) if after.isdecimal() and len(after) < 8 else 0,
    )
    more = given.copy()
    more["after"] = str(rows[-1].position) if rows else ""
    facts: dict[str, Any] = {
        "study": found,
        "outcomes": [(name, words, found.outcomes.get(name, 0)) for name, words in OUTCOMES.items()],
        "rows": rows,
        "state": given.get("state", ""),
        "mine": given.get("mine", ""),
        "more": more.urlencode() if len(rows) == selectors.PAGE else "",
        "people": selectors.possible_interviewers(actor),
        "may_plan": actor.may(Permission.INTERVIEWS_PLAN),
        "may_hold": actor.may(Permission.INTERVIEWS_HOLD),
        "me": actor.user_id,
        "problem": problem,
    }
    return render(request, "interviews/study.html", facts, status=400 if problem else 200)


def study_or_404(request: HttpRequest, study_id: int) -> StudyFacts:
    """The study. Raises Http404."""
    found = selectors.study(request.actor, study_id)
    if found is None:
        raise Http404
    return found


@require_POST
def act(request: HttpRequest, study_id: int) -> HttpResponse:
    """Releases reserves, shares customers out, closes or opens."""
    actor, given, wanted = request.actor, request.POST, request.POST.get("act")
    study_or_404(request, study_id)
    try:
        if wanted == "reserves":
            number = reserves_release(actor, study_id, whole(given, "number"))
            messages.success(request, f"{number} reserves are asked too.")
        elif wanted == "assign":
            for one in given.getlist("chosen")[: selectors.PAGE]:
                recruit_assign(actor, one, given.get("interviewer") or actor.user_id or "")
        elif wanted in ("close", "open"):
            study_close(actor, study_id, closed=wanted == "close")
    except NotAllowedError:
        raise
    except InputError as error:
        return _study(request, study_id, error)
    return redirect("interviews-study", study_id)


def represent(request: HttpRequest, study_id: int) -> HttpResponse:
    """Whom the interviewed stand for."""
    found = study_or_404(request, study_id)
    facts = {"study": found, "stands": stands_for(served_home(), request.actor, found)}
    return render(request, "interviews/represent.html", facts)


def what_was_said(request: HttpRequest, study_id: int) -> HttpResponse:
    """What the interviews say, by axis and by code, with passages."""
    found = study_or_404(request, study_id)
    facts = {"study": found, "said": what_they_said(served_home(), request.actor, found)}
    return render(request, "interviews/said.html", facts)

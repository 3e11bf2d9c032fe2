"""One case: what happened, the customer's story, the log, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.program.cases.plain import (
    CALLS,
    RESOLUTIONS,
    STATES,
    URGENCIES,
    CaseFacts,
    Closing,
    Letter,
)
from rapport.program.cases.selectors import case, case_workers, cases_of_customer, causes
from rapport.program.cases.services import (
    case_call,
    case_close,
    case_escalate,
    case_hand_over,
    case_link,
    case_mail,
    case_mail_again,
    case_merge,
    case_move,
    case_note,
    case_part,
    case_reopen,
    case_unlink,
    case_urgency,
)
from rapport.program.people.errors import NotAllowedError
from rapport.records import InputError
from rapport.web.config.home_of import served_home
from rapport.work.cases.learning.like import like_this
from rapport.work.cases.story import case_conversation, case_story, conversations_of, may_link
from rapport.work.cases.writing import begin_mail, fitting_answers

LONGEST = 20_000


@require_GET
def one(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case, whole."""
    return page(request, found_case(request, case_id))


@require_GET
def story(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The customer's line of time: loaded beside the case, or a page of its own without script."""
    found = found_case(request, case_id)
    told = case_story(served_home(), request.actor, found)
    whole = request.headers.get("HX-Request") != "true"
    facts = {"case": found, "story": told, "happenings": told.happenings if told else (), "here": None}
    return render(request, "cases/story.html" if whole else "cases/_story.html", facts)


@require_GET
def conversation(request: HttpRequest, case_id: UUID, interaction_id: str) -> HttpResponse:
    """A conversation that the case is about."""
    told = case_conversation(served_home(), request.actor, str(case_id), interaction_id)
    if told is None:
        raise Http404
    return render(request, "cases/conversation.html", {"case": told[0], "view": told[1]})


@require_http_methods(["GET", "POST"])
def mail(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """An e-mail to the customer, begun from a model answer where one is chosen."""
    found, problem = found_case(request, case_id, reading=request.method == "GET"), None
    if request.method == "POST":
        try:
            case_mail(request.actor, found.id, _letter(request.POST))
        except NotAllowedError:
            raise
        except InputError as error:
            problem = error
        else:
            return redirect("cases:case", case_id=case_id)
    begun = begin_mail(served_home(), request.actor, found, request.GET.get("answer", ""))
    facts = {
        "case": found,
        "answers": fitting_answers(request.actor, found),
        "begun": begun,
        "typed": request.POST,
        "once": request.POST.get("once") or str(uuid4()),
        "reply_to": request.user.email,
        "mail_set": bool(served_home().settings.mail_server and served_home().settings.mail_from),
        "problem": problem,
    }
    return render(request, "cases/mail.html", facts, status=400 if problem else 200)


@require_POST
def change(request: HttpRequest, case_id: UUID, case_act: str) -> HttpResponse:
    """One thing done with the case; when it cannot be, the page again with what was typed."""
    found = found_case(request, case_id, reading=False)
    act = ACTS.get(case_act)
    if act is None:
        raise Http404
    try:
        act(request, found)
    except NotAllowedError:
        raise
    except InputError as problem:
        return page(request, found_case(request, case_id), problem, case_act)
    return redirect("cases:case", case_id=case_id)


def found_case(request: HttpRequest, case_id: UUID, *, reading: bool = True) -> CaseFacts:
    """The case, if this person sees it: else there is none to read, and acting is not allowed."""
    found = case(request.actor, str(case_id))
    if found is None:
        if not reading:
            raise NotAllowedError("cases.work", request.actor.name)
        raise Http404
    return found


def page(
    request: HttpRequest, found: CaseFacts, problem: InputError | None = None, failed: str = ""
) -> HttpResponse:
    """The page, again with what was typed when something was wrong."""
    actor = request.actor
    others = cases_of_customer(actor, found.line.customer_id) if found.line.customer_id else []
    facts = {
        "case": found,
        "line": found.line,
        "log": tuple(reversed(found.entries)),
        "conversations": conversations_of(found),
        "others": [one for one in others if one.id != found.id],
        "workers": case_workers(actor),
        "states": [(name, title) for name, title in STATES.items() if name != "closed"],
        "urgencies": URGENCIES,
        "calls": CALLS,
        "resolutions": RESOLUTIONS,
        "causes": causes(actor),
        "answers": fitting_answers(actor, found),
        "like": like_this(actor, found, served_home().settings.confidence),
        "problem": problem,
        "failed": failed,
        "typed": request.POST if problem else {},
    }
    return render(request, "cases/case.html", facts, status=400 if problem else 200)


def _letter(given: Mapping[str, str]) -> Letter:
    try:
        once = str(UUID(given.get("once", "")))
    except ValueError:
        raise InputError("The form lost its number", None, "Open the page again.") from None
    return Letter(
        once=once,
        to=given.get("to", ""),
        subject=given.get("subject", ""),
        body=given.get("body", ""),
        reply_to=given.get("reply_to", ""),
        answer_id=given.get("answer_id", ""),
    )


def _close(request: HttpRequest, found: CaseFacts) -> None:
    given = request.POST
    cause = given.get("cause", "")
    closing = Closing(
        resolution=given.get("resolution", ""),
        outcome=given.get("outcome", ""),
        cause=int(cause) if cause.isascii() and cause.isdigit() and len(cause) < 12 else None,
        justified={"yes": True, "no": False}.get(given.get("justified", "")),
        suggestion=given.get("suggestion", ""),
    )
    case_close(request.actor, found.id, closing, _version(request))


def _link(request: HttpRequest, found: CaseFacts) -> None:
    wanted = request.POST.get("interaction", "").strip()[:500]
    if not may_link(served_home(), request.actor, found, wanted):
        raise InputError("There is no such interaction", "interaction", "Copy its id from Explore.")
    case_link(request.actor, found.id, wanted)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _text(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, ""))[:LONGEST]


Act = Callable[[HttpRequest, CaseFacts], Any]
ACTS: dict[str, Act] = {
    "note": lambda r, c: case_note(r.actor, c.id, _text(r, "note")),
    "call": lambda r, c: case_call(r.actor, c.id, _text(r, "call"), _text(r, "call_text")),
    "move": lambda r, c: case_move(r.actor, c.id, _text(r, "state"), _version(r)),
    "urgency": lambda r, c: case_urgency(r.actor, c.id, _text(r, "urgency"), _version(r)),
    "give": lambda r, c: case_hand_over(r.actor, c.id, _text(r, "to"), _text(r, "reason"), _version(r)),
    "help": lambda r, c: case_escalate(r.actor, c.id, _text(r, "help"), _version(r)),
    "close": _close,
    "reopen": lambda r, c: case_reopen(r.actor, c.id, _text(r, "again"), _version(r)),
    "merge": lambda r, c: case_merge(r.actor, c.id, _text(r, "into")),
    "part": lambda r, c: case_part(r.actor, _text(r, "case") or c.id),
    "link": _link,
    "unlink": lambda r, c: case_unlink(r.actor, c.id, _text(r, "interaction")),
    "mail-again": lambda r, c: case_mail_again(r.actor, c.id, _text(r, "mail")),
}

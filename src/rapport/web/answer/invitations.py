"""`/s/<token>`: the form of an invitation, its thanks, and to be asked no more."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rapport.program.surveys.errors import TokenError
from rapport.program.surveys.selectors.answering import answerable, invited
from rapport.program.surveys.tokens import ANSWER, LEAVE, Token, read_token
from rapport.surveys.translation import in_language
from rapport.web.answer.forms import show, take, thank
from rapport.web.answer.pages import page, stranger
from rapport.web.answer.visit import language_of, visit_invited
from rapport.web.answer.words import direction, said_in
from rapport.web.config.home_of import served_home

EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Who wants to be asked no more is heard however old the mail is."""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The form. No cookie and no session: the address is the key, and says nothing about who holds it."""
    try:
        visit = visit_invited(token)
    except TokenError as error:
        return turned_away(request, error)
    if request.method == "POST":
        return take(request, visit)
    found = invited(visit.invitation) if visit.invitation else None
    if found is not None and found.refused:
        return stranger(browser_language(request), "leave_done", 410)
    if found is None or found.taken_back:
        return stranger(browser_language(request), "over", 410)
    return show(request, visit)


@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """After the last screen."""
    try:
        return thank(request, visit_invited(token))
    except TokenError as error:
        return turned_away(request, error)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """To be asked no more: a page with a button, and what the button, or a mail program for its reader, posts
    (RFC 8058)."""
    try:
        read = _leaving(token)
    except TokenError as error:
        return turned_away(request, error)
    version = answerable(read.version)
    language = browser_language(request)
    if version is not None:
        chosen = request.POST.get("lang") or request.GET.get("lang") or ""
        accepted = request.headers.get("Accept-Language", "")
        language = in_language(version.survey, language_of(version.survey, chosen, accepted)).language
    if request.method == "POST":
        _opt_out(read)
    facts = {
        "words": said_in(language),
        "language": language,
        "direction": direction(language),
        "sender": (version.sender if version else "") or served_home().settings.name,
        "title": said_in(language)["leave_done" if request.method == "POST" else "leave"],
        "done": request.method == "POST",
    }
    return page("answer/leave.html", facts)


def turned_away(request: HttpRequest, error: TokenError) -> HttpResponse:
    """An address that was not made here, or that is over."""
    over = {"This invitation has expired": "expired", "This survey is closed": "over"}
    why = over.get(error.what, "not_ours")
    return stranger(browser_language(request), why, 404 if why == "not_ours" else 410)


def browser_language(request: HttpRequest) -> str:
    """What the browser asks for first."""
    wanted = request.headers.get("Accept-Language", "")[:35].partition(",")[0].partition(";")[0].strip()
    return wanted if wanted.replace("-", "").isalnum() and len(wanted) <= 12 else "en"


def _leaving(text: str) -> Token:
    try:
        return read_token(text, LEAVE, EVER)
    except TokenError:
        return read_token(text, ANSWER, EVER)


def _opt_out(read: Token) -> None:
    from rapport.program.sending.services import opt_out_invited

    opt_out_invited(read.subject, by="customer", at=datetime.now(UTC))

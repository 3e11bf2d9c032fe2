"""One question after the other; the machine's answer is on the page only once the person's is in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rapport.program.people.permissions import Permission
from rapport.program.reading.errors import ReadingError
from rapport.program.reading.plain import Drawn, Question
from rapport.web.config.home_of import served_home
from rapport.work.teaching.draw import ASKED
from rapport.work.teaching.review import (
    Card,
    PreparingError,
    answer_card,
    answered,
    card_of,
    next_card,
    review_progress,
    undo_answer,
)

SALT = "review"
DAY_S = 24 * 3600
WAIT_S = 5.0


@never_cache
@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """The next question, and what became of the last."""
    return _page(request, request.GET.get("last", ""), request.GET.get("again", ""))


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Keeps an answer and goes on."""
    request.actor.require(Permission.READINGS_CHECK)
    question, drawn = _asked(request, request.POST.get("card", ""))
    kept = answer_card(served_home(), request.actor, question, drawn, request.POST.get("answer", ""))
    kind = request.POST.get("kind", "")
    about = f"&kind={kind}" if kind in ASKED else ""
    return redirect(f"{reverse('review')}?last={kept}{about}")


@require_POST
def undo(request: HttpRequest, check: UUID) -> HttpResponse:
    """Takes one's last answer back, and asks again."""
    from rapport.program.reading.selectors import check_facts

    request.actor.require(Permission.READINGS_CHECK)
    before = check_facts(request.actor, str(check))
    undo_answer(request.actor, str(check))
    messages.info(request, "Taken back.")
    again = _signed(request, before.question, before.drawn) if before else ""
    return redirect(f"{reverse('review')}?again={again}")


def _page(request: HttpRequest, last: str, again: str) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in ASKED else ""
    card: Card | None = None
    if again:
        try:
            card = card_of(served_home(), request.actor, *_asked(request, again))
        except ReadingError:
            card = None
    preparing = False
    try:
        card = card or next_card(served_home(), request.actor, kind, WAIT_S)
    except PreparingError:
        preparing = True
    done = answered(served_home(), request.actor, last) if last else None
    facts = {
        "card": card,
        "token": _signed(request, card.question, card.drawn) if card else "",
        "kind": kind,
        "kinds": ASKED,
        "done": done,
        "progress": review_progress(request.actor),
        "preparing": preparing,
    }
    return render(request, "review/review.html", facts)


def _signed(request: HttpRequest, question: Question, drawn: Drawn) -> str:
    """A question as the page sends it back: which one it was and how it came up cannot be made up."""
    told = [
        request.actor.user_id, question.interaction_id, question.kind, question.turn, question.about,
        drawn.how, drawn.probability,
    ]  # fmt: skip
    token: str = signing.dumps(told, salt=SALT)
    return token


def _asked(request: HttpRequest, token: str) -> tuple[Question, Drawn]:
    try:
        user, name, kind, turn, about, how, probability = signing.loads(token, salt=SALT, max_age=DAY_S)
    except (signing.BadSignature, ValueError):
        raise ReadingError("This question is not known any more", None, "Go on with the next.") from None
    if user != request.actor.user_id:
        raise ReadingError("This question was somebody else's", None, "Go on with the next.")
    return Question(name, kind, turn, about), Drawn(how, probability)

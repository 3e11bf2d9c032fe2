"""What customers wrote in surveys: topics, words of detractors, a search, and the comments as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.program.people.permissions import Permission
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.base.sheet import sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.web.feelings.pages import AT_ONCE_S
from rapport.work.experience.alike import Alike, alike_comments
from rapport.work.experience.comments import PAGE, Comment, Comments, comments_page
from rapport.work.results.view import View
from rapport.work.understanding.seen import seen_of

COLUMNS = (
    "answer_id", "answered_at", "channel", "team", "nps", "interaction_id", "topic", "text", "survey",
    "submission_id",
)  # fmt: skip
LONGEST = 200


@require_GET
def comments(request: HttpRequest) -> HttpResponse:
    """Topics and words, of one survey where the address names it; the comments of a topic, with some words,
    or about the same as what was asked."""
    view, seen = view_of(request), seen_of(request.actor)
    wait_s = None if wants_sheet(request) else AT_ONCE_S
    survey = (request.GET.get("survey") or "").strip()[:LONGEST]
    found = comments_page(served_home(), request.actor, view, wait_s, survey)
    asked = (request.GET.get("q") or "").strip()[:LONGEST]
    how = "meaning" if request.GET.get("how") == "meaning" else "words"
    topic = request.GET.get("topic") or ""
    near = _near(request, view, asked, how, survey, wait_s)
    if near is None:
        found = None
    listed = _listed(found, asked, how, topic, near) if found else ()
    if wants_sheet(request) and found is not None:
        return sheet("comments", COLUMNS, ({name: getattr(one, name) for name in COLUMNS} for one in listed))
    chosen = next((one for one in found.topics if str(one.number) == topic), None) if found else None
    of: dict[str, str | None] = {"survey": survey} if survey else {}
    facts = {
        "found": found,
        "listed": listed[:PAGE],
        "more": max(len(listed) - PAGE, 0),
        "asked": asked,
        "how": how,
        "embedding": near.embedding if near else None,
        "chosen": chosen,
        "bar": filter_bar(view, seen, {"q": asked, "how": how if asked else None, "topic": topic} | of),
        "kept": (*view.pairs(), *of.items()),
        "query": view.query(**of),
        "survey": survey,
        "without": view.query(),
        "may_read": request.actor.may(Permission.SURVEYS_READ),
        "whole": view.query(q=asked or None, how=how if asked else None, topic=topic or None, **of),
        "zone": served_home().settings.zone,
    }
    if request.headers.get("HX-Request") == "true":
        return render(request, "feelings/_comments.html" if found else "feelings/_working.html", facts)
    return render(request, "feelings/comments.html", facts)


def _near(
    request: HttpRequest, view: View, asked: str, how: str, survey: str, wait_s: float | None
) -> Alike | None:
    """What the embedding of this machine finds near what was asked; None while it compares."""
    if not asked or how != "meaning":
        return Alike(None)
    return alike_comments(served_home(), request.actor, view, asked, wait_s, survey)


def _listed(
    found: Comments, asked: str, how: str, topic: str, near: Alike | None = None
) -> tuple[Comment, ...]:
    if asked and how == "meaning":
        return found.of_ids(near.ids) if near and near.embedding else found.alike(asked)
    if asked:
        return found.with_words(asked)
    if topic.isascii() and topic.isdigit() and len(topic) < 6:
        return found.of_topic(int(topic))
    return found.with_words("")

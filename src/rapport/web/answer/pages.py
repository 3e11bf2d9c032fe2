"""Renders public pages: a screen of a form, and the ends it can come to. Nothing here is remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from rapport.surveys.given import LONGEST
from rapport.surveys.model import Survey
from rapport.surveys.piping import piped
from rapport.web.answer.screens import Place
from rapport.web.answer.shown import question
from rapport.web.answer.stamp import Stamp, stamped
from rapport.web.answer.visit import Visit
from rapport.web.answer.words import direction, name_of, said_in
from rapport.web.config.home_of import served_home


def page(template: str, facts: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A page of nobody's session, kept nowhere, told to nobody."""
    return dressed(HttpResponse(render_to_string(template, dict(facts)), status=status))


def dressed(answer: HttpResponse) -> HttpResponse:
    """What every answer of a public page carries."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def screen(
    visit: Visit,
    survey: Survey,
    place: Place,
    stamp: Stamp,
    *,
    known: Mapping[str, Any],
    raw: Mapping[str, Sequence[str]],
    wrong: Mapping[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """A screen with its questions; `wrong` names what has to be mended, `problem` what stopped it."""
    words, wrong = said_in(survey.language), wrong or {}
    questions = [
        question(one, known, raw, _told(words, wrong.get(one.id, "")), visit.key) for one in place.items
    ]
    facts = {
        **frame(visit, survey),
        "action": visit.address,
        "is_own": visit.is_own,
        "intro": piped(survey.intro, known) if place.before is None else "",
        "questions": questions,
        "place": place,
        "progress": words["progress"].format(place.done + 1, place.of) if place.of > 1 else "",
        "stamp": stamped(visit.key, stamp),
        "problem": words[problem] if problem else words["mend"] if wrong else "",
        "back": f"{visit.address}?p={place.before}&lang={survey.language}"
        if place.before is not None
        else "",
        "languages": [(one, name_of(one)) for one in visit.version.survey.languages],
        "at": place.number,
    }
    return page("answer/form.html", facts, status)


def end(
    visit: Visit,
    survey: Survey,
    title: str,
    more: str = "",
    *,
    status: int = 200,
    kept: Sequence[tuple[str, str]] = (),
    thanks: bool = False,
) -> HttpResponse:
    """An end: thanks, or why nothing is taken, with what was written so that it is not lost."""
    words = said_in(survey.language)
    facts = {
        **frame(visit, survey),
        "heading": words.get(title, title),
        "more": words.get(more, more),
        "kept": kept,
        "thanks_address": f"{visit.address}/thanks?lang={survey.language}" if thanks else "",
    }
    return page("answer/end.html", facts, status)


def stranger(language: str, title: str, status: int) -> HttpResponse:
    """For an address that leads to no survey."""
    words = said_in(language)
    more = {"not_ours": "not_ours_more", "leave_done": ""}.get(title, "over_more")
    facts = {
        "words": words,
        "language": language,
        "direction": direction(language),
        "sender": served_home().settings.name,
        "title": words[title],
        "heading": words[title],
        "more": words.get(more, ""),
    }
    return page("answer/end.html", facts, status)


def frame(visit: Visit, survey: Survey) -> dict[str, Any]:
    """What every page of a survey has."""
    version = visit.version
    return {
        "words": said_in(survey.language),
        "language": survey.language,
        "direction": direction(survey.language),
        "title": piped(survey.title, {}),
        "sender": version.sender or served_home().settings.name,
        "theme": reverse("answer-theme", args=[version.pk]) if version.colours else "",
    }


def _told(words: Mapping[str, str], wrong: str) -> str:
    return words[wrong].format(f"{LONGEST:,}") if wrong else ""

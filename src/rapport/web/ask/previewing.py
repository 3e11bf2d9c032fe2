"""A survey as people will see it on their phone, answered with made-up facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from rapport.program.surveys.selectors import draft_view, themes_list
from rapport.surveys.asked import asked
from rapport.surveys.model import Item, Survey
from rapport.surveys.piping import FACT, piped, pipes, texts
from rapport.surveys.translation import in_language
from rapport.web.ask.surveys import line_or_404, version_or_404
from rapport.work.surveys.building.check import check_text

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


@dataclass(frozen=True)
class Shown:
    """One item as it is asked, with what was answered so far."""

    item: Item
    text: str
    help: str
    steps: tuple[int, ...]
    given: tuple[str, ...]


@never_cache
def preview(request: HttpRequest, survey_id: str) -> HttpResponse:
    """The draft (or a version): the items that are asked, given the answers and facts of the form."""
    line = line_or_404(request, survey_id)
    given = request.POST if request.method == "POST" else request.GET
    number = given.get("version", "")
    if number.isdecimal() and len(number) < 8:
        text = version_or_404(request, survey_id, int(number)).text
    else:
        draft = draft_view(request.actor, survey_id)
        if draft is None:
            raise Http404
        text = draft.text
    facts: dict[str, Any] = {"line": line, "version": number, "theme": line.theme}
    survey = check_text(text).survey
    if survey is not None:
        facts |= _facts(survey, given)
    name = "ask/_preview.html" if request.headers.get("HX-Request") else "ask/preview.html"
    return render(request, name, facts)


def _facts(survey: Survey, given: Any) -> dict[str, Any]:
    language = given.get("language", survey.language)
    told = in_language(survey, language)
    facts = {name: given.get(f"fact-{name}", "").strip() for name in _wanted(survey)}
    known: dict[str, Any] = {name: one for name, one in facts.items() if one}
    answers = {item.id: _given(given.getlist(f"a-{item.id}"), item) for item in survey.items}
    here = asked(told, answers, known)
    words = known | answers
    return {
        "survey": told,
        "language": language,
        "direction": "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
        "facts": facts,
        "intro": piped(told.intro, words),
        "thanks": piped(told.thanks, words) or "Thank you.",
        "items": [_shown(one, words, given.getlist(f"a-{one.id}")) for one in here],
        "left_out": [one.id for one in told.items if one.id not in {item.id for item in here}],
    }


def _given(values: list[str], item: Item) -> Any:
    found = [one for one in values if one]
    if not found:
        return None
    return found if item.type == "multiple_choice" else found[0]


def _shown(item: Item, words: dict[str, Any], given: list[str]) -> Shown:
    steps = tuple(range(item.scale.low, item.scale.high + 1)) if item.scale else ()
    return Shown(item, piped(item.text, words), piped(item.help, words), steps, tuple(given))


def _wanted(survey: Survey) -> list[str]:
    """The facts that words and conditions of the survey go by."""
    found = {name for _, text, _ in texts(survey) for name, _ in pipes(text)}
    for item in survey.items:
        found |= {name for way in (item.asked_if.ways if item.asked_if else ()) for name in way}
        found |= {item.known_from} if item.known_from else set()
    return sorted(one for one in found if FACT.fullmatch(one))


def theme_sheet(request: HttpRequest, theme: str) -> HttpResponse:
    """The colours of a theme for the preview."""
    found = next((one for one in themes_list(request.actor) if one.name == theme), None)
    if found is None:
        raise Http404
    lines = [f"--t-{name.replace('_', '-')}: {colour};" for name, colour in found.colours.items()]
    return HttpResponse(".phone { " + " ".join(lines) + " }\n", content_type="text/css; charset=utf-8")

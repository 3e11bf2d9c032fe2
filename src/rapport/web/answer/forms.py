"""What happens at a form, whichever way somebody came to it: shown, taken in, ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rapport.program.surveys.answered import Given
from rapport.program.surveys.services.submissions import submission_put
from rapport.surveys.asked import known_before
from rapport.surveys.model import Survey
from rapport.surveys.piping import piped
from rapport.web.answer.pages import dressed, end, screen
from rapport.web.answer.screens import Place, needs_facts, place, resumed, screens
from rapport.web.answer.shown import raw_of
from rapport.web.answer.stamp import Stamp, read_stamp
from rapport.web.answer.typed import Typed, typed
from rapport.web.answer.visit import Visit, seconds_since

LONGEST_SHOWN = 50_000


def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A screen of the form; looking at it records nothing. What a link says (`?ease=6`) is only marked."""
    found = visit.so_far()
    survey = visit.asked_in(request, found.language if found else "")
    if found is not None and found.over:
        return end(visit, survey, "already", thanks=True)
    why = visit.over(found.started_at if found else None)
    if why:
        return end(visit, survey, why, "over_more", status=410)
    answers, facts = dict(found.answers) if found else {}, visit.facts()
    number = _number(request.GET.get("p", ""))
    if number is None and visit.is_own:
        # Every screen has an address, the first one, too: the back button leads from one to another.
        query = request.GET.copy()
        query["p"] = str(resumed(survey, answers, facts))
        return _to(f"{visit.address}?{query.urlencode()}")
    at = place(survey, number or 0, answers, facts) or place(survey, 0, answers, facts)
    if at is None:
        return end(visit, survey, "over", "over_more", status=410)
    raw = raw_of(answers) | {
        one.id: request.GET.getlist(one.id) for one in at.items if request.GET.get(one.id) is not None
    }
    return screen(visit, survey, at, visit.begun(found), known=_known(survey, facts, answers), raw=raw)


def take(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A screen that somebody sent: kept at once, then the next one, or thanks.

    Nothing is read before it is kept, but for a survey that asks by what is known of the customer.
    """
    survey = visit.asked_in(request)
    stamp = read_stamp(visit.key, request.POST.get("stamp", ""))
    why = visit.over(stamp.begun_at if stamp else None)
    if why:
        return _refused(request, visit, survey, why)
    at = _number(request.POST.get("p", "")) or 0
    shown = set(request.POST.getlist("shown"))
    items = [one for one in survey.items if one.id in shown]
    if not items:
        return _to(visit.address)
    found = typed(items, request.POST)
    if found.wrong:
        return again(visit, survey, at, stamp, found)
    stamp = stamp or Stamp(visit.now, visit.now)
    last = at == len(screens(survey)) - 1
    given = _given(visit, survey, found.answers, stamp, at, last)
    kept = submission_put(given)
    if kept is None:
        return end(visit, survey, "already", status=409, thanks=True)
    if not last:
        facts = visit.facts() if needs_facts(survey) else {}
        following = place(survey, at + 1, kept, facts)
        if following is not None:
            return _to(f"{visit.address}?p={following.number}&lang={survey.language}")
        if submission_put(_given(visit, survey, {}, stamp, at, True)) is None:
            return end(visit, survey, "already", status=409, thanks=True)
    return _to(f"{visit.address}/thanks?lang={survey.language}")


def thank(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The thanks of who has answered; the form for anybody else."""
    found = visit.so_far()
    if found is None or not found.over:
        return _to(visit.address)
    survey = visit.asked_in(request, found.language)
    return end(visit, survey, "thanks", piped(survey.thanks, {}) or "sent")


def again(
    visit: Visit,
    survey: Survey,
    number: int,
    stamp: Stamp | None,
    found: Typed,
    *,
    problem: str = "",
    status: int = 400,
) -> HttpResponse:
    """The same screen with everything as it was typed, and what has to be mended."""
    before = visit.so_far()
    answers: dict[str, Any] = {**(before.answers if before else {}), **found.answers}
    facts = visit.facts()
    at = _same(survey, number, found, answers, facts)
    if at is None:
        return end(visit, survey, "over", "over_more", status=410, kept=written(survey, found.raw))
    known = _known(survey, facts, answers)
    raw = {**raw_of(answers), **found.raw}
    stamp = stamp or visit.begun(before)
    return screen(
        visit, survey, at, stamp, known=known, raw=raw, wrong=found.wrong, problem=problem, status=status
    )


def _same(
    survey: Survey, number: int, found: Typed, answers: Mapping[str, Any], facts: Mapping[str, Any]
) -> Place | None:
    """The screen that was sent: the first with something wrong on it, else the one it says."""
    here = next((at for at, one in enumerate(screens(survey)) if set(one) & set(found.wrong)), number)
    return place(survey, here, answers, facts) or place(survey, 0, answers, facts)


def _given(
    visit: Visit, survey: Survey, answers: Mapping[str, Any], stamp: Stamp, at: int, complete: bool
) -> Given:
    spent = {str(at): seconds_since(stamp.shown_at, visit.now)} if answers else {}
    return Given(
        key=visit.key,
        version=visit.version.pk,
        channel=visit.channel,
        answers=answers,
        received_at=visit.now,
        invitation_id=visit.invitation,
        door_id=visit.entrance.id if visit.entrance else "",
        seconds=spent,
        language=survey.language,
        started_at=stamp.begun_at,
        completed_at=visit.now if complete else None,
    )


def _refused(request: HttpRequest, visit: Visit, survey: Survey, why: str) -> HttpResponse:
    shown = set(request.POST.getlist("shown"))
    raw = typed([one for one in survey.items if one.id in shown], request.POST).raw
    return end(visit, survey, why, "over_more", status=410, kept=written(survey, raw))


def written(survey: Survey, raw: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """Questions with what was written to them, in words."""
    found = []
    for name, given in raw.items():
        item = survey.item(name.partition(".")[0])
        said = [one for one in given if one.strip()]
        if item is None or not said:
            continue
        choices = {one.id: one.text for one in item.choices}
        told = ", ".join(choices.get(one, one) for one in said)[:LONGEST_SHOWN]
        found.append((piped(item.text, {}), told))
    return found


def _known(survey: Survey, facts: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the words of a screen may tell."""
    return {**facts, **known_before(survey, facts), **answers}


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else None


def _to(address: str) -> HttpResponse:
    answer = dressed(HttpResponseRedirect(address))
    answer.status_code = 303
    return answer

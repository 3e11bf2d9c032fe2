"""An associate's own page, and reviewing one's own work."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from rapport.criteria import Decision
from rapport.program.answers.selectors import answers_for
from rapport.program.coaching.plain import Associate
from rapport.program.coaching.selectors import praises, self_reviews, sessions
from rapport.program.coaching.services import praise_seen
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.config.home_of import served_home
from rapport.work.coaching.associates import associate_seen
from rapport.work.coaching.evidence import record_of, shown
from rapport.work.coaching.self_review import open_review, submit_review
from rapport.work.coaching.standing import standings
from rapport.work.front.difference import difference_of

RECENT, SHOWN, FIRST = 25, 6, 3
RUNNING = timedelta(days=7)
"""Whoever served nobody for longer is told until when is counted."""


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Praise, sessions, where points are lost with the words that show it, model answers."""
    home, actor = served_home(), request.actor
    associate = _me(request)
    record = record_of(home, actor, associate)
    lost = standings(record) if record else ()
    first = lost[0].element if lost else None
    told, now = praises(actor, associate.agent_id), timezone.now()
    difference = difference_of(home, actor, now)
    praise_seen(actor)
    facts = {
        "record": record,
        "recent": record.scored[:RECENT] if record else (),
        "standings": lost,
        "shown": [one for one in shown(home, record, first) if one.costs][:SHOWN] if record and first else (),
        "first": lost[0] if lost else None,
        "answers": _answers(request, [one.element for one in lost[:FIRST]]),
        "sessions": sessions(actor, associate.agent_id),
        "reviewed": {one.interaction_id for one in self_reviews(actor, associate.agent_id)},
        "titles": record.criteria.titles if record else {},
        "praises": told,
        "difference": difference,
        "difference_ended": difference is not None and now - difference.until > RUNNING,
        "works_on_cases": actor.may(Permission.CASES_WORK),
        "zone": home.settings.zone,
    }
    return render(request, "act/mine.html", facts)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, interaction_id: str) -> HttpResponse:
    """One's own evaluation of an own conversation; afterwards beside what others decided."""
    home, associate = served_home(), _me(request)
    found = open_review(home, request.actor, interaction_id)
    if found is None:
        raise Http404
    problem = None
    if request.method == "POST" and found.done is None:
        try:
            decisions = {
                one.name: _decision(request, one.name, [rule.id for rule in one.rules]) for one in found.asked
            }
            submit_review(
                home,
                request.actor,
                associate,
                interaction_id,
                decisions,
                request.POST.get("comment", "")[:4000],
            )
        except InputError as error:
            problem = error
        else:
            return redirect(f"{reverse('self-review', args=[interaction_id])}")
    facts = {
        "interaction_id": interaction_id,
        "review": found,
        "typed": request.POST,
        "ticked": set(request.POST),
        "problem": problem,
    }
    return render(request, "act/review.html", facts, status=400 if problem else 200)


def _decision(request: HttpRequest, element: str, rules: list[str]) -> Decision:
    if f"na:{element}" in request.POST:
        return Decision(not_applicable=True)
    counts = {rule: _count(request.POST.get(f"r:{element}:{rule}")) for rule in rules}
    return Decision({rule: count for rule, count in counts.items() if count})


def _count(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0


def _answers(request: HttpRequest, elements: list[str]) -> list[object]:
    if not request.actor.may(Permission.ANSWERS_READ):
        return []
    found = {one.answer_id: one for element in elements for one in answers_for(request.actor, {}, element)}
    return list(found.values())


def _me(request: HttpRequest) -> Associate:
    """Who one is in the interactions. Raises NotAllowedError."""
    actor = request.actor
    actor.require(Permission.COACHING_OWN)
    found = associate_seen(served_home(), actor, actor.agent_id) if actor.agent_id else None
    if found is None:
        raise NotAllowedError(Permission.COACHING_OWN, actor.name)
    return found

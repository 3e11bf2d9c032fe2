"""Calibration sessions: listed, opened, followed, revealed, settled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.criteria import Criteria, Decision
from rapport.program.judging.plain import Session
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.audit.judging.frame import end_of_day, given_criteria, known_criteria, page, whole
from rapport.web.audit.judging.shown import elements_shown
from rapport.web.base.sheet import every, sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.work.exploring.interaction import read_interaction
from rapport.work.judging.calibrate import FIELDS, Wanted, calibrate, settle, stand_by
from rapport.work.scoring.by_definition import criteria_by

GROUP = "calibration"
SHEET = (
    "title", "state", "done", "asked", "interactions", "criteria", "facilitator", "created_at", "due_at",
    "revealed_at", "closed_at",
)  # fmt: skip


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Those one takes part in, or all."""
    from rapport.program.judging.selectors import sessions as listed

    if wants_sheet(request):
        rows = every(lambda mark: listed(request.actor, before=mark), lambda one: one.id)
        return sheet("calibrations", SHEET, map(_line, rows))
    found = listed(request.actor, before=request.GET.get("after"))
    more = found[-1].id if len(found) == 50 else None
    return page(request, "sessions", GROUP, {"sessions": found, "more": more})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form that opens a session; what was typed stays when it cannot be opened."""
    from rapport.program.judging.selectors import scorers

    request.actor.require(Permission.CALIBRATION_RUN)
    problem = None
    if request.method == "POST":
        try:
            made = calibrate(served_home(), request.actor, _wanted(request), given_criteria(request))
        except InputError as error:
            problem = error
        else:
            messages.success(request, "The session is open: everybody chosen finds it in their queue.")
            return redirect("judging:session", made)
    typed = request.POST or request.GET
    facts = {
        "here": "calibration",
        "problem": problem,
        "typed": typed,
        "chosen": request.POST.getlist("participant"),
        "scorers": scorers(request.actor),
        "criteria": known_criteria(request),
        "fields": [(name, typed.get(f"where_{name}", "")) for name in FIELDS],
    }
    return page(request, "session_new", GROUP, facts, 400 if problem else 200)


@require_GET
def session(request: HttpRequest, session_id: str) -> HttpResponse:
    """How far a session is; after the reveal where people differ most."""
    from rapport.program.judging.selectors import compared, rewrites

    found = _session(request, session_id)
    criteria = criteria_by(request.actor, found.criteria)
    rows = []
    for one in compared(request.actor, session_id):
        shown = elements_shown(criteria, one)
        values = [each.qci for each in one.scored if each.qci is not None]
        spread = max(values) - min(values) if len(values) > 1 else None
        rows.append({"one": one, "spread": spread, "apart": [each for each in shown if each.apart]})
    notes = [one for one in rewrites(request.actor, criteria.id) if one.session == found.id]
    hidden = len(found.interactions) - len(rows) if found.revealed_at else 0
    facts = {"here": "calibration", "session": found, "rows": rows, "rewrites": notes, "hidden": hidden}
    return page(request, "session", GROUP, facts)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, session_id: str, position: int) -> HttpResponse:
    """One interaction of a revealed session: everybody side by side, and what is settled."""
    from rapport.program.judging.selectors import compared

    found = _session(request, session_id)
    here = compared(request.actor, session_id, position)
    if not here:
        raise Http404
    (one,) = here
    criteria = criteria_by(request.actor, found.criteria)
    problem = None
    if request.method == "POST":
        request.actor.require(Permission.CALIBRATION_RUN)
        try:
            settle(
                served_home(),
                request.actor,
                session_id,
                one.interaction_id,
                criteria,
                _decisions(request, criteria),
            )
        except InputError as error:
            problem = error
        else:
            messages.success(request, "The consensus is kept, and you stand by it.")
            return redirect("judging:session_item", session_id, position)
    said = None
    if request.actor.may(Permission.INTERACTIONS_READ):
        said = read_interaction(served_home(), request.actor, one.interaction_id)
    facts = {
        "here": "calibration",
        "session": found,
        "one": one,
        "elements": elements_shown(criteria, one),
        "said": said,
        "problem": problem,
        "last": len(found.interactions),
        "mine": _mine(request),
        "settles": request.actor.may(Permission.CALIBRATION_RUN) and found.state == "revealed",
    }
    return page(request, "item", GROUP, facts, 400 if problem else 200)


@require_POST
def sign(request: HttpRequest, session_id: str, position: int) -> HttpResponse:
    """Stands by what was settled about one interaction."""
    found = _session(request, session_id)
    if not 1 <= position <= len(found.interactions):
        raise Http404
    criteria = criteria_by(request.actor, found.criteria)
    interaction = found.interactions[position - 1]
    gold = stand_by(served_home(), request.actor, session_id, interaction, criteria)
    messages.success(request, "It is gold now: two certified people stand by it." if gold else "Signed.")
    return redirect("judging:session_item", session_id, position)


@require_POST
def reveal(request: HttpRequest, session_id: str) -> HttpResponse:
    """Shows everybody's scores before all are in."""
    from rapport.program.judging.services import session_reveal

    session_reveal(request.actor, session_id)
    return redirect("judging:session", session_id)


@require_POST
def close(request: HttpRequest, session_id: str) -> HttpResponse:
    """Ends the session."""
    from rapport.program.judging.services import session_close

    session_close(request.actor, session_id)
    messages.success(request, "The session is closed; what was settled stays.")
    return redirect("judging:session", session_id)


@require_POST
def note(request: HttpRequest, session_id: str) -> HttpResponse:
    """Keeps the facilitator's notes."""
    from rapport.program.judging.services import session_note

    session_note(request.actor, session_id, request.POST.get("notes", ""))
    messages.success(request, "The notes are kept.")
    return redirect("judging:session", session_id)


def _line(one: Session) -> dict[str, Any]:
    return {**vars(one), "done": one.done, "asked": one.asked, "interactions": len(one.interactions)}


def _session(request: HttpRequest, session_id: str) -> Session:
    from rapport.program.judging.selectors import session as look

    found: Session | None = look(request.actor, session_id)
    if found is None:
        raise Http404
    return found


def _mine(request: HttpRequest) -> frozenset[str]:
    from rapport.program.judging.selectors import own_names

    names: frozenset[str] = own_names(request.actor)
    return names


def _wanted(request: HttpRequest) -> Wanted:
    given = request.POST
    return Wanted(
        title=given.get("title", ""),
        participants=tuple(given.getlist("participant")),
        picked=tuple(given.get("picked", "").split()) if given.get("how") == "picked" else (),
        number=whole(request, "number", 0),
        where={
            name: given[f"where_{name}"].strip() for name in FIELDS if given.get(f"where_{name}", "").strip()
        },
        due_at=end_of_day(given.get("due", "")),
    )


def _decisions(request: HttpRequest, criteria: Criteria) -> dict[str, Decision]:
    """What the form says about every element it shows."""
    found: dict[str, Decision] = {}
    for element in criteria.elements:
        if f"shown:{element.name}" not in request.POST:
            continue
        note = request.POST.get(f"note:{element.name}", "").strip() or None
        if f"na:{element.name}" in request.POST:
            found[element.name] = Decision(not_applicable=True, comment=note)
            continue
        counts = {rule.id: whole(request, f"rule:{element.name}:{rule.id}", 0) for rule in element.rules}
        rules = {name: count for name, count in counts.items() if count}
        found[element.name] = Decision(rules, comment=note)
    return found

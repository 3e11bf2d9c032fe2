"""Coding: a round, one interaction before one coder, and what coders differ in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXIS, CANNOT_TELL
from rapport.program.schemas.errors import SchemaError
from rapport.program.schemas.plain import Schema, Seat
from rapport.program.schemas.selectors import (
    coded_units,
    coding_seat,
    may_see_codes,
    next_seat,
    possible_coders,
)
from rapport.program.schemas.services import code_settle, round_close, seat_code, value_propose
from rapport.records.errors import InputError
from rapport.web.audit.schema.found import round_or_404, schema_or_404
from rapport.web.config.home_of import served_home
from rapport.work.exploring.interaction import read_interaction
from rapport.work.results.beside import is_large
from rapport.work.schema.agreement import axis_agreement, disagreements
from rapport.work.schema.counted import dimensions_of
from rapport.work.schema.draw import draw_round, draw_round_later
from rapport.work.schema.shares import axis_shares

KEYS = "123456789abcdefghilmnoqrstuvwxyz"
"""Keys of values; 0 is “cannot tell”, j and k go on and back, p proposes."""


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, number: int) -> HttpResponse:
    """A new round: how many interactions, who codes, how many are coded twice."""
    schema = schema_or_404(request, number)
    request.actor.require(Permission.SCHEMA_PUBLISH)
    problem, given = None, request.POST
    if request.method == "POST":
        try:
            wish: dict[str, Any] = {
                "name": given.get("name", ""),
                "size": _whole(given, "size"),
                "coders": given.getlist("coders"),
                "double": _whole(given, "double") / 100,
                "by": given.getlist("by"),
                "minimum": _whole(given, "minimum"),
                "seed": _whole(given, "seed") if given.get("seed") else None,
            }
            if is_large(served_home()):
                return redirect("job", job_id=draw_round_later(request.actor, number, **wish))
            return redirect("schema-coding", draw_round(served_home(), request.actor, number, **wish))
        except NotAllowedError:
            raise
        except InputError as error:
            problem = error
    facts = {
        "schema": schema,
        "people": possible_coders(request.actor),
        "known": dimensions_of(served_home()),
        "typed": given,
        "chosen": given.getlist("coders"),
        "strata": given.getlist("by"),
        "problem": problem,
    }
    return render(request, "schema/coding_new.html", facts, status=400 if problem else 200)


def _whole(given: QueryDict, name: str) -> int:
    text = given.get(name, "").strip()
    if not text.isdecimal() or len(text) > 9:
        raise SchemaError(f"{text or 'nothing'!r} is not a whole number", name, "Write digits only.")
    return int(text)


def overview(request: HttpRequest, round_id: int) -> HttpResponse:
    """How far a round is; agreement, what is open, and shares, once one's own part is done."""
    return _overview(request, round_id)


def _overview(request: HttpRequest, round_id: int, problem: InputError | None = None) -> HttpResponse:
    facts = round_or_404(request, round_id)
    schema = schema_or_404(request, facts.version)
    home, actor = served_home(), request.actor
    units = coded_units(actor, round_id)
    labels = {(axis, one.name): one.label for axis in facts.axes for one in schema.values(axis)}
    shares = [
        (
            AXIS[axis].title,
            [
                (labels.get((axis, name), name), share)
                for name, share in axis_shares(schema, facts, units, axis, home.settings.confidence)
            ],
        )
        for axis in facts.axes
    ]
    context = {
        "round": facts,
        "schema": schema,
        "hidden": not may_see_codes(actor, round_id),
        "agreement": axis_agreement(home, actor, schema, facts, units),
        "disagreements": [
            (one, [*schema.values(one.axis)]) for one in disagreements(schema, facts, units)[:200]
        ],
        "shares": [one for one in shares if one[1]],
        "coded": len(units),
        "may_settle": actor.may(Permission.SCHEMA_PUBLISH),
        "problem": problem,
    }
    return render(request, "schema/coding.html", context, status=400 if problem else 200)


def following(request: HttpRequest, round_id: int) -> HttpResponse:
    """On to what is next for the person."""
    round_or_404(request, round_id)
    found = next_seat(request.actor, round_id)
    if found is None:
        messages.success(request, "Nothing is left for you to code here.")
        return redirect("schema-coding", round_id)
    return redirect("schema-seat", found)


@require_POST
def settle(request: HttpRequest, round_id: int) -> HttpResponse:
    """Says what counts where coders differ."""
    given = request.POST
    try:
        code_settle(request.actor, _whole(given, "unit"), given.get("axis", ""), given.get("value", ""))
    except NotAllowedError:
        raise
    except InputError as error:
        return _overview(request, round_id, error)
    return redirect("schema-coding", round_id)


@require_POST
def state(request: HttpRequest, round_id: int) -> HttpResponse:
    """Closes a round, or opens it again."""
    round_close(request.actor, round_id, closed=request.POST.get("state") == "closed")
    return redirect("schema-coding", round_id)


@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, seat_id: int) -> HttpResponse:
    """One interaction: what was said on the left, the axes on the right."""
    mine = coding_seat(request.actor, seat_id)
    if mine is None:
        raise Http404
    problem, given = None, request.POST
    if request.method == "POST":
        codes = {axis: _said(given, axis) for axis in mine.axes if given.get(axis)}
        try:
            seat_code(request.actor, seat_id, codes, given.get("comment", ""))
        except NotAllowedError:
            raise
        except InputError as error:
            problem = error
        else:
            return redirect("schema-coding-next", mine.round)
    return _seat(request, mine, problem)


def _said(given: QueryDict, axis: str) -> str:
    """“Cannot tell” travels as a dash: an empty field would be no answer at all."""
    return CANNOT_TELL if given[axis] == "-" else given[axis]


def _seat(request: HttpRequest, mine: Seat, problem: InputError | None) -> HttpResponse:
    schema = schema_or_404(request, mine.version)
    typed = request.POST if request.method == "POST" else None
    facts = {
        "seat": mine,
        "schema": schema,
        "found": read_interaction(served_home(), request.actor, mine.interaction_id),
        "axes": _choices(schema, mine, typed),
        "comment": typed.get("comment", "") if typed is not None else mine.comment,
        "problem": problem,
    }
    return render(request, "schema/seat.html", facts, status=400 if problem else 200)


def _choices(schema: Schema, mine: Seat, typed: QueryDict | None) -> Sequence[Any]:
    found = []
    for name in mine.axes:
        said = mine.codes.get(name)
        chosen = typed.get(name, "") if typed is not None else {None: "", CANNOT_TELL: "-"}.get(said, said)
        values = schema.values(name)
        keys = [*KEYS, *[""] * len(values)]
        # Of an axis without values nothing can be said, unless the coder proposes one.
        found.append((AXIS[name], list(zip(keys, values, strict=False)), chosen or ("" if values else "-")))
    return found


@require_POST
def propose(request: HttpRequest, seat_id: int) -> HttpResponse:
    """A value that the schema lacks, usable at once."""
    mine = coding_seat(request.actor, seat_id)
    if mine is None:
        raise Http404
    try:
        name = value_propose(
            request.actor, seat_id, request.POST.get("axis", ""), request.POST.get("label", "")
        )
    except NotAllowedError:
        raise
    except InputError as error:
        return JsonResponse({"what": error.what, "todo": error.todo or ""}, status=400)
    return JsonResponse({"name": name, "label": request.POST.get("label", "").strip()})

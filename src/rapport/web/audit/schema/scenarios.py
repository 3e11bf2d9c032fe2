"""Scenarios: the list, its file, and the interactions behind one."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXES, AXIS
from rapport.program.schemas.plain import Schema
from rapport.program.schemas.selectors import coding_rounds, may_see_codes
from rapport.records.errors import InputError
from rapport.web.audit.schema.found import schema_or_404
from rapport.web.config.home_of import served_home
from rapport.work.schema.behind import interactions_behind
from rapport.work.schema.scenarios import Asked, Scenarios, find_scenarios
from rapport.work.spreadsheet_text import guarded

PAGE = 50


def scenarios(request: HttpRequest, number: int) -> HttpResponse:
    """Which scenarios occur, how often, and what is ready for them."""
    schema = schema_or_404(request, number)
    problem, found = None, None
    try:
        asked = _asked(request.GET)
        found = find_scenarios(served_home(), request.actor, schema, asked)
    except NotAllowedError:
        raise
    except InputError as error:
        asked, problem = Asked(), error
    start = _start(request.GET)
    rounds = [one for one in coding_rounds(request.actor) if one.done]
    facts: dict[str, Any] = {
        "schema": schema,
        "found": found,
        "asked": asked,
        "problem": problem,
        "axes": [AXIS[axis] for axis in found.axes] if found else [],
        "filters": _filters(schema, found, asked),
        "usable": [axis for axis in AXES if schema.values(axis.name)],
        "rounds": rounds,
        "hidden": asked.round is not None and not may_see_codes(request.actor, asked.round),
        "may_open": request.actor.may(Permission.INTERACTIONS_READ),
        "readable": bool(found) and all(schema.sources.get(axis) for axis in found.axes) if found else False,
        "csv": request.GET.urlencode(),
    }
    if found:
        facts |= _page(request, found, start)
    return render(request, "schema/scenarios.html", facts, status=400 if problem else 200)


def _page(request: HttpRequest, found: Scenarios, start: int) -> dict[str, Any]:
    shown = found.rows[start : start + PAGE]
    more = request.GET.copy()
    more["start"] = str(start + PAGE)
    rows = [(row, _cell_query(found, row.cell)) for row in shown]
    return {
        "rows": rows,
        "start": start,
        "more": more.urlencode() if len(found.rows) > start + PAGE else "",
    }


def _cell_query(found: Scenarios, cell: tuple[str, ...]) -> str:
    query = QueryDict(mutable=True)
    query.update(dict(zip(found.axes, cell, strict=True)))
    text: str = query.urlencode()
    return text


def _asked(given: QueryDict) -> Asked:
    number = given.get("round", "")
    if number and not number.isdecimal():
        raise InputError("There is no such round of coding", "round", "Choose one of the list.")
    return Asked(
        axes=tuple(given.getlist("axis")),
        round=int(number) if number else None,
        keep={axis.name: given[f"is_{axis.name}"] for axis in AXES if given.get(f"is_{axis.name}")},
        gap=given.get("gap", ""),
        sort=given.get("sort") or "share",
    )


def _start(given: QueryDict) -> int:
    start = given.get("start", "0")
    return int(start) if start.isdecimal() and len(start) < 8 else 0


def _filters(schema: Schema, found: Scenarios | None, asked: Asked) -> list[tuple[Any, Any, str]]:
    axes = found.axes if found else ()
    return [(AXIS[axis], schema.values(axis), asked.keep.get(axis, "")) for axis in axes]


def as_csv(request: HttpRequest, number: int) -> HttpResponse:
    """All scenarios that match, as a file for a spreadsheet."""
    schema = schema_or_404(request, number)
    found = find_scenarios(served_home(), request.actor, schema, _asked(request.GET))
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [*found.axes, "share", "low", "high", "base", "interactions", "evaluated", "sampled", "clauses",
         "model_answers", "allowed"]
    )  # fmt: skip
    for row in found.rows:
        one, ready = row.share, row.coverage
        writer.writerow(
            [*map(guarded, row.labels), one.value, one.low, one.high, one.base, row.count, ready.evaluated,
             ready.sampled, ready.clauses, "" if ready.answers is None else ready.answers,
             "yes" if row.allowed else "no"]
        )  # fmt: skip
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="scenarios-{number}.csv"'
    return answer


def behind(request: HttpRequest, number: int) -> HttpResponse:
    """The interactions of one scenario, as far as the person may see."""
    schema = schema_or_404(request, number)
    cell = {axis.name: request.GET[axis.name] for axis in AXES if request.GET.get(axis.name)}
    found = interactions_behind(
        served_home(), request.actor, schema, cell, after=request.GET.get("after") or None
    )
    more = request.GET.copy()
    more["after"] = found.after or ""
    labels = [
        (AXIS[axis].title, next((one.label for one in schema.values(axis) if one.name == name), name))
        for axis, name in cell.items()
    ]
    facts = {"schema": schema, "found": found, "labels": labels, "more": more.urlencode()}
    return render(request, "schema/behind.html", facts)

"""The list of concerns, as a page and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from rapport.measures import Estimate
from rapport.program.people.permissions import Permission
from rapport.web.base.filter_bar import carried, filter_bar, view_of
from rapport.web.base.sheet import sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.web.understand.sparks import HEIGHT, WIDTH, spark
from rapport.web.understand.waiting import patience
from rapport.work.understanding.explorer import ConcernRow, Explorer, NotYet, explorer_of
from rapport.work.understanding.few import is_few, too_few
from rapport.work.understanding.seen import seen_of

ESTIMATES = ("any", "first", "about", "about_machine", "ending", "hard", "solved", "lost")


@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """The first page of Understand that this person has."""
    query = carried(request)
    if not request.actor.may(Permission.ESTIMATES_READ):
        request.actor.require(Permission.READINGS_CHECK)
        return redirect("/understand/review/")
    return redirect("/understand/concerns/" + (f"?{query}" if query else ""))


@require_GET
def concerns(request: HttpRequest) -> HttpResponse:
    """Every concern with how often it comes, how that changes, and how such conversations went."""
    home, actor, view = served_home(), request.actor, view_of(request)
    seen = seen_of(actor)
    found = explorer_of(home, actor, view, patience(request))
    if wants_sheet(request) and isinstance(found, Explorer):
        minimum = home.settings.minimum_base
        return sheet("concerns", COLUMNS, (_cells(row, minimum) for row in found.rows))
    facts = {
        "bar": filter_bar(view, seen),
        "query": view.query(),
        "may_review": actor.may(Permission.READINGS_CHECK),
        "may_edit": actor.may(Permission.CONCERNS_EDIT),
        "width": WIDTH,
        "height": HEIGHT,
        **_shown(found),
    }
    return render(request, _template(request, found), facts)


def _template(request: HttpRequest, found: Explorer | NotYet) -> str:
    """The table alone for a page that waits for it."""
    waits = request.headers.get("HX-Request") == "true"
    if not waits:
        return "understand/concerns.html"
    return "understand/_concerns.html" if isinstance(found, Explorer) else "understand/_working.html"


def _shown(found: Explorer | NotYet) -> dict[str, Any]:
    if isinstance(found, NotYet):
        return {"nothing": found, "found": None}
    rows = [(row, spark(row.trend, found.unit)) for row in found.rows]
    return {"found": found, "rows": rows, "lost": any(row.lost for row in found.rows)}


def _columns() -> Iterator[str]:
    yield from ("concern", "name", "above", "conversations")
    for name in ESTIMATES:
        yield from (name, f"{name}_low", f"{name}_high", f"{name}_base")
    yield from ("about_checked", "change", "change_low", "change_high", "change_said")


COLUMNS = tuple(_columns())


def _cells(row: ConcernRow, minimum: int) -> Mapping[str, Any]:
    cells: dict[str, Any] = {
        "concern": row.place.id,
        "name": row.place.name,
        "above": row.place.parent or "",
        "conversations": row.any.base,
    }
    told = {"about": row.about.estimate, "about_machine": row.about.machine or row.about.estimate}
    for name in ESTIMATES:
        cells |= _estimate(name, told[name] if name in told else getattr(row, name), minimum)
    cells["about_checked"] = "yes" if row.about.machine is not None else "no"
    if row.moved is not None:
        cells |= {
            k: v for k, v in _estimate("change", row.moved.difference, minimum).items() if k != "change_base"
        }
        cells["change_said"] = row.moved.words
    return cells


def _estimate(name: str, one: Estimate | None, minimum: int) -> dict[str, Any]:
    if one is None:
        return {}
    if is_few(one, minimum):
        return {name: too_few(one), f"{name}_base": one.base}
    return {name: one.value, f"{name}_low": one.low, f"{name}_high": one.high, f"{name}_base": one.base}

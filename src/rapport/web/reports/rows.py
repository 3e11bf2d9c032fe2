"""The rows behind a number: a list that sorts, pages, and leads to each interaction."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.findings.survey import SURVEY_METRICS
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.config.home_of import served_home
from rapport.work.results.answers_behind import answers_behind
from rapport.work.results.behind import PAGE, SORTS, Behind, Narrow, rows_behind
from rapport.work.results.beside import patience
from rapport.work.results.board import board_of
from rapport.work.results.sight import Seen, seen_as, still_blind
from rapport.work.results.view import View, ViewError
from rapport.work.spreadsheet_text import guarded

OURS = ("metric", "agent", "rule", "concern", "sort")


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The scored interactions or answers behind a number, as far as this person sees single ones."""
    name = request.GET.get("dashboard") or None
    seen, view = seen_as(request.actor, name), view_of(request)
    if not seen.rows:
        raise NotAllowedError(Permission.EVALUATIONS_READ, request.actor.name)
    narrow = _narrow(request)
    if narrow.metric in SURVEY_METRICS:
        return _answers(request, seen, view, narrow)
    home = served_home()
    board = board_of(home, request.actor, view, seen.dashboard, wait_s=patience(home))
    found = board.findings if board else None
    whole = request.GET.get("form") == "csv"
    start = 0 if whole else _start(request)
    hidden = still_blind(request.actor)
    behind = rows_behind(found, narrow, start, None if whole else PAGE, hidden) if found else None
    if whole and behind is not None:
        return _file(behind)
    facts = {"behind": behind, "working": board is None, **_frame(request, seen, view, narrow)}
    return render(request, "results/rows.html", facts)


def _answers(request: HttpRequest, seen: Seen, view: View, narrow: Narrow) -> HttpResponse:
    request.actor.require(Permission.INTERACTIONS_READ)
    found = answers_behind(served_home(), seen, view, narrow.metric, request.GET.get("after", ""))
    facts = {
        "found": found,
        "title": SURVEY_METRICS[narrow.metric].title,
        **_frame(request, seen, view, narrow),
    }
    return render(request, "results/answers.html", facts)


def _frame(request: HttpRequest, seen: Seen, view: View, narrow: Narrow) -> dict[str, Any]:
    kept = {"dashboard": seen.dashboard, **{name: getattr(narrow, name) for name in OURS}}
    query = view.query(**kept)
    return {
        "seen": seen,
        "narrow": narrow,
        "bar": filter_bar(view, seen, kept),
        "query": query,
        "sorts": [(one, view.query(**{**kept, "sort": one})) for one in SORTS],
        "zone": served_home().settings.zone,
    }


def _narrow(request: HttpRequest) -> Narrow:
    given = {name: request.GET[name][:200] for name in OURS if request.GET.get(name)}
    return Narrow(**given)


def _start(request: HttpRequest) -> int:
    text = request.GET.get("start") or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise ViewError(f"{text!r} is no place in the list", "start", "Start from the first page.")
    return int(text)


def _file(behind: Behind) -> HttpResponse:
    found = HttpResponse(content_type="text/csv; charset=utf-8")
    found["Content-Disposition"] = 'attachment; filename="rapport-rows.csv"'
    found.write("\ufeff")
    writer = csv.writer(found)
    writer.writerow(
        ["interaction_id", "started_at", "channel", "team", "agent_id", "concern", "value", "rules"]
    )
    for row, value in behind.rows:
        words = (row.channel, row.team, row.agent_id, row.concern)
        writer.writerow(
            [
                guarded(row.interaction_id),
                row.started_at.isoformat() if row.started_at else "",
                *(guarded(one or "") for one in words),
                "" if value is None else value,
                guarded("; ".join(row.fired)),
            ]
        )
    return found

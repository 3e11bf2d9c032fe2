"""The board alone, asked for while it is worked out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.web.base.filter_bar import view_of
from rapport.web.config.home_of import served_home
from rapport.web.reports.shown import board_facts
from rapport.work.results.board import board_of
from rapport.work.results.sight import seen_as

A_LITTLE_S = 0.5


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The board, or the sign that it is still worked out."""
    seen, view = seen_as(request.actor, request.GET.get("dashboard") or None), view_of(request)
    found = board_of(served_home(), request.actor, view, seen.dashboard, wait_s=A_LITTLE_S)
    page = "results/board.html" if found else "results/working.html"
    return render(request, page, board_facts(request, seen, view, found))

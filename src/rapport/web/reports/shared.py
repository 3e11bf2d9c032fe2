"""What whoever holds a link sees: one dashboard, aggregates only, without an account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rapport.program.views.services import view_opened
from rapport.reports.sections.stories import KINDS
from rapport.web.config.home_of import served_home
from rapport.web.reports.panels import panels_shown
from rapport.web.reports.shown import AT_ONCE_S, STORIES
from rapport.work.results.board import Board
from rapport.work.results.share import OpenedLink, link_board, open_link


@never_cache
@require_GET
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The dashboard behind a link, or that it is over."""
    link = open_link(token)
    if link is None:
        return _safe(render(request, "results/link_over.html", status=410))
    view_opened(link.facts.id)
    found = link_board(served_home(), link, AT_ONCE_S)
    facts = {"link": link, "company": served_home().settings.name, **_facts(token, link, found)}
    return _safe(render(request, "results/shared.html", facts))


@never_cache
@require_GET
def shared_board(request: HttpRequest, token: str) -> HttpResponse:
    """The board alone, asked for while it is worked out."""
    link = open_link(token)
    if link is None:
        return _safe(render(request, "results/link_over.html", status=410))
    found = link_board(served_home(), link, 0.5)
    page = "results/board.html" if found else "results/working.html"
    return _safe(render(request, page, _facts(token, link, found)))


def _facts(token: str, link: OpenedLink, board: Board | None) -> dict[str, Any]:
    found = board.findings if board else None
    plain = {"query": "", "links": False, "exports": ()}
    return {
        **plain,
        "panels": panels_shown(board, plain) if board else (),
        "board": board,
        "company": served_home().settings.name,
        "token": token,
        "seen": link.seen,
        "kinds": KINDS,
        "stories": found.findings[:STORIES] if found else (),
    }


def _safe(answer: HttpResponse) -> HttpResponse:
    """Found by no search engine, and its address told to nobody."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer

"""A dashboard as its templates want it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from rapport.findings.plain import Finding
from rapport.program.people.permissions import Permission
from rapport.reports.sections.stories import KINDS
from rapport.warehouse import Warehouse
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.config.home_of import served_home
from rapport.web.reports.panels import panels_shown
from rapport.work.results.board import Board, board_of
from rapport.work.results.sight import Seen, dashboards, seen_as, still_blind
from rapport.work.results.view import View

TITLES = {"executive": "Executive", "manager": "Manager", "associate": "My work"}
PANEL_FORMATS = ("png", "svg", "csv", "xlsx")
AT_ONCE_S = 0.12
STORIES = 6


@dataclass(frozen=True)
class Tab:
    """One of the person's dashboards."""

    title: str
    query: str
    here: bool


def dashboard_facts(request: HttpRequest) -> dict[str, Any]:
    """The dashboard in the address with all its page needs; without one that is theirs, nothing."""
    mine = dashboards(request.actor)
    if not mine:
        return {"seen": None}
    name = request.GET.get("dashboard") or None
    seen, view = seen_as(request.actor, name), view_of(request)
    tabs = [Tab(TITLES[one.dashboard], view.query(dashboard=one.dashboard), one == seen) for one in mine]
    board = board_of(served_home(), request.actor, view, seen.dashboard, wait_s=AT_ONCE_S)
    bar = filter_bar(view, seen, {"dashboard": name})
    return {"dashboards": tabs, "bar": bar, **board_facts(request, seen, view, board)}


def board_facts(request: HttpRequest, seen: Seen, view: View, board: Board | None) -> dict[str, Any]:
    """What the board's own template needs."""
    query = view.query(dashboard=seen.dashboard)
    exports = PANEL_FORMATS if may_export(request) else ()
    facts = {"query": query, "links": seen.rows, "exports": exports}
    return {
        **facts,
        "seen": seen,
        "board": board,
        "company": served_home().settings.name,
        "panels": panels_shown(board, facts) if board else (),
        "kinds": KINDS,
        "stories": _stories(request, board),
        "plan_query": _plan_query(view) if request.actor.may(Permission.PLANS_EDIT) else None,
        "may_share": request.actor.may(Permission.VIEWS_SHARE) and seen.dashboard != "associate",
        "version": Warehouse(served_home().warehouse_path).counted_version,
    }


def _stories(request: HttpRequest, board: Board | None) -> tuple[Finding, ...]:
    """The first findings, without excerpts of what this person still has to score blind."""
    if board is None or board.findings is None:
        return ()
    told = board.findings.findings[:STORIES]
    found = replace(board.findings, findings=told).unquoted(still_blind(request.actor))
    return found.findings


def _plan_query(view: View) -> str:
    """What a plan made from here is about, for its form's address."""
    return urlencode({name: getattr(view, name) or "" for name in ("team", "channel", "segment")})


def may_export(request: HttpRequest) -> bool:
    """Whoever sees estimates may take them along; it holds no more than the page."""
    return bool(request.actor.may(Permission.ESTIMATES_READ))

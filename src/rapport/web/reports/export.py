"""Panels and dashboards taken along as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rapport.web.base.filter_bar import view_of
from rapport.web.config.home_of import served_home
from rapport.work.results.beside import patience
from rapport.work.results.board import Board, board_of
from rapport.work.results.export import MIME, board_file, panel_file
from rapport.work.results.sight import still_blind


@require_GET
def export_panel(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """One panel as png, svg, csv or xlsx."""
    panel = _board(request).panel(key)
    if panel is None:
        raise Http404
    return attachment(panel_file(panel, form), f"{key}.{form}", form)


@require_GET
def export_whole(request: HttpRequest, form: str) -> HttpResponse:
    """The dashboard as pdf or pptx."""
    board = _board(request)
    written = board_file(board, form, still_blind(request.actor))
    return attachment(written, f"{board.seen.dashboard}.{form}", form)


def attachment(content: bytes, name: str, form: str) -> HttpResponse:
    """A file to keep, never shown as a page."""
    found = HttpResponse(content, content_type=MIME[form])
    found["Content-Disposition"] = f'attachment; filename="rapport-{name}"'
    found["X-Content-Type-Options"] = "nosniff"
    return found


def _board(request: HttpRequest) -> Board:
    name = request.GET.get("dashboard") or None
    home, actor, view = served_home(), request.actor, view_of(request)
    # What stands on the page; where no page was shown before, it is waited for.
    found = board_of(home, actor, view, name, wait_s=patience(home)) or board_of(home, actor, view, name)
    if found is None:
        raise Http404
    return found

"""The panels of a board as a page shows them, drawn into the page once for each board."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rapport.work.results.board import Board

MOST = 24
Halves = tuple[SafeString, SafeString]
KEPT: OrderedDict[Hashable, tuple[Board, Halves]] = OrderedDict()


def panels_shown(board: Board, facts: dict[str, Any]) -> Halves:
    """The panels before and after what is to be done. Nothing in them depends on who asks beyond `facts`,
    so they are kept as long as the board is the same."""
    key = (board.seen, board.view, *sorted((name, str(value)) for name, value in facts.items()))
    kept = KEPT.get(key)
    if kept is None or kept[0] is not board:
        kept = KEPT[key] = (board, (_half(board, facts, early=True), _half(board, facts, early=False)))
        while len(KEPT) > MOST:
            KEPT.popitem(last=False)
    return kept[1]


def _half(board: Board, facts: dict[str, Any], *, early: bool) -> SafeString:
    panels = [one for one in board.panels if one.early == early]
    return render_to_string("results/panels.html", {"panels": panels, **facts})

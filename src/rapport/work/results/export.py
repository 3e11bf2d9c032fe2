"""Panels and dashboards as files: pictures, tables, paper, slides."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import vl_convert
import xlsxwriter

from rapport.records import InputError
from rapport.reports import messages, words
from rapport.reports.blocks import Cell, Drill, Report, Section, Table
from rapport.reports.charts.canvas import WIDE, Spec
from rapport.reports.charts.picture import specification
from rapport.reports.palette import LIGHT
from rapport.reports.scope import Scope
from rapport.reports.sections.agreement import agreement
from rapport.reports.sections.basis import basis, caveats, made, method
from rapport.reports.sections.findings import in_full, in_short
from rapport.reports.sections.headline import headline
from rapport.reports.sections.movement import changes, measured
from rapport.reports.sections.people import people
from rapport.reports.sections.scores import components, elements
from rapport.reports.xlsx.book import OPTIONS
from rapport.reports.xlsx.formats import Formats
from rapport.reports.xlsx.sheets import Sheet
from rapport.work.results.board import Board
from rapport.work.results.heat_picture import heat_specification
from rapport.work.results.panels import Panel
from rapport.work.spreadsheet_text import guarded

MIME = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
SCALE = 2


def panel_file(panel: Panel, form: str) -> bytes:
    """A panel as png, svg, csv or xlsx. Raises InputError for a form it does not have."""
    makers: dict[str, Callable[[Panel], bytes]] = {"png": _png, "svg": _svg, "csv": _csv, "xlsx": _xlsx}
    if form not in panel.formats:
        raise InputError(f"This panel cannot be had as {form!r}", "form", f"Use {', '.join(panel.formats)}.")
    return makers[form](panel)


def board_file(board: Board, form: str, hidden: frozenset[str] = frozenset()) -> bytes:
    """A whole dashboard as pdf or pptx, without words of the interactions `hidden`.

    Raises InputError for another form or an empty dashboard.
    """
    if form not in ("pdf", "pptx"):
        raise InputError(f"A dashboard cannot be had as {form!r}", "form", "Use pdf or pptx.")
    if board.cut is None:
        raise InputError("Nothing has been scored here yet", None, "Choose a wider filter.")
    cut = replace(board.cut, findings=board.cut.findings.unquoted(hidden))
    report = _report(board, cut)
    if form == "pdf":
        from rapport.reports.pdf.paper import draw as draw_paper

        return draw_paper(report)
    from rapport.reports.pptx.deck import draw as draw_deck

    return draw_deck(report)


def _spec(panel: Panel) -> Spec:
    if panel.heat is not None:
        return heat_specification(panel.heat)
    if panel.chart is None:
        raise InputError("This panel has no picture", panel.key, "Take its table.")
    return specification(panel.chart, WIDE)


def _svg(panel: Panel) -> bytes:
    return str(vl_convert.vegalite_to_svg({**_spec(panel), "background": LIGHT["paper"]})).encode()


def _png(panel: Panel) -> bytes:
    return bytes(vl_convert.vegalite_to_png({**_spec(panel), "background": LIGHT["paper"]}, scale=SCALE))


def _csv(panel: Panel) -> bytes:
    table = _table(panel)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([guarded(name.strip()) for name in table.columns])
    writer.writerows([[_plain(cell) for cell in row] for row in table.rows])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _plain(cell: Cell) -> str | float:
    """Numbers unrounded, words so that no spreadsheet runs them."""
    if isinstance(cell.value, (int, float)) and "(" not in cell.text:
        return cell.value
    return guarded(cell.text)


def _xlsx(panel: Panel) -> bytes:
    stream = io.BytesIO()
    book: Any = xlsxwriter.Workbook(stream, OPTIONS)
    sheet = Sheet(book, "Panel", Formats(book))
    sheet.heading(panel.title)
    if panel.chart is not None:
        sheet.block(panel.chart)
    sheet.block(_table(panel))
    book.close()
    return stream.getvalue()


def _table(panel: Panel) -> Table:
    if panel.table is None:
        raise InputError("This panel has no table", panel.key, "Take its picture.")
    return panel.table


def _report(board: Board, cut: Scope) -> Report:
    provenance = cut.findings.provenance
    since, until = board.view.days()
    period = words.period(since or provenance.period_from, until or provenance.period_to)
    counted = words.plural(provenance.evaluations, "evaluation")
    return Report(
        title={"executive": "How good is our service?", "manager": "Service quality"}.get(
            board.seen.dashboard, "Your conversations"
        ),
        subtitle=" · ".join(filter(None, (period, counted))),
        company=board.place,
        audience=cut.audience,
        headline=messages.opening(cut),
        sections=tuple(one for one in _sections(board, cut) if one.blocks),
        method=method(cut),
        made=made(cut),
        made_at=provenance.made_at.isoformat(),
        drill=Drill((), (), {}, people=False),
    )


def _sections(board: Board, cut: Scope) -> tuple[Section, ...]:
    ends = (caveats(cut), basis(cut))
    if board.seen.dashboard == "associate":
        return (headline(cut), elements(cut), *ends)
    if board.seen.dashboard == "executive":
        return (
            headline(cut),
            components(cut),
            *in_short(cut),
            measured(cut),
            changes(cut),
            agreement(cut),
            *ends,
        )
    told = (components(cut), elements(cut), *in_full(cut), people(cut), changes(cut), measured(cut))
    return (headline(cut), *told, agreement(cut), *ends)

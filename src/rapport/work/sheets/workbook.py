"""Write one evaluator's scoring workbook."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from rapport.work.sheets import layout
from rapport.work.sheets.content import Sheet
from rapport.work.sheets.formats import Formats
from rapport.work.sheets.key_page import write_key
from rapport.work.sheets.list_page import write_list
from rapport.work.sheets.rules_page import write_rules
from rapport.work.sheets.scores_page import write_scores
from rapport.work.sheets.start_page import write_start
from rapport.work.sheets.transcripts_page import transcript_rows, write_transcripts

PAGES = (
    layout.START, layout.INTERACTIONS, layout.SCORES, layout.TRANSCRIPTS, layout.RULES, layout.KEY,
)  # fmt: skip


def write_workbook(sheet: Sheet, path: Path) -> None:
    """Writes the workbook: how to score, the list, the scores, the transcripts.

    Every text from outside is written as text, never as a formula or an address.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": f"{sheet.sample}: {sheet.evaluator}", "company": sheet.company})
        formats = Formats(book)
        pages = {name: book.add_worksheet(name) for name in PAGES}
        rows = transcript_rows(sheet)
        first_rows = write_scores(pages[layout.SCORES], sheet, formats, rows)
        write_start(pages[layout.START], sheet, formats)
        write_list(pages[layout.INTERACTIONS], sheet, formats, rows)
        write_transcripts(pages[layout.TRANSCRIPTS], sheet, formats, first_rows)
        write_rules(pages[layout.RULES], sheet, formats)
        write_key(pages[layout.KEY], sheet)
        pages[layout.KEY].very_hidden()

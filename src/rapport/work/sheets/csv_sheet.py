"""The same work as a long CSV file to fill in, with the transcripts as a page to read."""

from __future__ import annotations

import csv
from html import escape
from pathlib import Path

from rapport.work.sheets.content import Conversation, Sheet
from rapport.work.sheets.lines import OPEN
from rapport.work.sheets.read_csv import KNOWN
from rapport.work.spreadsheet_text import guarded

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
 h2 { margin-top: 3rem; font-size: 1.1rem } ol { padding-left: 2.5rem } li { margin: .5rem 0;
white-space: pre-wrap; overflow-wrap: anywhere } b { margin-right: .5rem } small { opacity: .7 }
"""


def write_csv_sheet(sheet: Sheet, path: Path) -> None:
    """One row for each interaction and element; a question mark says that it is not scored yet."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(KNOWN)
        for conversation in sheet.conversations:
            for element in conversation.elements:
                name = guarded(conversation.interaction_id)
                writer.writerow((name, guarded(sheet.evaluator), element.name, OPEN, "", "", ""))


def write_transcripts_html(sheet: Sheet, path: Path) -> None:
    """All conversations of a sheet on one page, turns numbered as the sheets count them."""
    title = escape(f"Transcripts · {sheet.sample} · {sheet.evaluator}")
    parts = [
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>',
        f"<body><main><h1>{title}</h1>",
        *(_block(conversation) for conversation in sheet.conversations),
        "</main></body></html>",
    ]
    path.write_text("\n".join(parts), encoding="utf-8")


def _block(conversation: Conversation) -> str:
    started = conversation.started_at.strftime("%Y-%m-%d %H:%M UTC") if conversation.started_at else ""
    facts = (conversation.interaction_id, conversation.channel, started, conversation.subject)
    title = escape(" · ".join(filter(None, facts)))
    turns = "".join(
        f"<li><b>{escape(turn.speaker)}</b><small>{escape(turn.clock)}</small>\n{escape(turn.text)}</li>"
        for turn in conversation.turns
    )
    return f'<section id="i{conversation.position}"><h2>{title}</h2><ol>{turns}</ol></section>'

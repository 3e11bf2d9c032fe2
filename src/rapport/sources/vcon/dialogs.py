"""The dialogs of a vCon as turns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from rapport.records import Turn
from rapport.sources.context import Context
from rapport.sources.dates import Dates
from rapport.sources.errors import RowError
from rapport.sources.mail.quotes import split_mail
from rapport.sources.vcon.content import body_text
from rapport.sources.vcon.parties import Parties
from rapport.sources.vcon.transcripts import transcript_turns

_KNOWN = ("recording", "text", "recording-set", "transfer", "incomplete")


@dataclass
class Heard:
    """What the dialogs gave: turns, first and last moment, and facts."""

    turns: list[Turn] = field(default_factory=list)
    started_at: datetime | None = None
    ended_at: datetime | None = None
    facts: dict[str, str] = field(default_factory=dict)
    recorded: bool = False
    mailed: bool = False


def hear(given: dict[str, Any], parties: Parties, context: Context, row: int) -> Heard:
    """All dialogs in their order. Raises RowError for one that cannot be read."""
    heard, dates = Heard(), Dates("start", context.zone)
    dialogs = given.get("dialog") or []
    for index, dialog in enumerate(dialogs):
        kind = dialog.get("type")
        if kind not in _KNOWN:
            raise RowError(
                f"Unknown dialog type {kind!r}", f"dialog {index}", f"Known are: {', '.join(_KNOWN)}."
            )
        start = dates.read(dialog.get("start"), row)
        length = float(dialog.get("duration") or 0.0)
        _span(heard, start, length)
        if kind == "text":
            heard.turns += _text(dialog, parties, start, length, heard)
        elif kind == "recording":
            heard.recorded = True
            heard.turns += _recording(given, index, dialog, parties, start, context)
        elif kind == "incomplete":
            heard.facts["disposition"] = str(dialog.get("disposition") or "failed")
        elif kind == "transfer":
            heard.facts["transfers"] = str(int(heard.facts.get("transfers", "0")) + 1)
        _history(heard, dialog, dates, row)
    return heard


def _span(heard: Heard, start: datetime | None, length: float) -> None:
    if start is None:
        return
    end = start + timedelta(seconds=length)
    heard.started_at = min(heard.started_at or start, start)
    heard.ended_at = max(heard.ended_at or end, end)


def _text(
    dialog: dict[str, Any], parties: Parties, start: datetime | None, length: float, heard: Heard
) -> Iterator[Turn]:
    text = body_text(dialog)
    if text is None:
        heard.facts["not_included"] = str(dialog.get("url") or "text")
        return
    author = _author(dialog)
    quoted = signature = None
    if dialog.get("message_id"):
        heard.mailed = True
        text, quoted, signature = split_mail(text)
    yield Turn(parties.role(author), text.strip(), start, parties.name(author), duration_s=length or None,
               quoted=quoted, signature=signature)  # fmt: skip


def _recording(
    given: dict[str, Any],
    index: int,
    dialog: dict[str, Any],
    parties: Parties,
    start: datetime | None,
    context: Context,
) -> list[Turn]:
    turns: list[Turn] = []
    for analysis in given.get("analysis") or ():
        about = analysis.get("dialog")
        if analysis.get("type") == "transcript" and (
            about == index or (isinstance(about, list) and index in about)
        ):
            turns = transcript_turns(analysis, parties, _channels(dialog), start, context)
            if turns:
                return turns
    length = dialog.get("duration")
    return [
        Turn(
            "system",
            "[recording without a transcript]",
            start,
            duration_s=None if length is None else float(length),
        )
    ]


def _author(dialog: dict[str, Any]) -> int:
    """Who wrote a text: the originator when named, else the first party."""
    if dialog.get("originator") is not None:
        return int(dialog["originator"])
    channels = _channels(dialog)
    if not channels:
        raise RowError("The text names no author", "key 'parties'", "Export dialogs with their parties.")
    return channels[0]


def _channels(dialog: dict[str, Any]) -> list[int]:
    """The parties of a dialog: one number, or a list that may hold lists and gaps."""
    given = dialog.get("parties")
    listed = given if isinstance(given, list) else [] if given is None else [given]
    return [int(one[0] if isinstance(one, list) else one) for one in listed if one not in (None, [])]


def _history(heard: Heard, dialog: dict[str, Any], dates: Dates, row: int) -> None:
    """How often and how long somebody was put on hold."""
    since: datetime | None = None
    for event in dialog.get("party_history") or ():
        at = dates.read(event.get("time"), row)
        if event.get("event") == "hold":
            since = at
            heard.facts["holds"] = str(int(heard.facts.get("holds", "0")) + 1)
        elif event.get("event") == "unhold" and since is not None and at is not None:
            total = float(heard.facts.get("hold_s", "0")) + (at - since).total_seconds()
            heard.facts["hold_s"] = f"{total:g}"
            since = None

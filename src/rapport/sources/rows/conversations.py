"""One row a conversation: its turns in one cell, or its text, or no turns at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import orjson

from rapport.records import Interaction, Turn
from rapport.sources.errors import RowError
from rapport.sources.layout import EMPTY, Layout
from rapport.sources.native import Native
from rapport.sources.speakers import Speakers

_PREFIX = re.compile(
    r"^\s*(?:\[(?P<before>[^\]\n]{4,40})\]\s*)?(?P<who>[^\s:\[\]][^:\n\[\]]{0,40}?)"
    r"\s*(?:[\[(](?P<after>[^\])\n]{4,40})[\])])?\s*:\s*(?P<text>.*)$"
)
_CLOCK = re.compile(r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>\d{2}(?:\.\d+)?)$")


def conversations(layout: Layout) -> Callable[[Sequence[Any], int], Iterable[Interaction]]:
    """Each row is an interaction with all its turns."""
    speakers = Speakers(layout.mapping.speakers)
    native = Native(layout.context)

    def build(cells: Sequence[Any], row: int) -> Iterable[Interaction]:
        turns = _turns(layout, cells, row, speakers, native)
        yield interaction(layout, cells, row, turns)

    return build


def interaction(layout: Layout, cells: Sequence[Any], row: int, turns: tuple[Turn, ...]) -> Interaction:
    """The row's facts around its turns."""
    started = layout.when(cells, "started_at", row)
    if started is None:
        started = min((turn.at for turn in turns if turn.at is not None), default=None)
    return Interaction(
        interaction_id=layout.need(cells, "interaction_id"),
        channel=layout.name(cells, "channel") or layout.context.channel,
        started_at=started,
        ended_at=layout.when(cells, "ended_at", row),
        customer_id=layout.name(cells, "customer_id"),
        customer_name=layout.text(cells, "customer_name"),
        agent_id=layout.name(cells, "agent_id"),
        agent_name=layout.text(cells, "agent_name"),
        team=layout.name(cells, "team"),
        concern=layout.name(cells, "concern"),
        reason_code=layout.name(cells, "reason_code"),
        touchpoint=layout.name(cells, "touchpoint"),
        language=layout.name(cells, "language"),
        subject=layout.text(cells, "subject"),
        turns=turns,
        attributes=layout.attributes(cells),
    )


def _turns(
    layout: Layout, cells: Sequence[Any], row: int, speakers: Speakers, native: Native
) -> tuple[Turn, ...]:
    written = layout.cell(cells, "turns")
    if written is not None and written not in EMPTY:
        try:
            return _written_turns(written, row, speakers, native)
        except RowError as error:
            where = ", ".join(filter(None, (layout.where("turns"), error.where)))
            raise RowError(error.what, where, error.todo or "") from None
    turns = []
    for field, role in (("text", "customer"), ("customer_text", "customer"), ("agent_text", "agent")):
        text = layout.text(cells, field)
        if text is not None and text.strip():
            speaker = layout.name(cells, "speaker") if field == "text" else None
            at = layout.when(cells, "at", row) if field == "text" else None
            person = layout.text(cells, "person") if field == "text" else None
            turns.append(Turn(speakers.role(speaker) if speaker else role, text, at, person))
    return tuple(turns)


def _written_turns(written: Any, row: int, speakers: Speakers, native: Native) -> tuple[Turn, ...]:
    if isinstance(written, str):
        if not written.lstrip().startswith("["):
            return transcript(written, speakers)
        try:
            written = orjson.loads(written)
        except orjson.JSONDecodeError:
            return transcript(written, speakers)
    return native.turns({"turns": written}, row)


def transcript(text: str, speakers: Speakers) -> tuple[Turn, ...]:
    """Turns of a text in which lines begin with who speaks: `Agent: …`, `[00:12] Customer: …`.

    A line that names nobody belongs to the turn before. Raises RowError when the first line names
    nobody, or a line names somebody unknown who also begins other lines.
    """
    lines = text.splitlines()
    found = [_PREFIX.match(line) for line in lines]
    times_named: dict[str, int] = {}
    for match in found:
        if match:
            times_named[match["who"]] = times_named.get(match["who"], 0) + 1
    turns: list[list[Any]] = []
    for line, match in zip(lines, found, strict=True):
        role = speakers.find(match["who"]) if match else None
        if match and role is None and (not turns or times_named[match["who"]] > 1):
            speakers.role(match["who"])
        if match and role is not None:
            turns.append([role, [match["text"]], _offset(match["before"] or match["after"])])
        elif turns:
            turns[-1][1].append(line)
        elif line.strip():
            speakers.role(line.strip()[:40])
    return tuple(_spoken(turns))


def _spoken(turns: list[list[Any]]) -> Iterator[Turn]:
    for role, lines, offset in turns:
        yield Turn(role, "\n".join(lines).strip(), offset_s=offset)


def _offset(text: str | None) -> float | None:
    found = _CLOCK.match(text.strip()) if text else None
    if not found:
        return None
    return int(found["hours"] or 0) * 3600 + int(found["minutes"]) * 60 + float(found["seconds"])

"""The words that were found, with a little of what stands around them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.warehouse.snapshot import Snapshot
from rapport.work.exploring.index.content import unpacked_raw
from rapport.work.exploring.words import Term, folded

AROUND = 70
SHOWN = 240


@dataclass(frozen=True)
class Piece:
    """Some text; `marked`: it is what was looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Snippet:
    """Where the words were first found: the turn's number (None: the subject) and speaker."""

    turn: int | None
    speaker: str
    pieces: tuple[Piece, ...]


def from_index(
    connection: sqlite3.Connection, rows: Sequence[Mapping[str, Any]], found: Sequence[Term]
) -> list[dict[str, Any]]:
    """The rows, each with its `snippet`, read from the index."""
    wanted = pattern_of(found)
    if wanted is None:
        return [{**row, "snippet": None} for row in rows]
    shown = []
    for row in rows:
        content = connection.execute("SELECT packed FROM whole WHERE place = ?", (row["place"],)).fetchone()
        turns = unpacked_raw(content[0])["turns"] or () if content else ()
        shown.append({**row, "snippet": snippet_of(row["subject"], turns, wanted)})
    return shown


def from_tables(
    snapshot: Snapshot, rows: Sequence[Mapping[str, Any]], found: Sequence[Term]
) -> list[dict[str, Any]]:
    """The rows, each with its `snippet`, read from the tables."""
    wanted = pattern_of(found, parts=True)
    if wanted is None or not rows:
        return [{**row, "snippet": None} for row in rows]
    names = [row["interaction_id"] for row in rows]
    query = "SELECT interaction_id, turns FROM interactions WHERE list_contains(?, interaction_id)"
    turns = {one["interaction_id"]: one["turns"] for one in snapshot.sql(query, [names]).to_pylist()}
    return [
        {**row, "snippet": snippet_of(row["subject"], turns.get(row["interaction_id"]) or (), wanted)}
        for row in rows
    ]


def pattern_of(found: Sequence[Term], *, parts: bool = False) -> re.Pattern[str] | None:
    """What to mark in a folded text: the terms' words in order; with `parts` also inside words."""
    each = []
    for one in found:
        if one.without or not (one.parts or parts):
            continue
        if parts:
            each.append(re.escape(folded(one.text)))
        else:
            words = r"[\W_]+".join(map(re.escape, one.parts))
            each.append(rf"(?<![^\W_]){words}" + ("" if one.beginning else r"(?![^\W_])"))
    return re.compile("|".join(each)) if each else None


def snippet_of(
    subject: str | None, turns: Sequence[Mapping[str, Any]], wanted: re.Pattern[str]
) -> Snippet | None:
    """The first place that matches, in the turns, then in the subject; None for an id that was found."""
    for number, turn in enumerate(turns):
        pieces = pieces_of(turn["text"] or "", wanted)
        if pieces:
            return Snippet(number, turn["speaker"] or "", pieces)
    pieces = pieces_of(subject or "", wanted)
    return Snippet(None, "subject", pieces) if pieces else None


def pieces_of(text: str, wanted: re.Pattern[str]) -> tuple[Piece, ...]:
    """The text around its first match, every match of that stretch marked."""
    plain = folded(text)
    first = wanted.search(plain)
    if first is None:
        return ()
    start, end = max(0, first.start() - AROUND), first.start() + SHOWN
    pieces = [Piece("…")] if start else []
    at = start
    for one in wanted.finditer(plain, first.start(), min(end, len(text))):
        pieces += [Piece(text[at : one.start()]), Piece(text[one.start() : one.end()], marked=True)]
        at = one.end()
    pieces.append(Piece(text[at:end] + ("…" if end < len(text) else "")))
    return tuple(piece for piece in pieces if piece.text)

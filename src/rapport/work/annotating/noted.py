"""The labels of single turns, each with the words it was judged by and their place in the transcript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.records.annotation import CANNOT_TELL
from rapport.work.exploring.shown_scores import Mark

PLAIN = frozenset({("sentiment", "neutral"), ("emotion", "calm"), ("emotion", "neutral")})
"""What is true of most turns: told of none."""
NOT_SEEN = ("rule", 0.0)
"""A rule that a language model looked for and did not see: there is nothing to mark."""
OF_WHOLE = ("concern_stated", "concern_actual")
"""Said once a conversation, by the words of one turn."""
SHORT = 120
Said = Mapping[str, Any]


@dataclass(frozen=True)
class Note:
    """A label of turn `turn`, with the words it was judged by (None: the whole turn); `number` is its name
    among what was read."""

    number: int
    turn: int
    kind: str
    label: str
    words: str | None
    probability: float | None


def notes_of(said: Sequence[Said], turns: Sequence[Said]) -> tuple[tuple[Note, ...], tuple[Mark, ...]]:
    """The notes in the order of the transcript, and where to mark each. The same said twice of the same
    words is one note, as is a concern that the whole is about; words outside the turn mark nothing."""
    found: dict[tuple[Any, ...], tuple[Said, tuple[int, int] | None]] = {}
    for one in said:
        turn = one["turn"]
        if turn is None or not 0 <= turn < len(turns) or not _tells(one):
            continue
        span = _span(turns[turn]["text"] or "", one["start"], one["end"])
        found.setdefault((turn, span or (0, 0), one["kind"], one["label"]), (one, span))
    for turn, span, kind, label in list(found):
        if kind == "concern" and any((turn, span, whole, label) in found for whole in OF_WHOLE):
            del found[turn, span, kind, label]
    notes, marks = [], []
    for number, key in enumerate(sorted(found), start=1):
        one, span = found[key]
        start, end = span or (0, None)
        text = turns[one["turn"]]["text"] or ""
        words = text[start:end] if span else None
        notes.append(Note(number, one["turn"], one["kind"], one["label"], _short(words), one["probability"]))
        told = f"{plainly(one['kind'])}: {plainly(one['label'])}"
        marks.append(Mark(one["turn"], start, end, number, told, read=True, probability=one["probability"]))
    return tuple(notes), tuple(marks)


def plainly(name: str) -> str:
    """not_solved → not solved."""
    return name.replace("_", " ")


def _tells(one: Said) -> bool:
    if one["label"] == CANNOT_TELL or (one["kind"], one["value"]) == NOT_SEEN:
        return False
    return (one["kind"], one["label"]) not in PLAIN


def _span(text: str, start: int | None, end: int | None) -> tuple[int, int] | None:
    if start is None or end is None or not 0 <= start < end <= len(text):
        return None
    # Whole words are read more easily than where a pattern happened to end.
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _short(words: str | None) -> str | None:
    return words if words is None or len(words) <= SHORT else words[:SHORT] + "…"

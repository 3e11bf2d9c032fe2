"""Problems of a file put beside the fields of a form that edits it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapport.records.errors import InputError
from rapport.written.errors import LineError

Place = tuple[int, str, str]
"""A line, the part of the editor it belongs to, and the field there; outermost first where lines are one."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: on which line of the text, in which part, beside which field (if one)."""

    what: str
    todo: str
    line: int
    part: str | None = None
    field: str = ""


def placed(error: InputError, places: Sequence[Place]) -> Problem:
    """An error of a file with the part and field it belongs to."""
    line = error.line if isinstance(error, LineError) else 1
    part, field = _where(error.what, line, places)
    return Problem(error.what, error.todo or "", line, part, field)


def by_field(problems: Iterable[Problem], part: str) -> dict[str, list[Problem]]:
    """The problems of a part by field; "" holds those of the part as a whole."""
    found: dict[str, list[Problem]] = {}
    for one in problems:
        if one.part == part:
            found.setdefault(one.field, []).append(one)
    return found


def line_of_part(places: Sequence[Place], part: str) -> int:
    """The line a part begins on, 1 where it is not in the text yet."""
    return next((line for line, one, _ in places if one == part), 1)


def told(problems: Iterable[Problem]) -> str:
    """Several problems as one line beside a field."""
    return " ".join(f"{one.what}. {one.todo}" for one in problems)


def _where(what: str, line: int, places: Sequence[Place]) -> tuple[str | None, str]:
    """The field on that line that the words name, else the outermost thing there, else the last before."""
    here = [place for place in places if place[0] == line]
    for _, part, field in here:
        if field and what.startswith((f"{field.rpartition('-')[2]} of", f"Unknown key {field!r}")):
            return part, field
    if here:
        return here[0][1], here[0][2]
    before = [place for place in places if place[0] < line]
    return (before[-1][1], "") if before else (None, "")

"""Lines of score files, whatever their format, and how their cells are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapport.program.audits.plain import Seen
from rapport.records import InputError, Span

OPEN = "?"  # in the column `rules`: not scored yet
YES = {"1", "true", "yes", "y", "x", "na", "n/a"}
NO = {"", "0", "false", "no", "n"}


@dataclass(frozen=True)
class Line:
    """One element of one evaluation, as somebody wrote it."""

    interaction_id: str
    evaluator: str
    element: str
    rules: str
    not_applicable: str
    comment: str
    evidence: str
    where: str


@dataclass(frozen=True)
class ScoreFile:
    """A score file as read. `sample` and `definition` are told by Rapport's own sheets only;
    `remarks` maps interactions to a comment on the whole; `unfinished` lists interactions not marked
    as scored; `draft_shown` says that machine drafts were on the sheet."""

    path: str
    lines: tuple[Line, ...]
    sample: str | None = None
    definition: str | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)
    unfinished: tuple[str, ...] = ()
    draft_shown: bool = False


def rules_in(text: str, where: str) -> dict[str, int]:
    """`within_two_minutes;silence*2` → counts by rule. Raises InputError for anything else."""
    found: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        rule, star, times = (piece.strip() for piece in part.partition("*"))
        if star and not re.fullmatch(r"\d{1,6}", times):
            raise InputError(f"{part!r} has no whole number after *", where, "Write it like silence*2.")
        if rule in found:
            raise InputError(f"Rule {rule!r} stands twice", where, f"Write {rule}*2 if it was seen twice.")
        found[rule] = int(times) if star else 1
    return found


def yes_or_no(text: str, where: str) -> bool:
    """Whether a cell says yes. Raises InputError when it says neither yes nor no."""
    word = text.strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise InputError(f"not_applicable is {text!r}", where, "Write yes, or leave it empty.")


_SEEN = re.compile(r"(?:(?P<rule>[^@;]+)@)?(?P<turn>\d{1,6})(?::(?P<start>\d{1,7})-(?P<end>\d{1,7}))?")


def evidence_in(text: str, where: str) -> tuple[Seen, ...]:
    """`3;cold@5:0-12` → evidence: turn 3, and characters 0–12 of turn 5 for the rule cold.

    Turns are numbered from 1 as in the transcript. Raises InputError for anything else.
    """
    found = []
    for part in filter(None, (part.strip() for part in re.split(r"[;,\s]+", text))):
        match = _SEEN.fullmatch(part)
        if match is None or match["turn"] == "0":
            raise InputError(
                f"{part!r} does not say where it was seen",
                where,
                "Write the turn's number, e.g. 3 or cold@5 or cold@5:0-12.",
            )
        start, end = (int(match[name]) if match[name] else None for name in ("start", "end"))
        found.append(Seen(Span(int(match["turn"]) - 1, start, end), match["rule"]))
    return tuple(found)


def evidence_as_text(seen: tuple[Seen, ...]) -> str:
    """The inverse of `evidence_in`."""
    parts = []
    for one in seen:
        span = f":{one.span.start}-{one.span.end}" if one.span.start is not None else ""
        parts.append(f"{one.rule + '@' if one.rule else ''}{one.span.turn + 1}{span}")
    return ";".join(parts)

"""Conversations of a concern that went badly along with one thing: a cue, a behaviour (there or missing), a
root cause. It stands in an address as `effort_cues:transfer`, `behaviours:-empathy`, `causes:Wrong price`."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.home import Home
from rapport.records.errors import InputError
from rapport.work.understanding.cased import case_causes
from rapport.work.understanding.drivers import BADLY, CAUSES, KINDS, WANTED, along_text
from rapport.work.understanding.sheet.ask import Session

LONGEST = 300


@dataclass(frozen=True)
class Along:
    """`column` of the sheet, or `causes`, and the `label` that stands there, or is `missing`."""

    column: str
    label: str
    missing: bool = False

    @property
    def text(self) -> str:
        """As it stands in an address."""
        return along_text(self.column, self.label, self.missing)

    @property
    def badly(self) -> str:
        """In SQL of a row of the sheet, with the value `along`, once `bring_causes` made its table."""
        if self.column == CAUSES:
            told = "SELECT interaction_id FROM case_told WHERE list_contains(causes, $along)"
            return f"{BADLY} AND interaction_id IN ({told})"
        return f"{BADLY} AND {'NOT ' if self.missing else ''}list_contains({self.column}, $along)"


def read_along(text: str) -> Along:
    """Raises InputError where an address names nothing that can go with a concern."""
    column, _, label = text.partition(":")
    missing = column == "behaviours" and label.startswith("-")
    label = label[1:] if missing else label
    known = column == CAUSES or (column in KINDS and (not missing or label in WANTED))
    if not known or not label or len(label) > LONGEST or "\x00" in label:
        raise InputError(f"{text[:80]!r} is nothing that goes with a concern", "with", "Leave it out.")
    return Along(column, label, missing)


def bring_causes(home: Home, session: Session, along: Along | None) -> None:
    """Puts the root causes of cases beside the sheet, where they are asked for."""
    if along is not None and along.column == CAUSES:
        session.table("case_told", case_causes(home))

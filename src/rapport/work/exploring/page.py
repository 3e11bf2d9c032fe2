"""All that the page of one interaction shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.work.annotating.told import ReadOf, reading_of
from rapport.work.exploring.customer import CustomerStory, customer_story
from rapport.work.exploring.interaction import InteractionView, read_interaction
from rapport.work.exploring.shown_scores import Mark, Piece, ShownEvaluation, pieces_of, shown_scores


@dataclass(frozen=True)
class ShownTurn:
    """A turn: who, when, how long after the one before, and its words with what was marked in them; `whole`:
    what a machine says of all of it."""

    number: int
    speaker: str
    person: str | None
    at: datetime | None
    offset_s: float | None
    gap_s: float | None
    pieces: tuple[Piece, ...]
    whole: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class InteractionPage:
    """`read`: what a machine read of it. `assignment`: by which the person still has to score it. `qci`: the
    mean of the evaluations shown."""

    view: InteractionView
    read: ReadOf
    turns: tuple[ShownTurn, ...]
    evaluations: tuple[ShownEvaluation, ...]
    story: CustomerStory | None
    assignment: int | None
    coach: str | None

    @property
    def qci(self) -> float | None:
        """The mean of the evaluations shown that have one."""
        known = [one.qci for one in self.evaluations if one.qci is not None]
        return sum(known) / len(known) if known else None


def interaction_page(home: Home, actor: Actor, interaction_id: str) -> InteractionPage | None:
    """The page, or None for an interaction that is not there or not for this person.

    Raises NotAllowedError.
    """
    view = read_interaction(home, actor, interaction_id)
    if view is None:
        return None
    from rapport.program.audits.selectors.scores import own_assignment

    evaluations, marks = shown_scores(actor, interaction_id)
    customer = view.facts["customer_id"]
    agent = view.facts["agent_id"]
    read = reading_of(home, actor, view)
    return InteractionPage(
        view,
        read,
        _turns(view.turns, (*marks, *read.marks)),
        evaluations,
        customer_story(home, actor, customer) if customer else None,
        own_assignment(actor, interaction_id),
        agent if agent and actor.may(Permission.COACHING_LEAD) else None,
    )


def _turns(turns: Sequence[Mapping[str, Any]], marks: Sequence[Mark]) -> tuple[ShownTurn, ...]:
    found = []
    before: datetime | None = None
    for number, turn in enumerate(turns):
        at = turn["at"]
        gap = (at - before).total_seconds() if at is not None and before is not None else None
        here = [mark for mark in marks if mark.turn == number]
        whole = tuple(mark for mark in here if mark.read and mark.end is None)
        found.append(
            ShownTurn(
                number,
                turn["speaker"] or "",
                turn["person"],
                at,
                turn["offset_s"],
                gap,
                pieces_of(turn["text"] or "", [mark for mark in here if mark not in whole]),
                whole,
            )
        )
        before = at if at is not None else before
    return tuple(found)

"""Whether a conversation is a basis for a score at all."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.language.experience.reading import ReadTurn

ENOUGH_WORDS = 4


def has_basis(turns: Sequence[ReadTurn], target: str) -> bool:
    """Something the customer said, and either an answer of the company, or enough words or a mark in it.
    Whether it was solved cannot be told before the company said anything."""
    said = [turn for turn in turns if not turn.ours]
    if not said:
        return False
    answered = len(said) < len(turns)
    if target == "resolved":
        return answered
    return (
        answered or any(turn.marks for turn in said) or sum(len(turn.words) for turn in said) > ENOUGH_WORDS
    )

"""Agents' turns as behaviours are looked for in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapport.language.experience.reading import ReadTurn


@dataclass(frozen=True, slots=True)
class AgentTurn:
    """`turn` as read; `order` among the agent's turns of its interaction, `left` how many follow."""

    turn: ReadTurn
    order: int
    left: int


def agent_turns(turns: Sequence[ReadTurn]) -> list[AgentTurn]:
    """The company's turns in their order."""
    own = [turn for turn in turns if turn.ours]
    return [AgentTurn(turn, place, len(own) - 1 - place) for place, turn in enumerate(own)]


def features(one: AgentTurn) -> Iterator[str]:
    """What a corrector learns from: the words, pairs of them, the rules that matched, and where it stands."""
    words = ("^", *("0" if word.isdigit() else word for word in one.turn.words[:400]), "$")
    yield from words
    yield from (f"{a} {b}" for a, b in pairwise(words))
    yield from (f"mark {mark[0]}" for mark in one.turn.marks)
    yield "at start" if one.order == 0 else "at end" if one.left == 0 else "between"

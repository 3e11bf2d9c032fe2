"""Where a speaker says the same again."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.language.experience.reading import ReadTurn

ALIKE = 0.7
"""Shared words of all words of both turns from which two turns say the same."""
FEWEST = 3
"""Different words a turn needs to count as said again: `thank you` is no repetition."""
BACK = 12
"""Turns of the same speaker that are looked back at."""


def repeats(side: Sequence[ReadTurn]) -> list[tuple[ReadTurn, ReadTurn]]:
    """Turns that say what an earlier one of the same speaker said, each with that one."""
    found: list[tuple[ReadTurn, ReadTurn]] = []
    earlier: list[tuple[ReadTurn, frozenset[str]]] = []
    for turn in side:
        words = frozenset(turn.words)
        if len(words) < FEWEST or len(words) > 200:
            continue
        fewest, most = ALIKE * len(words), len(words) / ALIKE
        for before, known in reversed(earlier):
            if not fewest <= len(known) <= most:
                continue
            shared = len(words & known)
            if shared >= ALIKE * (len(words) + len(known) - shared):
                found.append((turn, before))
                break
        earlier.append((turn, words))
        if len(earlier) > BACK:
            del earlier[0]
    return found

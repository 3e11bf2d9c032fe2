"""Phrases with choices: `My [broadband|internet] is down` stands for two sentences."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

CHOICE = re.compile(r"\[([^\[\]]*)\]")

Bank = tuple[tuple[str, ...], ...]
Draw = Callable[[], int]


def expand(phrase: str) -> tuple[str, ...]:
    """Every sentence a phrase stands for."""
    parts = CHOICE.split(phrase)
    options = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return tuple(dict.fromkeys(" ".join("".join(chosen).split()) for chosen in itertools.product(*options)))


@cache
def _bank(text: str) -> Bank:
    return tuple(expand(line.strip()) for line in text.strip().splitlines() if line.strip())


def bank(text: str) -> Bank:
    """A bank of phrases, one a line."""
    return _bank(text)


def banks(texts: Mapping[str, str]) -> dict[str, Bank]:
    """Several banks by name."""
    return {name: bank(text) for name, text in texts.items()}


def pick(phrases: Sequence[Sequence[str]], draw: Draw) -> str:
    """One sentence: first the phrase, then its wording."""
    number = draw()
    wordings = phrases[number % len(phrases)]
    return wordings[(number >> 16) % len(wordings)]

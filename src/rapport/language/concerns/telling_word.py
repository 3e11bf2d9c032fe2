"""A word that sets a group of texts apart, and from when it does."""

from __future__ import annotations

from typing import NamedTuple

COMMON = 0.15
"""A word in a name occurs in this share of the group's texts, where such words exist."""
CLEAR = 1.96
"""From this z on a word surely sets a group apart."""


class TellingWord(NamedTuple):
    """A word as mostly written, how far it sets the group apart (z of its log-odds), and the share of the
    group's texts that have it."""

    word: str
    z: float
    share: float

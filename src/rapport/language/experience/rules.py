"""Phrases that mark what a speaker does in a turn, found by words first and by pattern only then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapport.language.experience.quick import quick

Mark = tuple[str, int, int]
"""A rule's name, and the characters it was found by."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`words`: lower case, without apostrophes; `pattern` is looked for only in turns where one of them
    stands. Of most rules every match holds one. Gaps in patterns are bounded, so that no text takes longer
    than its length allows. Where `unless` ends right before a match (within REACH characters) it is none,
    and the next is looked for."""

    name: str
    words: str
    pattern: str
    unless: str = ""


REACH = 60


def _search(pattern: re.Pattern[str], unless: re.Pattern[str] | None, lower: str) -> re.Match[str] | None:
    """The first match that nothing before it forbids."""
    if unless is None:
        return pattern.search(lower)
    for one in pattern.finditer(lower):
        if not unless.search(lower, max(0, one.start() - REACH), one.start()):
            return one
    return None


class RuleSet:
    """Many rules read together: a turn pays only for the rules whose words it holds."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.names = tuple(dict.fromkeys(rule.name for rule in rules))
        self._given = tuple(rules)
        self._rules = tuple(
            (
                rule.name,
                re.compile(quick(rule.pattern)),
                re.compile(f"(?:{rule.unless})$") if rule.unless else None,
            )
            for rule in rules
        )
        of_word: dict[str, list[int]] = {}
        for place, rule in enumerate(rules):
            for word in rule.words.split():
                of_word.setdefault(word, []).append(place)
        self._of_word = {word: tuple(places) for word, places in of_word.items()}
        self._words = frozenset(of_word)

    def told(self) -> tuple[tuple[str, str, str, str], ...]:
        """Every rule in its order: its name, words and pattern, and what may not stand before it."""
        return tuple((one.name, one.words, one.pattern, one.unless) for one in self._given)

    def marks(self, lower: str, words: Iterable[str]) -> list[Mark]:
        """The first place of each rule's name, in the order of the rules. `lower` as `reading` makes it."""
        here = self._words.intersection(words)
        if not here:
            return []
        if len(here) == 1:
            wanted: Iterable[int] = self._of_word[next(iter(here))]
        else:
            wanted = sorted({place for word in here for place in self._of_word[word]})
        found: dict[str, Mark] = {}
        for place in wanted:
            name, pattern, unless = self._rules[place]
            if name not in found and (match := _search(pattern, unless, lower)):
                found[name] = (name, match.start(), match.end())
        return list(found.values())

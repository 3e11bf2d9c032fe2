"""From what a language model said to what may be believed to have been said."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapport.criteria import Criteria
from rapport.work.machine_evaluators.chat import ChatError

_FENCED = re.compile(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", re.DOTALL)
LEAST_QUOTE = 2
Key = tuple[str, str]


@dataclass(frozen=True)
class Seen:
    """A rule was seen or not; where it was, the turn and the words that show it."""

    seen: bool
    turn: int | None = None
    quote: str = ""


@dataclass(frozen=True)
class Said:
    """What was answered of each (element, rule), and how many entries were left out: of unknown rules, twice
    with different answers, or seen in words that are not there."""

    rules: Mapping[Key, Seen] = field(default_factory=dict)
    left_out: int = 0


def what_was_said(text: str, criteria: Criteria, turns: Sequence[str]) -> Said:
    """Only answers that hold: known rules, and quotes that stand in the turn letter by letter.

    Raises ChatError where it is no such answer at all.
    """
    asked = {(element.name, rule.id) for element in criteria.elements for rule in element.rules}
    found: dict[Key, Seen] = {}
    twice: set[Key] = set()
    entries = _entries(text)
    for one in entries:
        key, seen = _key(one), _seen(one, turns)
        if key not in asked or seen is None:
            continue
        if key in found and found[key].seen != seen.seen:
            twice.add(key)
        found.setdefault(key, seen)
    kept = {key: seen for key, seen in found.items() if key not in twice}
    return Said(kept, len(entries) - len(kept))


def _entries(text: str) -> list[object]:
    fenced = _FENCED.match(text)
    try:
        told = json.loads(fenced.group(1) if fenced else text)
    except (ValueError, RecursionError) as error:
        raise ChatError("what it said is no JSON") from error
    entries = told.get("rules") if isinstance(told, dict) else None
    if not isinstance(entries, list):
        raise ChatError("what it said has no list of rules")
    return entries


def _key(one: object) -> Key | None:
    if not isinstance(one, dict):
        return None
    element, rule = one.get("element"), one.get("rule")
    return (element, rule) if isinstance(element, str) and isinstance(rule, str) else None


def _seen(one: object, turns: Sequence[str]) -> Seen | None:
    """What an entry says; None where it says nothing that can be checked."""
    if not isinstance(one, dict) or not isinstance(one.get("seen"), bool):
        return None
    if not one["seen"]:
        return Seen(False)
    turn, quote = one.get("turn"), one.get("quote")
    if not isinstance(turn, int) or isinstance(turn, bool) or not isinstance(quote, str):
        return None
    holds = 0 <= turn < len(turns) and len(quote.strip()) >= LEAST_QUOTE and quote in turns[turn]
    return Seen(True, turn, quote) if holds else None

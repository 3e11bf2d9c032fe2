"""What a conversation is written from: the situation, the facts and the rules that truly apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapport.story.facts import Facts
from rapport.story.words import connection, differentiation, information, timing
from rapport.story.words.concern import Case, Concern
from rapport.story.words.concerns import (
    billing,
    cancellation,
    contract,
    delivery,
    move,
    number_transfer,
    outage,
    refund,
    roaming,
    setup,
    slow_internet,
    technician_visit,
)  # fmt: skip
from rapport.story.words.phrases import Bank, Draw, pick

SAID: Mapping[str, Bank] = {**timing.SAID, **information.SAID, **connection.SAID, **differentiation.SAID}


def _variants() -> dict[str, dict[str, Bank]]:
    """Phrases by rule, then by what `rule@variant` says they are for."""
    found: dict[str, dict[str, Bank]] = {}
    for name, bank in SAID.items():
        rule, _, variant = name.partition("@")
        found.setdefault(rule, {})[variant] = bank
    return found


VARIANTS = _variants()


@cache
def concern_words() -> dict[str, Concern]:
    """The phrases of every concern, by name."""
    rooms = (
        slow_internet, outage, billing, refund, setup, technician_visit, delivery, move, contract,
        cancellation, roaming, number_transfer,
    )  # fmt: skip
    return {room.CONCERN.name: room.CONCERN for room in rooms}


@dataclass(slots=True)
class Scene:
    """`fired` holds the rules that truly apply, with counts; `absent` the elements that do not."""

    concern: Case
    second: Bank | None
    emotion: str
    again: bool
    wait_s: int
    facts: Facts
    draw: Draw
    fired: Mapping[str, int]
    absent: frozenset[str]
    colleague: str

    def did(self, rule: str) -> bool:
        """Whether a rule (`element.rule`) truly applies."""
        return rule in self.fired

    def chance(self, percent: int) -> bool:
        return self.draw() % 100 < percent

    def say(self, bank: Bank) -> str:
        """One phrase of a bank, with the facts filled in."""
        return pick(bank, self.draw).format_map(self.facts)

    def show(self, rule: str) -> str:
        """The phrase that shows a rule; empty when it does not apply or shows otherwise."""
        if rule not in self.fired:
            return ""
        variants = VARIANTS[rule]
        return self.say(variants.get(self.kind) or variants.get(self._state(rule)) or variants[""])

    def _state(self, rule: str) -> str:
        """The variant of a phrase that depends on how things stand rather than on the kind of case."""
        if rule == "acknowledgement.named_the_trouble":
            return "heated" if self.heated else "calm"
        if rule == "completeness.every_question":
            return "one" if self.second is None else "two"
        return "open" if rule == "diagnosis.named_cause" and not self.solved else ""

    def between(self, low: int, high: int) -> int:
        return low + self.draw() % (high - low + 1)

    @property
    def heated(self) -> bool:
        return self.emotion in ("upset", "angry")

    @property
    def solved(self) -> bool:
        return "resolution.solved" in self.fired

    @property
    def kind(self) -> str:
        return self.concern.kind

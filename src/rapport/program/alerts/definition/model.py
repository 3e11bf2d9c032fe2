"""The parts of a rule."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = {
    "problem": "A problem to make right",
    "opportunity": "An opportunity to take",
    "praise": "Praise to pass on",
}
URGENCIES = ("high", "normal", "low")
JOINED = {"all": "All of these", "any": "Any of these"}
SPEAKERS = ("customer", "agent", "anybody")
NUMBERS = {
    "effort": "effort",
    "satisfaction": "satisfaction",
    "ending": "mood at the end",
    "impact": "the agent's impact",
    "customer_mood": "the customer's mood",
}
"""What is read of a whole conversation as a number."""
LABELS = {
    "effort": ("low", "medium", "high"),
    "satisfaction": ("satisfied", "neutral", "dissatisfied"),
    "resolved": ("solved", "not_solved"),
    "course": ("rising", "level", "falling"),
}
"""What is read of a whole conversation in words."""
READ = {**NUMBERS, "resolved": "the outcome", "course": "the course of the mood"}
NOTED = {
    "concern": "a concern",
    "emotion": "a feeling",
    "threat": "a threat to leave or to complain",
    "behaviour": "something the agent did",
    "hardship": "something that made it hard",
}
"""What is noted in single turns."""
PROMISE = "promise"
"""What an agent said would happen next: the behaviour that readers call next_step."""
ANYTHING = "anything"
MOST_CONDITIONS, MOST_WORDS, LONGEST_WORDS = 6, 50, 100


@dataclass(frozen=True)
class Condition:
    """One thing that must have happened.

    `what` tells which: an `answer` to an item (or kind of item) `name`, perhaps of one `survey`; a `score` of
    a metric; something `read` of the whole conversation; something `noted` in it; `words` said by `name`; an
    `event`; `silence` after a promise or an event, until `then` or anything else happens.
    """

    what: str
    name: str
    at_least: float | None = None
    at_most: float | None = None
    any_of: tuple[str, ...] = ()
    survey: str | None = None
    hours: float | None = None
    business_days: int | None = None
    then: str = ANYTHING

    @property
    def of_conversation(self) -> bool:
        """Whether it is about one conversation; others are about a customer at a time."""
        return self.what in ("read", "noted", "words", "score")


@dataclass(frozen=True)
class Only:
    """Where a rule looks at all; empty: everywhere. `attribute` is one of the customer's."""

    channel: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    value_at_least: float | None = None
    attribute: str | None = None
    attribute_at_least: float | None = None
    attribute_any_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A whole rule. `days_back`: how old things may be that it still fires for; `quiet_days`: how long it
    stays quiet about a customer it fired for; `most_a_day`: where it stops by itself; `together_days`: how
    far apart answers and events of one customer may be to belong together."""

    title: str
    kind: str
    conditions: tuple[Condition, ...]
    joined: str = "all"
    only: Only = field(default_factory=Only)
    urgency: str = "normal"
    opens_case: bool = True
    days_back: int = 7
    quiet_days: int = 7
    together_days: int = 7
    most_a_day: int = 50

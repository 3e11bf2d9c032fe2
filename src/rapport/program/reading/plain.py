"""What goes in and out of the reading application: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

RIGHT, WRONG, CANNOT_TELL, SKIPPED = "right", "wrong", "cannot_tell", "skipped"
RANDOM, TEACHING, SCORING, SEEN = "random", "teaching", "scoring", "seen"
APART = (RANDOM, SEEN)
"""Ways to come up that never teach: what measures a machine must be new to it."""
PRESENT, ABSENT = "present", "absent"
BEHAVIOUR, CONCERN, RESOLVED = "behaviour", "concern_actual", "resolved"
KINDS = (BEHAVIOUR, CONCERN, "concern_stated", RESOLVED, "effort")
EVERY = "*"


@dataclass(frozen=True)
class Question:
    """What was asked: of an interaction, or of one turn of it; `about` names the behaviour looked for."""

    interaction_id: str
    kind: str
    turn: int | None = None
    about: str = ""


@dataclass(frozen=True)
class Said:
    """The machine's answer: what it said, by which model, and how likely it held that to be."""

    label: str
    model: str
    probability: float | None = None


@dataclass(frozen=True)
class Drawn:
    """How the question came up; `probability` of a random one to be asked."""

    how: str
    probability: float | None = None


@dataclass(frozen=True)
class CheckFacts:
    """One check; `answer` is empty where the person could not tell or left it to others."""

    id: str
    question: Question
    said: Said
    drawn: Drawn
    answer: str
    verdict: str
    agent_id: str | None
    by: str
    at: datetime

    @property
    def known(self) -> bool:
        """Whether the person gave an answer."""
        return self.verdict in (RIGHT, WRONG)


@dataclass(frozen=True)
class RuleStands:
    """What a rule stands for: `behaviour` empty means that the machine takes it for never seen."""

    element: str
    rule: str
    behaviour: str
    fires_when: str = PRESENT


@dataclass(frozen=True)
class BarFacts:
    """The agreement whose lower limit has to reach `agreement`, on `base` interactions at least."""

    agreement: float = 0.6
    base: int = 30


@dataclass(frozen=True)
class Decided:
    """One evaluation's decisions by element: how often each rule was seen, None where the element did not
    apply. `seen` are the turns that show a rule. `random`: it is of a drawn sample, and scored without a look
    at drafts."""

    evaluation: str
    interaction_id: str
    agent_id: str | None
    criteria_id: str
    definition: str
    random: bool
    rules: Mapping[str, Mapping[str, int] | None]
    seen: Mapping[tuple[str, str], frozenset[int]]

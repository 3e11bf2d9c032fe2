"""What goes in and out of interviews: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

OUTCOMES = {
    "complete": "interviewed",
    "partial": "broken off",
    "refusal": "said no",
    "non_contact": "never reached",
    "other": "could not (language, illness …)",
    "unknown_other": "not known whether they can be reached at all",
    "not_eligible": "no longer a customer",
}
"""AAPOR's outcomes and what they mean here."""
TAKEN_PART = ("complete", "partial")
HOW = ("call", "email", "message", "letter")
RESULTS = ("no answer", "left a message", "call back", "agreed", "refused", "wrong contact")


@dataclass(frozen=True)
class Question:
    """One question with what to ask when the answer is thin. `id` stays over versions of the wording."""

    id: str
    text: str
    probes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guide:
    """One version of a guide; `consent` is read out before anything else."""

    name: str
    questions: tuple[Question, ...]
    opening: str = ""
    consent: str = ""
    number: int = 0
    id: int = 0
    created_by: str = ""
    created_at: datetime | None = None
    studies: int = 0


@dataclass(frozen=True)
class DrawnCustomer:
    """A drawn customer; `cell` is their place in the frame's cells."""

    customer_id: str
    stratum: str
    inclusion_probability: float
    cell: int
    reserve: bool


@dataclass(frozen=True)
class StudyPlan:
    """Everything that is frozen when customers are drawn. A cell is (values of `columns`, how many)."""

    title: str
    guide: int
    schema: int | None
    by: tuple[str, ...]
    since: date | None
    until: date | None
    seed: int
    data_version: int
    excluded: Mapping[str, int]
    columns: tuple[str, ...]
    cells: tuple[tuple[tuple[str, ...], int], ...]
    strata: Mapping[str, int]
    wanted: int
    customers: tuple[DrawnCustomer, ...]


@dataclass(frozen=True)
class StudyFacts:
    """A study as others see it. `outcomes` counts those asked, by AAPOR's words; `open` are being asked."""

    id: int
    title: str
    guide: Guide
    schema: int | None
    state: str
    by: tuple[str, ...]
    since: date | None
    until: date | None
    seed: int
    data_version: int
    excluded: Mapping[str, int]
    columns: tuple[str, ...]
    cells: tuple[tuple[tuple[str, ...], int], ...]
    strata: Mapping[str, int]
    wanted: int
    created_by: str
    created_at: datetime
    outcomes: Mapping[str, int]
    open: int
    reserves: int
    drawn: int

    @property
    def frame(self) -> int:
        """Customers in the frame."""
        return sum(count for _, count in self.cells)

    @property
    def interviewed(self) -> int:
        """Those who took part, to the end or not."""
        return sum(self.outcomes.get(one, 0) for one in TAKEN_PART)


@dataclass(frozen=True)
class AttemptFacts:
    """One try to reach somebody."""

    at: datetime
    by: str
    how: str
    result: str
    note: str


@dataclass(frozen=True)
class RecruitFacts:
    """One customer to be interviewed, and how far it is."""

    id: str
    study: int
    customer_id: str
    stratum: str
    cell: int
    position: int
    reserve: bool
    interviewer_id: str | None
    interviewer: str
    outcome: str
    scheduled_at: datetime | None
    consent_at: datetime | None
    consent_by: str
    attempts: tuple[AttemptFacts, ...] = ()
    tries: int = 0
    last_try: datetime | None = None
    started: bool = False
    yours: bool = False


@dataclass(frozen=True)
class ExcerptFacts:
    """A passage and its code; a code like `concern:billing` is a value of an axis."""

    id: int
    question: str
    text: str
    code: str
    by: str


@dataclass(frozen=True)
class Notes:
    """What was noted of one conversation. `number` counts the changes; `codes` maps axes to values."""

    recruit: str
    notes: Mapping[str, str] = field(default_factory=dict)
    number: int = 0
    codes: Mapping[str, str] = field(default_factory=dict)
    excerpts: tuple[ExcerptFacts, ...] = ()
    finished: bool = False

"""What goes in and out of mystery shops: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class PersonaFacts:
    """A customer who does not exist."""

    name: str
    customer_type: str = ""
    emotional_state: str = ""
    story: str = ""
    knows: str = ""
    wants: str = ""
    id: int = 0
    retired: bool = False
    tasks: int = 0


@dataclass(frozen=True)
class PlanFacts:
    """What a plan is made of before its visits are drawn. `weekdays` are 0 (Monday) to 6."""

    title: str
    first_day: date
    last_day: date
    brief: str = ""
    sites: tuple[str, ...] = ()
    channels: tuple[str, ...] = ("visit",)
    hour_from: int = 9
    hour_to: int = 17
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    fee: Decimal = Decimal(0)
    currency: str = "USD"
    criteria: str | None = None
    scorers: tuple[str, ...] = ()
    double: bool = False


@dataclass(frozen=True)
class TaskFacts:
    """One scenario to be tried. `scenario` maps axes of the schema to values, as people call them; `facts`
    maps dimensions to values, as the data spell them."""

    title: str
    persona: PersonaFacts
    ask: str
    scenario: Mapping[str, str]
    id: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PlannedVisit:
    """A visit as it was drawn."""

    task: int
    shopper: str
    site: str
    channel: str
    from_at: datetime
    until_at: datetime


@dataclass(frozen=True)
class Plan:
    """A plan as a list shows it; counts are of visits as far as the person may see."""

    id: int
    facts: PlanFacts
    state: str
    seed: int | None
    created_by: str
    created_at: datetime
    tasks: tuple[TaskFacts, ...] = ()
    planned: int = 0
    reported: int = 0
    cancelled: int = 0
    overdue: int = 0
    spent: Decimal = Decimal(0)
    expenses: Decimal = Decimal(0)

    @property
    def visits(self) -> int:
        """Visits that were drawn."""
        return self.planned + self.reported + self.cancelled

    @property
    def budget(self) -> Decimal:
        """What the fees of all visits that are not cancelled come to."""
        return self.facts.fee * (self.planned + self.reported)

    @property
    def each(self) -> Decimal | None:
        """What a reported visit cost in the mean; None before the first."""
        return self.spent / self.reported if self.reported else None


@dataclass(frozen=True)
class File:
    """Something a shopper brought."""

    id: str
    visit: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Report:
    """What a shopper tells of a visit. `transcript` is what was said, a line a turn, or a narrative."""

    happened_at: datetime
    transcript: str
    minutes: float | None = None
    agent: str = ""
    team: str = ""
    remarks: str = ""
    expenses: Decimal = Decimal(0)


@dataclass(frozen=True)
class VisitFacts:
    """One visit. `draft` is what the shopper typed and has not sent, `draft_number` counts its changes."""

    id: str
    plan: int
    plan_title: str
    brief: str
    fee: Decimal
    currency: str
    task: TaskFacts
    shopper_id: str
    shopper: str
    site: str
    channel: str
    position: int
    from_at: datetime
    until_at: datetime
    state: str
    overdue: bool
    cancelled_because: str
    report: Report | None
    reported_at: datetime | None
    interaction_id: str
    scored: int
    asked: int
    files: tuple[File, ...] = ()
    draft: Mapping[str, str] = field(default_factory=dict)
    draft_number: int = 0
    own: bool = False


@dataclass(frozen=True)
class ShopScore:
    """One evaluation of one visit, with what results are split by; `elements` are on 0–100."""

    visit: str
    site: str
    channel: str
    task: str
    persona: str
    team: str
    evaluator: str
    qci: float | None
    elements: Mapping[str, float | None]

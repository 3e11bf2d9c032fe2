"""Findings as programs get them."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema

from rapport.web.api.estimate_shapes import EstimateShape
from rapport.web.api.shapes import Sent, Word


class FindingsAsked(Sent):
    """Which part of the home; nothing given means everything that the key may see."""

    period: str | None = Field(None, max_length=7, description="2026, 2026-Q2 or 2026-05.")
    from_: date | None = Field(None, alias="from", description="The first day; wins over `period`.")
    to: date | None = Field(None, description="The last day.")
    team: Word | None = None
    channel: Word | None = None
    segment: Word | None = None
    audit: Word | None = Field(None, description="A sample's name; else the newest.")


class ExcerptShape(Schema):
    """Words that show it: characters `start` to `end` of a turn (counted from 0)."""

    interaction_id: str
    turn: int
    speaker: str
    text: str
    start: int | None
    end: int | None


class FindingShape(Schema):
    """One thing the data carry. `kind`: gap, strength, difference, change, critical, measurement; `worth` is
    in points of the QCI."""

    key: str
    kind: str
    title: str
    what: str
    where: str
    why: str
    todo: str
    metric: str
    estimate: EstimateShape
    comparison: EstimateShape | None
    worth: EstimateShape | None
    model_answer: str | None
    attributable_to: dict[str, float]
    adjusted_p: float | None
    excerpts: list[ExcerptShape]


class ProvenanceShape(Schema):
    """What it takes to compute them again."""

    company: str
    data_version: int
    criteria: str
    sample: str | None
    method: str
    made_at: datetime
    time_zone: str
    period_from: date | None
    period_to: date | None
    interactions: int
    frame: int
    evaluations: int
    confidence: float
    minimum_base: int


class FindingList(Schema):
    """Findings, the most important first. Null `provenance`: nothing was evaluated there yet."""

    provenance: ProvenanceShape | None
    scores: dict[str, EstimateShape]
    notes: list[str]
    items: list[FindingShape]

"""Numbers as programs get them."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import Field as Plain

from rapport.web.api.shapes import PAIR, Sent, Word

PERIOD = r"^[0-9]{4}(-(Q[1-4]|0[1-9]|1[0-2]))?$"


class EstimateShape(Schema):
    """A number with its interval: null `value` is undefined, and `undefined_because` says why. base +
    excluded = rows looked at."""

    value: float | None
    low: float | None
    high: float | None
    confidence: float
    unit: str
    base: int
    weighted_base: float | None
    effective_base: float | None
    excluded: dict[str, int]
    standard_error: float | None
    degrees_of_freedom: float | None
    method: str
    source: str | None
    undefined_because: str | None
    definition: str | None
    data_version: int | None


class GroupEstimateShape(EstimateShape):
    """The estimate of one group; null `group` is everything that was asked for."""

    metric: str
    group: str | None
    dimensions: dict[str, str]


class EstimateList(Schema):
    """One estimate, or one for every group."""

    items: list[GroupEstimateShape]


class EstimatesAsked(Sent):
    """Which numbers."""

    metric: Word = Field(
        description="qci, a factor, component or element, critical_error_free, nps, handle_s …"
    )
    by: list[Word] = Field([], max_length=4, description="Dimensions: team, channel, concern, month …")
    where: list[Annotated[Word, Plain(pattern=PAIR)]] = Field(
        [], max_length=10, description="`dimension=value`: only what fulfils all of them."
    )
    period: Annotated[str, Plain(pattern=PERIOD)] | None = Field(
        None, description="2026, 2026-Q2 or 2026-05, by the start of the interaction."
    )
    criteria: Word | None = Field(None, description="id or id@version; else the newest scored by.")
    sample: Word | None = Field(None, description="A sample's name, or none; else the newest.")
    source: Literal["human", "machine", "assisted", "llm"] = Field(
        "human",
        description="What people said (surveys, evaluations, operational facts), what a machine read of all "
        "conversations (effort, satisfaction, resolved, ending, impact …), both together, or what a language "
        "model scored: elements on which it passed the bar of agreement with people.",
    )

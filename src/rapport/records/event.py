"""Something a customer did, or that happened to them: a purchase, visit, refund, cancellation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` says what happened (purchase, renewal, cancellation, refund_failed, …); `value` is in `unit`."""

    event_id: str
    kind: str
    at: datetime | None = None
    customer_id: str | None = None
    interaction_id: str | None = None
    value: float | None = None
    unit: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

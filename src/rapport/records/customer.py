"""A person or household that is served, and the account it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Customer:
    """`value` is what the customer is worth a year in `currency`. An attribute `importance.<name>`
    says how important a factor, element or component of the criteria is to this customer."""

    customer_id: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    account_id: str | None = None
    account_name: str | None = None
    segment: str | None = None
    language: str | None = None
    joined_at: datetime | None = None
    value: float | None = None
    currency: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

"""A dated operational fact of a site, product or process: defects, staffing, shipping days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Indicator:
    """`name` was `value` (in `unit`) at `at`, of the site, product or process named in `about`."""

    indicator_id: str
    name: str
    at: datetime
    value: float
    unit: str | None = None
    about: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

"""Dated facts of sites and processes that move before customers feel it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from rapport.records import Indicator
from rapport.story.calendar import COURIER_STRIKE, STORM
from rapport.story.company import Company
from rapport.story.randomness import Floats, normal

LEAD_DAYS = 2  # the indicators turn so many days before the contacts come


def indicators(company: Company) -> Iterator[Indicator]:
    """One record a day and indicator."""
    for name, (values, unit, about) in _series(company).items():
        for day, value in enumerate(values.tolist()):
            yield Indicator(
                indicator_id=f"{name}-{day:04d}",
                name=name,
                at=company.calendar.start + timedelta(days=day),
                value=round(value, 3),
                unit=unit,
                about=about,
            )


def _series(company: Company) -> dict[str, tuple[Floats, str, str]]:
    calendar = company.calendar
    days = np.arange(calendar.days)
    strike = calendar.within(days + LEAD_DAYS, COURIER_STRIKE)
    storm = calendar.within(days + LEAD_DAYS, STORM)
    noise = normal(company.seed, "indicators", days, 4)
    return {
        "line_faults_per_1000": (np.exp(1.1 + 1.3 * storm + 0.15 * noise[:, 0]), "faults", "network"),
        "shipping_days": (np.exp(0.8 + 0.9 * strike + 0.10 * noise[:, 1]), "days", "courier"),
        "staffing_ratio": (0.97 - 0.16 * (storm | strike) + 0.03 * noise[:, 2], "share", "contact centre"),
        "defect_rate": (np.exp(-4.2 + 0.2 * noise[:, 3]), "share", "H-Box"),
    }

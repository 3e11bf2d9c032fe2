"""How long a rule stays quiet about a customer for whom it fired."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta


class Quiet:
    """Remembers when it fired for whom. Of things it is asked about from the oldest to the newest."""

    def __init__(self, days: int, before: Iterable[tuple[str | None, datetime]] = ()) -> None:
        self._days = timedelta(days=days)
        self._fired: dict[str, list[datetime]] = {}
        for customer, at in before:
            if customer is not None:
                self._fired.setdefault(customer, []).append(at)

    def passes(self, customer: str | None, at: datetime) -> bool:
        """Whether it fires; a thing of nobody we know always does."""
        if customer is None or not self._days:
            return True
        known = self._fired.setdefault(customer, [])
        if any(abs(at - one) < self._days for one in known):
            return False
        known.append(at)
        return True

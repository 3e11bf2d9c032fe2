"""Something that is to move a score, and when that can first be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapport.measures.estimate import Estimate
from rapport.measures.goals.horizon import Horizon
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Initiative:
    """`effect` on the score (a number, or an Estimate of it, e.g. of a pilot) once it works; `start` when
    work on it begins; `lead` how long from then until the score can show it: to build it, bring it to
    everybody, let them get good at it, and let customers notice. Days when dates are dates, else periods.
    """

    name: str
    effect: float | Estimate
    start: Any = None
    lead: float = 0.0

    @property
    def expected(self) -> float:
        """The effect as a number."""
        if isinstance(self.effect, Estimate):
            if self.effect.value is None:
                raise InputError(f"the effect of {self.name!r} is undefined", "initiatives", "give a number")
            return self.effect.value
        return float(self.effect)

    @property
    def error(self) -> float:
        """Its standard error, as far as known."""
        return (self.effect.standard_error or 0.0) if isinstance(self.effect, Estimate) else 0.0

    def works_by(self, horizon: Horizon) -> bool:
        """Whether the score can show it at the date of the goal."""
        begin = horizon.now if self.start is None else horizon.place(self.start, f"start of {self.name}")
        return begin + self.lead / horizon.days_a_period <= horizon.due + 1e-9

"""How likely an evaluator of a known share of right decisions is certified."""

from __future__ import annotations

from dataclasses import dataclass

from scipy import special

STANDARD = 0.85
FEWEST = 20
POOR, GOOD = 0.80, 0.90
CLUSTERING = 0.1


@dataclass(frozen=True)
class Odds:
    """The gold: `interactions` with `decisions` each (their effective number where weights differ), and
    `clustering`, how alike decisions on one interaction are right or wrong (intraclass correlation)."""

    interactions: int
    decisions: float
    clustering: float

    @property
    def worth(self) -> float:
        """Independent decisions that the gold is worth."""
        return self.interactions * self.decisions / (1 + max(self.decisions - 1, 0) * self.clustering)

    def certified(self, share: float, standard: float = STANDARD) -> float:
        """The probability that the score reaches the standard when `share` of decisions is truly right.

        The score is taken for beta-distributed with that mean and the variance share (1 − share) /
        worth; half a decision makes up for scores coming in steps.
        """
        if share <= 0 or share >= 1:
            return float(share >= standard)
        known = max(self.worth - 1, 1e-6)
        step = 0.5 / (self.interactions * self.decisions)
        reached = min(max(standard - step, 0.0), 1.0)
        return float(1 - special.betainc(share * known, (1 - share) * known, reached))

    def errors(self, standard: float, poor: float, good: float) -> tuple[float, float]:
        """That a truly poor evaluator passes, and that a truly good one fails."""
        return self.certified(poor, standard), 1 - self.certified(good, standard)

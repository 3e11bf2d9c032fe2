"""Where evaluators took equal shares by design, their severities cancel and are no error of the mean."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from rapport.measures.inference.audit_sample import AuditSample, UnitScores
from rapport.measures.inference.frame import Frame
from rapport.measures.inputs import Codes, Floats, sums

FEWEST_UNITS = 100  # under it shares may be even by chance
FEWEST_LEFT = 30
FEWEST_DF = 5
CELLS = 10_000_000
SIGNIFICANCE = 0.02


@dataclass(frozen=True)
class _Normal:
    """Normal equations of scores on evaluators, units or strata taken out: X'X, X'y, y'y, and n less
    what was taken out."""

    cross: Floats
    product: Floats
    squares: float
    rows: int

    def residual(self) -> tuple[Floats, Floats, float, int]:
        """Effects, their covariance but for the variance, the residual variance and its degrees."""
        size, axis = np.linalg.eigh(self.cross)
        kept = size > 1e-9 * max(float(size.max(initial=0.0)), 1e-300)
        inverse: Floats = np.asarray((axis[:, kept] / size[kept]) @ axis[:, kept].T, dtype=np.float64)
        effect = np.asarray(inverse @ self.product, dtype=np.float64)
        df = self.rows - int(kept.sum())
        left = max(self.squares - float(effect @ self.product), 0.0)
        return effect, inverse, left / df if df > 0 else 0.0, df


def without_severity(sample: AuditSample, scored: UnitScores, frame: Frame) -> UnitScores | None:
    """The units' scores less their evaluators' severity, which leaves the mean what it is; None where
    shares are no more even than chance makes them, or too little is left to tell severities by.

    The variance between two evaluators of a unit is then what is left of it without severity, and
    σ²_a Σ (p_j − 1/J)² is added for shares p_j that are not quite even.
    """
    people = int(sample.row_evaluator.max(initial=-1)) + 1
    units, strata = len(scored.units), int((frame.n > 0).sum())
    left = units - strata - (people - 1)
    if sample.assignment == "random" or people < 2 or left < FEWEST_LEFT or units * people > CELLS:
        return None
    if sample.weighted or not scored.inside.all():
        return None
    share = np.zeros((units, people))
    place = np.full(sample.size, -1)
    place[scored.units] = np.arange(units)
    share[place[scored.pair_unit], scored.pair_evaluator] = 1 / scored.k[place[scored.pair_unit]]
    if sample.assignment is None and not _even(share, scored, frame):
        return None
    between = _between(share, scored, frame)
    effect, inverse, spread, df_left = between.residual()
    if between.rows - df_left < people - 1:  # all score all, or evaluators who never meet
        return None
    part = frame.weight @ share / frame.weight.sum()
    effect = effect - part @ effect
    noise, df = _noise(scored, place, people)
    imbalance = float(((part - 1 / people) ** 2).sum())
    severity = max(float(effect.var(ddof=1)) - spread * float(np.trace(inverse)) / people, 0.0)
    if scored.given:
        noise = max(noise - severity, 0.0)
    return replace(
        scored,
        mean=scored.mean - share @ effect,
        between_evaluators=noise,
        between_df=df,
        lost=people - 1,
        imbalance=severity * imbalance,
    )


def _even(share: Floats, scored: UnitScores, frame: Frame) -> bool:
    """Whether evaluators' shares of the units of each stratum are more alike than chance would make
    them (the lower tail of Pearson's chi-square, one unit's move allowed for)."""
    units, people = share.shape
    if units < FEWEST_UNITS:
        return False
    strata = len(frame.n)
    taken = np.stack([sums(frame.stratum, column, strata) for column in share.T], axis=1)
    expected = frame.n[:, None] / people
    spread = sums(frame.stratum, 1 / scored.k, strata) / people
    here = frame.n > 0
    distance = (((taken - expected) ** 2).sum(axis=1)[here] / spread[here]).sum() + 2 * people / units
    return bool(special.chdtr(here.sum() * (people - 1), distance) < SIGNIFICANCE)


def _between(share: Floats, scored: UnitScores, frame: Frame) -> _Normal:
    """Unit means on evaluators' shares within strata."""
    strata = len(frame.n)
    n = np.maximum(frame.n, 1)
    mean = np.stack([sums(frame.stratum, column, strata) for column in share.T], axis=1) / n[:, None]
    x = share - mean[frame.stratum]
    y = scored.mean - (sums(frame.stratum, scored.mean, strata) / n)[frame.stratum]
    return _Normal(x.T @ x, x.T @ y, float(y @ y), len(y) - int((frame.n > 0).sum()))


def _noise(scored: UnitScores, place: Codes, people: int) -> tuple[float, int]:
    """Variance between two evaluators of one unit without their severities; with it where too few units
    were scored twice to tell the two apart (the interval is then rather too wide)."""
    row = place[scored.pair_unit]
    twice = scored.k[row] > 1
    row, person, score = row[twice], scored.pair_evaluator[twice], scored.pair_score[twice]
    used, row = np.unique(row, return_inverse=True)
    if scored.between_df - (people - 1) < FEWEST_DF:
        return scored.between_evaluators, scored.between_df
    k = sums(row, None, len(used))
    own = np.zeros((len(used), people))
    own[row, person] = 1.0
    y = score - (sums(row, score, len(used)) / k)[row]
    cross = np.diag(own.sum(axis=0)) - own.T @ (own / k[:, None])
    _, _, noise, df = _Normal(cross, sums(person, y, people), float(y @ y), len(y) - len(used)).residual()
    return (noise, df) if df >= FEWEST_DF else (scored.between_evaluators, scored.between_df)

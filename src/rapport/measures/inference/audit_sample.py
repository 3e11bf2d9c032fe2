"""The rows of an audit (one an evaluation) arranged as interactions in their strata."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from rapport.measures.inference.frame import Population
from rapport.measures.inputs import Bools, Codes, Floats, labels, sums, weights_of
from rapport.records.errors import InputError

ASSIGNMENTS = (None, "even", "random")


@dataclass(frozen=True)
class UnitScores:
    """One metric on the units that were scored (or lie outside the domain): `mean` over evaluators,
    `k` evaluators of each (0 outside the domain), `inside` the domain, and the variance between two
    evaluators of one unit with its degrees of freedom (0: nothing doubly scored). `pair_` arrays have a
    row for each evaluator of each unit inside. Where severity was taken out of the scores, `lost`
    degrees of freedom went into it, and `imbalance` is the variance that uneven shares add. `given`: the
    variance between evaluators is not the sample's own but known from elsewhere."""

    units: Codes
    mean: Floats
    k: Floats
    inside: Bools
    between_evaluators: float
    between_df: int
    missing: int
    outside: int
    pair_unit: Codes = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    pair_evaluator: Codes = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    pair_score: Floats = field(default_factory=lambda: np.empty(0))
    lost: int = 0
    imbalance: float = 0.0
    given: bool = False

    def with_known(self, evaluator_variance: float | None) -> UnitScores:
        """The same, with the variance between evaluators known from elsewhere if the sample has none."""
        if evaluator_variance is not None and evaluator_variance < 0:
            raise InputError(
                f"a variance of {evaluator_variance:g}", "evaluator_variance", "give a number from 0 up"
            )
        if evaluator_variance is None or self.between_df:
            return self
        return replace(self, between_evaluators=float(evaluator_variance), given=True)


@dataclass(frozen=True)
class _Pairs:
    """Each evaluator of each unit once, with the mean of what that evaluator gave it; by unit the mean
    over evaluators (0 without one) and their number."""

    unit: Codes
    evaluator: Codes
    score: Floats
    mean: Floats
    k: Floats

    @property
    def squares(self) -> float:
        """Squares within units."""
        return float(((self.score - self.mean[self.unit]) ** 2).sum())


class AuditSample:
    """Who scored what, in which stratum: arranged once, used for every metric and group.

    Parameters: one row an evaluation. `units` the interaction, `evaluators` the person, `strata` the
    unit's stratum, `weights` the unit's survey weight (None: one), `population` the frame's size, or
    {stratum: size}; None says the frame is unknown, then there is no finite-population correction;
    `assignment` "even" where evaluators took turns, "random" where each unit's was drawn by itself,
    None: told from their shares.
    Raises InputError when a unit lies in two strata, has two weights, or a stratum holds more units
    than its frame.
    """

    def __init__(
        self,
        units: Any,
        evaluators: Any,
        strata: Any = None,
        weights: Any = None,
        population: Population = None,
        assignment: str | None = None,
    ) -> None:
        if assignment not in ASSIGNMENTS:
            raise InputError(
                f"assignment {assignment!r} is unknown", "assignment", "give even, random or None"
            )
        self.assignment = assignment
        self.row_unit, names = labels(units, "units")
        self.rows, self.size = len(self.row_unit), len(names)
        self.row_evaluator, _ = labels(evaluators, "evaluators", length=self.rows)
        if (self.row_unit < 0).any() or (self.row_evaluator < 0).any():
            raise InputError(
                "a row has no unit or no evaluator", "units, evaluators", "name both in each row"
            )
        self.population, self.weighted = population, weights is not None
        self.stratum, self.strata = self._strata_of_units(strata)
        self.weight = self.one_a_unit(weights_of(weights, self.rows), "weights")

    def _strata_of_units(self, strata: Any) -> tuple[Codes, list[Hashable]]:
        if strata is None:
            if isinstance(self.population, Mapping):
                raise InputError(
                    "the population is by stratum but the rows have none", "strata", "give strata"
                )
            return np.zeros(self.size, dtype=np.intp), ["all"]
        codes, names = labels(strata, "strata", length=self.rows)
        if (codes < 0).any():
            raise InputError("a row has no stratum", "strata", "name the stratum of each row")
        return self.one_a_unit(codes, "strata"), names

    def one_a_unit(self, rows: Any, name: str) -> Any:
        """The value each unit has in all its rows."""
        of_unit = np.zeros(self.size, dtype=rows.dtype)
        of_unit[self.row_unit] = rows
        differs = of_unit[self.row_unit] != rows
        if differs.any():
            row = int(np.flatnonzero(differs)[0])
            raise InputError(
                f"a unit has two different {name}", f"row {row + 1}", f"give a unit one of {name}"
            )
        return of_unit

    def unit_scores(self, scores: Floats, inside: Bools) -> UnitScores:
        """Means over evaluators of the rows `inside`; the variance between two evaluators from all rows.

        An evaluator who scored a unit twice counts once, with the mean of the two.
        """
        seen = ~np.isnan(scores)
        every = self._pairs(scores, seen)
        own = every if inside.all() else self._pairs(scores, inside & seen)
        df = int((every.k - 1).clip(0).sum())
        wanted = np.zeros(self.size, dtype=bool)
        wanted[self.row_unit[inside]] = True
        kept = np.flatnonzero((own.k > 0) | ~wanted)
        return UnitScores(
            units=kept,
            mean=own.mean[kept],
            k=own.k[kept],
            inside=(own.k > 0)[kept],
            between_evaluators=every.squares / df if df else 0.0,
            between_df=df,
            missing=int((wanted & (own.k == 0)).sum()),
            outside=int((~wanted).sum()),
            pair_unit=own.unit,
            pair_evaluator=own.evaluator,
            pair_score=own.score,
        )

    def _pairs(self, scores: Floats, used: Bools) -> _Pairs:
        stride = int(self.row_evaluator.max(initial=0)) + 1
        code = self.row_unit[used] * stride + self.row_evaluator[used]
        pairs, place = np.unique(code, return_inverse=True)
        given = scores[used]
        score = sums(place, given, len(pairs)) / sums(place, None, len(pairs))
        unit = pairs // stride
        k = sums(unit, None, self.size)
        mean = sums(unit, score, self.size) / np.maximum(k, 1)
        return _Pairs(unit, pairs % stride, score, mean, k)

"""The rows of an audit (one an evaluation) arranged as interactions in their strata."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.inference.frame import Population
from rapport.measures.inputs import Bools, Codes, Floats, labels, sums, weights_of
from rapport.records.errors import InputError


@dataclass(frozen=True)
class UnitScores:
    """One metric on the units that were scored (or lie outside the domain): `mean` over evaluators,
    `k` evaluators of each (0 outside the domain), `inside` the domain, and the variance between two
    evaluators of one unit with its degrees of freedom (0: nothing doubly scored)."""

    units: Codes
    mean: Floats
    k: Floats
    inside: Bools
    between_evaluators: float
    between_df: int
    missing: int
    outside: int


class AuditSample:
    """Who scored what, in which stratum: arranged once, used for every metric and group.

    Parameters: one row an evaluation. `units` the interaction, `evaluators` the person, `strata` the
    unit's stratum, `weights` the unit's survey weight (None: one), `population` the frame's size, or
    {stratum: size}; None says the frame is unknown, then there is no finite-population correction.
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
    ) -> None:
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
        mean, k, _ = self._over_evaluators(scores, inside & seen)
        _, k_all, squares = self._over_evaluators(scores, seen)
        df = int((k_all - 1).clip(0).sum())
        wanted = np.zeros(self.size, dtype=bool)
        wanted[self.row_unit[inside]] = True
        kept = np.flatnonzero((k > 0) | ~wanted)
        return UnitScores(
            units=kept,
            mean=mean[kept],
            k=k[kept],
            inside=(k > 0)[kept],
            between_evaluators=squares / df if df else 0.0,
            between_df=df,
            missing=int((wanted & (k == 0)).sum()),
            outside=int((~wanted).sum()),
        )

    def _over_evaluators(self, scores: Floats, used: Bools) -> tuple[Floats, Floats, float]:
        """Each unit's mean over evaluators (0 without one), their number, and the squares within units."""
        stride = int(self.row_evaluator.max(initial=0)) + 1
        code = self.row_unit[used] * stride + self.row_evaluator[used]
        pairs, place = np.unique(code, return_inverse=True)
        pair_score = sums(place, scores[used], len(pairs)) / sums(place, None, len(pairs))
        pair_unit = pairs // stride
        k = sums(pair_unit, None, self.size)
        mean = sums(pair_unit, pair_score, self.size) / np.maximum(k, 1)
        return mean, k, float(((pair_score - mean[pair_unit]) ** 2).sum())

"""An audit: the evaluations of one sample by one version of criteria, ready to be estimated from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rapport.criteria import Criteria
from rapport.findings.frame import SampleFrame
from rapport.findings.questions.scores import turns_of
from rapport.home.settings import Settings
from rapport.measures import AuditSample

TurnsOf = Callable[[Any, Sequence[str]], Mapping[str, Sequence[Mapping[str, Any]]]]


@dataclass(frozen=True)
class Audit:
    """`rows` has one row an evaluation: who scored which interaction, its dimensions, and a column
    for every metric (None where it does not apply). `fired` has a row for every rule that was seen,
    `lost` for every rule that cost points. `frame` None: no sample was drawn, the evaluations are
    taken for a simple random sample of all `eligible` interactions. `excluded` counts interactions
    the frame leaves out and evaluations that cannot count, by reason. `previous` is the audit before.
    `domain` is True for the rows that numbers are told of (None: all of them); the others still say how
    the sample was drawn. `turns` reads what was said in some interactions.
    """

    snapshot: Any
    criteria: Criteria
    settings: Settings
    frame: SampleFrame | None
    rows: pl.DataFrame
    fired: pl.DataFrame
    lost: pl.DataFrame
    interactions: int
    eligible: int
    excluded: dict[str, int]
    weighted: bool = False
    previous: Audit | None = None
    domain: NDArray[np.bool_] | None = None
    turns: TurnsOf = turns_of

    @cached_property
    def inside(self) -> pl.DataFrame:
        """The rows that numbers are told of."""
        return self.rows if self.domain is None else self.rows.filter(pl.Series(self.domain))

    @cached_property
    def sample(self) -> AuditSample:
        """Who scored what in which stratum, arranged once."""
        weights = None
        if self.weighted:
            weights = (1 / self.rows["inclusion_probability"]).to_numpy()
        return AuditSample(
            self.rows["interaction_id"].to_list(),
            self.rows["evaluator"].to_list(),
            self.rows["stratum"].to_list(),
            weights,
            self._population,
        )

    def grouped(self, dimensions: Sequence[str]) -> tuple[Any, list[tuple[str, ...]]]:
        """The code of each row's group (−1 outside the domain and where a dimension is not known) and the
        groups' names."""
        key = tuple(dimensions)
        if key not in self._grouped:
            columns = [self.rows[name].cast(pl.String).to_list() for name in key]
            inside = [True] * self.rows.height if self.domain is None else self.domain.tolist()
            index: dict[tuple[str, ...], int] = {}
            codes = np.array(
                [
                    index.setdefault(group, len(index)) if here and None not in group else -1
                    for here, group in zip(inside, zip(*columns, strict=True), strict=True)
                ],
                dtype=np.intp,
            )
            self._grouped[key] = codes, list(index)
        return self._grouped[key]

    @cached_property
    def _grouped(self) -> dict[tuple[str, ...], tuple[Any, list[tuple[str, ...]]]]:
        return {}

    @property
    def _population(self) -> Any:
        if self.weighted:
            return None
        if self.frame is None:
            return self.eligible
        return dict(self.frame.populations)

    @property
    def frame_size(self) -> int:
        """Interactions the estimates speak of."""
        return self.eligible if self.frame is None else self.frame.size

    @property
    def assumed(self) -> bool:
        """Whether randomness of the sample is assumed rather than known."""
        return self.frame is None

    @property
    def method(self) -> str:
        """How the interactions came into the audit, for every estimate's method."""
        if self.frame is None:
            return "assumed random"
        return f"sample {self.frame.sample}"

    @cached_property
    def units(self) -> int:
        """Interactions with at least one evaluation."""
        return self.inside["interaction_id"].n_unique()

    @cached_property
    def double_scored(self) -> int:
        """Interactions scored by two evaluators or more."""
        if self.inside.is_empty():
            return 0
        per_unit = self.inside.group_by("interaction_id").agg(pl.col("evaluator").n_unique().alias("k"))
        return int((per_unit["k"] > 1).sum())

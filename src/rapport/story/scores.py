"""Many evaluations scored at once: the same numbers as `rapport.criteria.score`, as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rapport.criteria import Criteria, Element, Rule
from rapport.story.randomness import Floats

Counts = NDArray[np.int8]
Labels = Mapping[str, tuple[NDArray[np.int64], tuple[str, ...]]]  # attribute → codes, what they stand for


@dataclass(frozen=True)
class Scores:
    """One row an evaluation, on 0–100; NaN where an element does not apply."""

    qci: Floats
    qci_before_criticals: Floats
    elements: Floats
    available: Floats

    def component(self, members: NDArray[np.int64], weights: Floats) -> Floats:
        """The weighted mean of some elements over those that apply; NaN without one."""
        v = np.where(np.isnan(self.elements[:, members]), 0.0, weights[:, members])
        total = v.sum(axis=1)
        points = np.nansum(v * np.nan_to_num(self.elements[:, members]), axis=1)
        found: Floats = np.divide(points, total, out=np.full(len(total), np.nan), where=total > 0)
        return found


@dataclass(frozen=True)
class Scorer:
    """Criteria laid out as columns: one for every (element, rule), in the order of the file."""

    criteria: Criteria

    @cached_property
    def rules(self) -> tuple[tuple[Element, Rule], ...]:
        return tuple((element, rule) for element in self.criteria.elements for rule in element.rules)

    @cached_property
    def column(self) -> dict[tuple[str, str], int]:
        """(element, rule) → its column."""
        return {(element.name, rule.id): place for place, (element, rule) in enumerate(self.rules)}

    @cached_property
    def columns_of(self) -> tuple[NDArray[np.int64], ...]:
        """The columns of each element."""
        return tuple(
            np.array([self.column[element.name, rule.id] for rule in element.rules], dtype=np.int64)
            for element in self.criteria.elements
        )

    @cached_property
    def factor_members(self) -> tuple[NDArray[np.int64], ...]:
        names = [element.name for element in self.criteria.elements]
        return tuple(
            np.array([names.index(e.name) for e in factor.elements], dtype=np.int64)
            for factor in self.criteria.factors
        )

    def never_asked(self, labels: Labels, rows: int) -> NDArray[np.bool_]:
        """Rows × elements: where `not_applicable_when` says that it is not asked."""
        found = np.zeros((rows, len(self.criteria.elements)), dtype=bool)
        for place, element in enumerate(self.criteria.elements):
            if element.not_applicable_when:
                found[:, place] = _applies(element.not_applicable_when, labels, rows)
        return found

    def weights(self, labels: Labels, importance: Floats | None, rows: int) -> tuple[Floats, Floats]:
        """Weights of elements and of factors for every row; `importance` multiplies the factors."""
        criteria = self.criteria
        names = [element.name for element in criteria.elements]
        groups = [factor.name for factor in criteria.factors]
        w = np.tile([element.weight for element in criteria.elements], (rows, 1)).astype(float)
        W = np.tile([factor.weight for factor in criteria.factors], (rows, 1)).astype(float)
        for clause in criteria.weights_when:
            met = _applies(clause.when, labels, rows)
            for name, multiplier in clause.elements.items():
                w[met, names.index(name)] *= multiplier
            for name, multiplier in clause.factors.items():
                W[met, groups.index(name)] *= multiplier
        return w, W if importance is None else W * importance

    def score(
        self, counts: Counts, not_applicable: NDArray[np.bool_], weights: tuple[Floats, Floats]
    ) -> Scores:
        """Scores rows of counts (rows × rules) by definition 1 of the scoring rules."""
        counts = self._counting(counts)
        shares = np.empty((len(counts), len(self.criteria.elements)))
        for place, element in enumerate(self.criteria.elements):
            points = np.array([rule.points for rule in element.rules])
            total = element.start + counts[:, self.columns_of[place]] @ points
            shares[:, place] = np.clip(total, 0, element.max) / element.max
        shares[not_applicable] = np.nan
        return self._combine(counts, shares, not_applicable, weights)

    def _counting(self, counts: Counts) -> Counts:
        """Counts without rules whose `requires` are not met."""
        needing = [(place, e, r) for place, (e, r) in enumerate(self.rules) if r.requires]
        if not needing:
            return counts
        counts = counts.copy()
        for _ in range(len(needing)):
            for place, element, rule in needing:
                for other in rule.requires:
                    counts[counts[:, self.column[element.name, other]] == 0, place] = 0
        return counts

    def _combine(
        self, counts: Counts, shares: Floats, absent: NDArray[np.bool_], weights: tuple[Floats, Floats]
    ) -> Scores:
        w, W = np.where(absent, 0.0, weights[0]), weights[1]
        zero_factor, zero_all = self._criticals(counts, absent)
        top, top_before, bottom = np.zeros(len(w)), np.zeros(len(w)), np.zeros(len(w))
        v = np.zeros_like(w)
        for place, members in enumerate(self.factor_members):
            inside = w[:, members]
            total = inside.sum(axis=1)
            here = total > 0
            safe = np.where(here, total, 1.0)
            value = (inside * np.nan_to_num(shares[:, members])).sum(axis=1) / safe
            weight = np.where(here, W[:, place], 0.0)
            v[:, members] = weight[:, None] * inside / safe[:, None]
            top_before += weight * value
            top += weight * np.where(zero_factor[:, place], 0.0, value)
            bottom += weight
        with np.errstate(invalid="ignore", divide="ignore"):
            before, qci = 100 * top_before / bottom, 100 * top / bottom
            available = 100 * v * (1 - np.nan_to_num(shares)) / v.sum(axis=1, keepdims=True)
        return Scores(np.where(zero_all, 0.0, qci), before, 100 * shares, np.where(absent, np.nan, available))

    def _criticals(
        self, counts: Counts, absent: NDArray[np.bool_]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        factors = [factor.name for factor in self.criteria.factors]
        names = [element.name for element in self.criteria.elements]
        by_factor = np.zeros((len(counts), len(factors)), dtype=bool)
        everything = np.zeros(len(counts), dtype=bool)
        for place, (element, rule) in enumerate(self.rules):
            if rule.critical is None:
                continue
            fired = (counts[:, place] > 0) & ~absent[:, names.index(element.name)]
            if rule.critical == "interaction":
                everything |= fired
            else:
                by_factor[:, factors.index(self.criteria.factor_of[element.name])] |= fired
        return by_factor, everything


def _applies(when: Mapping[str, tuple[str, ...]], labels: Labels, rows: int) -> NDArray[np.bool_]:
    met = np.ones(rows, dtype=bool)
    for name, values in when.items():
        if name not in labels:
            return np.zeros(rows, dtype=bool)
        codes, names = labels[name]
        met &= np.array([one in values for one in names])[codes]
    return met

"""A sample and its target as one model of 0 and 1: buckets of numbers, labels, and what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rapport.measures.inputs import Codes, Floats, sums
from rapport.measures.labelling import present
from rapport.measures.sampling.columns import combined
from rapport.measures.sampling.target_covariates import MISSING, Covariate

BUCKETS = 10
RARE = 0.05
RARE_NAME = "(rare)"
# Where the names of rare and missing labels stand among others decides which label the rest are held against.
PLACES = {RARE_NAME: "_lumped_other", MISSING: "_NA"}
GONE = "_is_na_"


@dataclass(frozen=True)
class Term:
    """A column (or who lacks it, `rank` is its place by name) as labels: the code of each row, and the
    name of each label's coefficient."""

    rank: str
    code: Codes
    names: list[str]


@dataclass(frozen=True)
class TargetDesign:
    """The model's columns (`x`, cells × columns, without the constant) with their names; the cell of each
    row, the first `sample` of them the sample's; and the labels that the sample lacks (`absent`)."""

    x: Floats
    names: tuple[str, ...]
    cell: Codes
    sample: int
    absent: tuple[str, ...]

    def sums(self, amounts: Floats) -> Floats:
        """The rows' amounts summed by cell."""
        return sums(self.cell, amounts, len(self.x))


def target_design(columns: list[Covariate], sample: int) -> TargetDesign:
    """Rows alike in all columns share a cell.

    Columns stand in falling order of their names, those of who lacks a value by a name of their own. The
    first has a coefficient for each label, the others for each but the first label.
    """
    terms = sorted(
        (term for one in columns for term in _terms(one)), key=lambda term: term.rank, reverse=True
    )
    kept, cell = present(combined([term.code for term in terms], [len(term.names) for term in terms]))
    first = np.empty(len(kept), dtype=np.intp)
    first[cell[::-1]] = np.arange(len(cell))[::-1]
    x, names = [], []
    for place, term in enumerate(terms):
        for code in range(min(place, 1), len(term.names)):
            x.append(term.code[first] == code)
            names.append(term.names[code])
    absent = [
        name
        for term in terms
        if not term.rank.startswith(GONE)
        for name, count in zip(
            term.names, np.bincount(term.code[:sample], minlength=len(term.names)), strict=True
        )
        if not count
    ]
    design = np.column_stack(x).astype(np.float64) if x else np.zeros((len(kept), 0))
    return TargetDesign(design, tuple(names), cell, sample, tuple(absent))


def _terms(column: Covariate) -> list[Term]:
    rank = re.sub(r"\W", "_", column.name)
    gone = column.missing
    code, labels = _lumped(column) if column.values is None else _cut(column.values)
    if gone.any():
        code = np.where(gone, len(labels), code)
        labels = [*labels, MISSING]
    if column.values is None:
        code, labels = _ordered(code, labels)
    terms = [Term(rank, code, [f"{column.name}: {label}" for label in labels])]
    if gone.any():
        told = [f"{column.name} known", f"{column.name} missing"]
        terms.append(Term(GONE + rank, gone.astype(np.intp), told))
    return terms


def _cut(values: Floats) -> tuple[Codes, list[str]]:
    """Numbers cut at the tenths of sample and target together; a bucket holds its upper end."""
    known = values[~np.isnan(values)]
    if not len(known):
        return np.zeros(len(values), dtype=np.intp), []
    ends = np.unique(np.percentile(known, np.linspace(0, 1, BUCKETS + 1) * 100))
    code = np.clip(np.searchsorted(ends, values) - 1, 0, max(len(ends) - 2, 0)).astype(np.intp)
    return code, [f"{low:g} to {high:g}" for low, high in pairwise(ends)] or [f"{ends[0]:g}"]


def _lumped(column: Covariate) -> tuple[Codes, list[str]]:
    """Labels of under a twentieth of all rows together."""
    count = np.bincount(column.code[column.code >= 0], minlength=len(column.names))
    rare = count < RARE * len(column.code)
    if not rare.any():
        return column.code, column.names
    move = np.where(rare, int((~rare).sum()), np.cumsum(~rare) - 1)
    names = [name for name, few in zip(column.names, rare, strict=True) if not few]
    return np.append(move, -1)[column.code], [*names, RARE_NAME]


def _ordered(code: Codes, names: list[str]) -> tuple[Codes, list[str]]:
    order = sorted(range(len(names)), key=lambda place: PLACES.get(names[place], names[place]))
    place = np.empty(len(names), dtype=np.intp)
    place[order] = np.arange(len(names))
    return place[code], [names[at] for at in order]

"""How alike a sample and its target are in what is known of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inputs import Floats, weights_of
from rapport.measures.sampling.columns import rows_of
from rapport.measures.sampling.target_covariates import MISSING, Covariate, covariates


@dataclass(frozen=True)
class CovariateBalance:
    """The absolute standardised `differences` of each number and each label ("column: label"), their mean by
    column (`columns`) and the `mean` of the columns, each column counting alike; the `largest` one's name.
    None where the target does not vary and the sample differs from it."""

    differences: Mapping[str, float | None]
    columns: Mapping[str, float | None]
    mean: float | None
    largest: str | None


@checked
def covariate_balance(
    sample: Any,
    target: Any,
    columns: str | Sequence[str] | None = None,
    *,
    weights: Any = None,
    target_weights: Any = None,
    labels: Sequence[str] = (),
) -> CovariateBalance:
    """How far a sample, weighted or not, is from its target in each column.

    Question it answers: in what do those who answered differ from those they should stand for, and how much
    of that did the weights take away?

    Definition: |mean of the sample − mean of the target| / standard deviation in the target, for each number
    and each label's share; a missing label is a label of its own, missing numbers are left out of their mean
    and counted as a label beside.

    Scale, unit, range: ≥ 0, in standard deviations of the target; above 0.1 is worth a look, 0.25 much.

    Base: all rows of both.

    Parameters: `sample`, `target` data frames or {column: values}; `columns` (None: all that both have);
    `weights` of the sample's rows, `target_weights` of the target's; `labels` columns of numbers that are
    labels; text and yes or no always are, and so are numbers of two values.

    Returns: CovariateBalance.

    Undefined when: the target does not vary in a column in which the sample differs: None.

    Raises: InputError for unknown columns, frames without rows, a column of numbers in one frame and of text
    in the other.

    Do not: read balance as freedom from bias: only these columns were compared.

    Validated against: PyPI balance on simulated samples, label by label (it leaves the first label of most
    columns out of its mean).

    Example:
        >>> answered = {"kind": ["new", "old", "old", "old"]}
        >>> found = covariate_balance(answered, {"kind": ["new", "new", "old", "old"]})
        >>> {name: round(size, 3) for name, size in found.differences.items()}
        {'kind: new': 0.433, 'kind: old': 0.433}

    References: Rosenbaum & Rubin (1985), doi:10.1080/00031305.1985.10479383. Austin (2009),
    doi:10.1002/sim.3697.

    See also: propensity_weights, covariate_balancing_weights, nonresponse_bias.
    """
    found = covariates(sample, target, columns, labels)
    own = weights_of(weights, rows_of(sample))
    return balance_of(found, own, weights_of(target_weights, rows_of(target)))


def balance_of(columns: list[Covariate], weights: Floats, target_weights: Floats) -> CovariateBalance:
    """The balance of columns that were read already."""
    differences: dict[str, float | None] = {}
    by_column: dict[str, float | None] = {}
    n = len(weights)
    for one in columns:
        found = {name: _difference(line[:n], weights, line[n:], target_weights) for name, line in _lines(one)}
        differences |= found
        by_column[one.name] = _mean(found.values())
    known = {name: size for name, size in differences.items() if size is not None}
    return CovariateBalance(
        differences,
        by_column,
        _mean(by_column.values()),
        max(known, key=lambda name: known[name], default=None),
    )


def _lines(column: Covariate) -> Iterator[tuple[str, Floats]]:
    """The number of each row, and 0 or 1 for each label."""
    if column.values is not None:
        yield column.name, column.values
    for code, name in enumerate(column.names):
        yield f"{column.name}: {name}", (column.code == code).astype(np.float64)
    if (gone := column.missing).any():
        yield f"{column.name}: {MISSING}", gone.astype(np.float64)


def _difference(y: Floats, w: Floats, target: Floats, v: Floats) -> float | None:
    here, there = ~np.isnan(y), ~np.isnan(target)
    if not w[here].any() or not v[there].any():
        return None
    y, w, target, v = y[here], w[here], target[there], v[there]
    mean, aim = float(w @ y / w.sum()), float(v @ target / v.sum())
    total, squares = float(v.sum()), float(v @ v)
    spread = float(v @ (target - aim) ** 2) * total / max(total**2 - squares, 1e-300)
    gap = abs(mean - aim)
    if spread <= 1e-24 * max(1.0, aim * aim):
        return 0.0 if gap <= 1e-12 * max(1.0, abs(aim)) else None
    return gap / float(spread**0.5)


def _mean(sizes: Any) -> float | None:
    known = [size for size in sizes if size is not None]
    return float(np.mean(known)) if known else None

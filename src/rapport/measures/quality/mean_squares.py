"""Mean squares of scores by units and raters, with gaps too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Floats


@dataclass(frozen=True)
class MeanSquares:
    """Mean squares between units (adjusted for raters, and `plain`), within units, between raters and of
    the rest (both adjusted for units); their degrees of freedom; how often a unit counts in the first
    (`per_unit`) and in the plain one (`one_way`), and a rater in theirs (`per_rater`): all raters and
    all units where nothing is missing."""

    between: float
    plain: float
    within: float
    raters: float
    rest: float
    units_df: int
    within_df: int
    raters_df: int
    rest_df: int
    one_way: float
    per_unit: float
    per_rater: float


def mean_squares(x: Floats) -> MeanSquares | None:
    """Of units × raters, NaN where missing; None where the ratings do not tell units, raters and rest
    apart (too few, or raters without a unit in common).

    With gaps, fitting constants (Henderson's third method): units adjusted for raters, raters for units.
    """
    there = ~np.isnan(x)
    x, there = x[:, there.any(axis=0)], there[:, there.any(axis=0)]
    n, j = x.shape
    total = int(there.sum())
    if n < 2 or j < 2 or total - n - j + 1 < 1:
        return None
    y = np.where(there, x - x[there].mean(), 0.0)
    of_unit, of_rater = there.sum(axis=1).astype(np.float64), there.sum(axis=0).astype(np.float64)
    squares = float((y**2).sum())
    by_unit = float((y.sum(axis=1) ** 2 / of_unit).sum())
    by_rater = float((y.sum(axis=0) ** 2 / of_rater).sum())
    own = there.astype(np.float64)
    cross = np.diag(of_rater) - own.T @ (own / of_unit[:, None])
    if np.linalg.matrix_rank(cross, tol=1e-9 * total) < j - 1:
        return None
    product = y.sum(axis=0) - own.T @ (y.sum(axis=1) / of_unit)
    raters = float(product @ np.linalg.pinv(cross, 1e-10, hermitian=True) @ product)
    within = max(squares - by_unit, 0.0)
    rest = max(within - raters, 0.0)
    units = max(squares - by_rater - rest, 0.0) if total < n * j else by_unit
    if within <= 1e-14 * squares:
        within, rest, raters = 0.0, 0.0, 0.0
    elif rest <= 1e-12 * within:
        rest = 0.0
    units_df, raters_df = n - 1, j - 1
    rest_df = total - n - raters_df
    one_way = (total - float((of_unit**2).sum()) / total) / units_df
    return MeanSquares(
        between=units / units_df,
        plain=by_unit / units_df,
        within=within / (total - n),
        raters=raters / raters_df,
        rest=rest / rest_df,
        units_df=units_df,
        within_df=total - n,
        raters_df=raters_df,
        rest_df=rest_df,
        one_way=one_way,
        per_unit=(total - j) / units_df,
        per_rater=(total - n) / raters_df,
    )

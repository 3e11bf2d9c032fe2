"""Learns a score from rated conversations: a line, its penalty chosen on groups it did not see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.experience.course import Floats
from rapport.language.experience.design import Design, design_of
from rapport.language.experience.folds import folds_of

PENALTIES = {"line": (0.3, 1.0, 3.0, 10.0), "odds": (1.0, 0.25, 0.0625)}
"""Tried for numbers (ridge) and for yes or no (logistic)."""
MANY = 1000
"""Rated conversations from which three folds choose the penalty as well as five."""
DUAL = 2500
"""Rows up to which ridge is solved over rows instead of columns."""

Line = tuple[Floats, float]
Fit = tuple[Design, Floats, float, tuple[float, float]]


def fitted(courses: Floats, counted: Any, values: Floats, groups: Sequence[str], kind: str) -> Fit:
    """The design, the coefficients and intercept on it, and the (slope, level) by which scores of groups the
    line has not seen come true. `values` from 0 to 1; `kind` line or odds."""
    fold = folds_of(groups, 3 if len(values) > MANY else 5)
    unseen = {penalty: np.zeros(len(values)) for penalty in PENALTIES[kind]}
    for part in range(int(fold.max()) + 1 if len(values) else 0):
        own = fold == part
        others = ~own if (~own).any() else own
        design = design_of(courses[others], counted[others])
        rows, apart = design.rows(courses[others], counted[others]), design.rows(courses[own], counted[own])
        for penalty, line in lines(rows, values[others], kind).items():
            unseen[penalty][own] = apart @ line[0] + line[1]
    best = min(PENALTIES[kind], key=lambda penalty: (_loss(unseen[penalty], values, kind), -penalty))
    design = design_of(courses, counted)
    coefficients, intercept = lines(design.rows(courses, counted), values, kind, (best,))[best]
    return design, coefficients, intercept, _come_true(unseen[best], values, kind)


def lines(rows: Any, values: Floats, kind: str, penalties: tuple[float, ...] = ()) -> dict[float, Line]:
    """Coefficients and intercept for each penalty."""
    wanted = penalties or PENALTIES[kind]
    if float(np.ptp(values)) == 0:
        level = float(values[0]) if kind == "line" else float(_log_odds(values[:1])[0])
        return {penalty: (np.zeros(rows.shape[1]), level) for penalty in wanted}
    solve: Callable[..., dict[float, Line]] = _ridge if kind == "line" else _logistic
    return solve(rows, values, wanted)


def _ridge(rows: Any, values: Floats, penalties: tuple[float, ...]) -> dict[float, Line]:
    level = float(values.mean())
    if len(values) > DUAL:
        from sklearn.linear_model import Ridge

        made = {one: Ridge(alpha=one, solver="sparse_cg", tol=1e-8).fit(rows, values) for one in penalties}
        return {one: (np.asarray(model.coef_), float(model.intercept_)) for one, model in made.items()}
    alike = (rows @ rows.T).toarray()
    centre = alike.mean(axis=0)
    centred = alike - centre - centre[:, None] + centre.mean()
    sizes, directions = np.linalg.eigh(centred)
    along = directions.T @ (values - level)
    found = {}
    for one in penalties:
        share = directions @ (along / (np.maximum(sizes, 0) + one))
        share -= share.mean()
        coefficients = np.asarray(rows.T @ share)
        found[one] = (coefficients, level - float((rows @ coefficients).mean()))
    return found


def _logistic(rows: Any, values: Floats, penalties: tuple[float, ...]) -> dict[float, Line]:
    from sklearn.linear_model import LogisticRegression

    found = {}
    for one in penalties:
        model = LogisticRegression(C=1 / one, solver="liblinear", random_state=0, max_iter=1000)
        model.fit(rows, values > 0.5)
        found[one] = (np.asarray(model.coef_[0]), float(model.intercept_[0]))
    return found


def _loss(scores: Floats, values: Floats, kind: str) -> float:
    slope, level = _come_true(scores, values, kind)
    scores = slope * scores + level
    if kind == "line":
        return float(((values - scores) ** 2).mean())
    return float(np.logaddexp(0, np.where(values > 0.5, -scores, scores)).mean())


def _come_true(scores: Floats, values: Floats, kind: str) -> tuple[float, float]:
    """Slope and level that turn scores into what is observed; the line as it is where that cannot be told."""
    if len(values) < 10 or float(np.ptp(scores)) < 1e-9 or float(np.ptp(values)) == 0:
        return 1.0, 0.0
    if kind == "line":
        slope = float(
            ((scores - scores.mean()) * (values - values.mean())).sum()
            / ((scores - scores.mean()) ** 2).sum()
        )
        slope = min(max(slope, 0.1), 2.0)
        return slope, float(values.mean() - slope * scores.mean())
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0, solver="liblinear", random_state=0, intercept_scaling=10.0)
    model.fit(scores[:, None], values > 0.5)
    slope = float(model.coef_[0, 0])
    return (slope, float(model.intercept_[0])) if slope > 0.05 else (1.0, 0.0)


def _log_odds(shares: NDArray[Any]) -> Floats:
    kept = np.clip(shares, 0.01, 0.99)
    return np.asarray(np.log(kept / (1 - kept)))

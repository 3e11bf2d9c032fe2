"""Learns a score from rated conversations: a line, its penalty chosen on groups it did not see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.experience.course import Floats
from rapport.language.experience.design import Design, design_of
from rapport.language.experience.folds import folds_of
from rapport.language.experience.ladder import Ladder, ladder_of
from rapport.language.experience.probability import CUTS
from rapport.language.experience.settle import settled

PENALTIES = {"line": (0.3, 1.0, 3.0, 10.0), "odds": (1.0, 0.1, 0.01)}
"""Tried for numbers (ridge) and for yes or no (logistic)."""
SHORT_PENALTY = {"line": 3.0, "odds": 0.1}
MANY = 1000
"""Rated conversations from which three folds choose the penalty as well as five."""
DUAL = 2500
"""Rows up to which ridge is solved over rows instead of columns."""

Line = tuple[Floats, float]
Fit = tuple[Design, Line, Line, tuple[Floats, float], Ladder | None]


def fitted(
    courses: Floats, counted: Any, values: Floats, groups: Sequence[str], kind: str, target: str
) -> Fit:
    """The design; the line on all of it and the one on its numbers alone; the weights and level by which
    both and the unlearned scores come true in groups they have not seen; and of numbers the ladder by which
    these tell the label of such ratings. `values` from 0 to 1; `kind` line or
    odds."""
    apart = groups if len(set(groups)) > 1 else [str(row) for row in range(len(values))]
    fold = folds_of(apart, 3 if len(values) > MANY else 5)
    unseen = {penalty: np.zeros((len(values), 2)) for penalty in PENALTIES[kind]}
    for part in range(int(fold.max()) + 1 if len(values) > 1 else 0):
        own = fold == part
        design = design_of(courses[~own], counted[~own], target, values[~own], kind)
        rows, left = design.rows(courses[~own], counted[~own]), design.rows(courses[own], counted[own])
        short = _short(design, rows, values[~own], kind)
        for penalty, line in lines(rows, values[~own], kind).items():
            unseen[penalty][own] = both_scores(design, left, line, short)
    design = design_of(courses, counted, target, values, kind)
    unlearned = design.unlearned(courses)
    true = {penalty: settled(scores, unlearned, values, kind) for penalty, scores in unseen.items()}

    def scored(penalty: float) -> Floats:
        weights, level = true[penalty]
        return np.asarray(np.column_stack([unseen[penalty], unlearned]) @ weights + level)

    def loss(penalty: float) -> float:
        return _loss(scored(penalty), values, kind)

    best = min(PENALTIES[kind], key=lambda penalty: (loss(penalty), -penalty))
    rows = design.rows(courses, counted)
    line = lines(rows, values, kind, (best,))[best]
    steps = np.searchsorted(CUTS[target], values, side="right")
    ladder = ladder_of(np.clip(scored(best), 0.0, 1.0), steps) if kind == "line" else None
    return design, line, _short(design, rows, values, kind), true[best], ladder


def both_scores(design: Design, rows: Any, line: Line, short: Line) -> Floats:
    """What the line on everything and the one on the numbers say, one row a conversation."""
    numbers = rows[:, len(design.columns) :]
    return np.column_stack([rows @ line[0] + line[1], numbers @ short[0] + short[1]])


def _short(design: Design, rows: Any, values: Floats, kind: str) -> Line:
    """The line on the numbers alone: where what counts is rare, words are more noise than news."""
    penalty = SHORT_PENALTY[kind]
    return lines(rows[:, len(design.columns) :], values, kind, (penalty,))[penalty]


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
    if kind == "line":
        return float(((values - scores) ** 2).mean())
    return float(np.logaddexp(0, np.where(values > 0.5, -scores, scores)).mean())


def _log_odds(shares: NDArray[Any]) -> Floats:
    kept = np.clip(shares, 0.01, 0.99)
    return np.asarray(np.log(kept / (1 - kept)))

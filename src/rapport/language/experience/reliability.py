"""How far a score learned from a home's own ratings can be trusted there, and for whom it cannot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from rapport.language.experience.course import Floats

RESAMPLES = 400
BINS = 10
FEWEST = 10
"""Ratings of a group from which it is judged apart."""


@dataclass(frozen=True)
class Figure:
    """`low` to `high` cover it with 95 %; None where there are not enough groups or both outcomes."""

    value: float | None
    low: float | None
    high: float | None
    base: int


@dataclass(frozen=True)
class Bin:
    """Conversations of about the same prediction: the mean predicted and the mean observed."""

    predicted: float
    observed: Figure


@dataclass(frozen=True)
class Lean:
    """A group and how far predictions lie above (or below) what people of it said, on the scale given."""

    group: str
    lean: Figure

    def __str__(self) -> str:
        """The group and its lean in words."""
        lean = self.lean.value or 0.0
        return f"{self.group} (too {'high' if lean > 0 else 'low'} by {abs(lean):.2g})"


@dataclass(frozen=True)
class Reliability:
    """`predicted` for each conversation by a predictor that saw none of its group; NaN where not rated.

    `agreement` is the AUC (yes or no) or Spearman's correlation (numbers), named by `measure`; `later` the
    same for the last third in time by a predictor that saw only what came before. `right` is the share on
    the right side of the middle, `by_chance` what always guessing the commoner side gives. `bins` is the
    reliability diagram, `worst` the groups whose lean is surely not 0, farthest first.
    """

    measure: str
    predicted: Floats
    agreement: Figure
    later: Figure
    right: Figure
    by_chance: float
    bins: tuple[Bin, ...]
    worst: tuple[Lean, ...]

    def with_predicted(self, predicted: Floats) -> Reliability:
        """The same with these predictions."""
        return replace(self, predicted=predicted)

    def sentence(self, more: Sequence[str] = ()) -> str:
        """Right how often, and for whom not; `more` are other groups it leans for, in words."""
        if self.right.value is None:
            return "Nobody has rated enough conversations to tell."
        said = (
            f"On {self.right.base:,} rated conversations it did not learn from it was on the right side "
            f"{_of_100(self.right)} times of 100; guessing the commoner side is {100 * self.by_chance:.0f}."
        )
        if self.measure == "auc" and self.agreement.value is not None:
            said += (
                f" Of one with and one without, it put the one with first {_of_100(self.agreement)} times."
            )
        leans = [*map(str, self.worst[:3]), *more]
        if not leans:
            return f"{said} No group is known for which it leans to one side."
        return f"{said} It leans most for {', '.join(leans)}."


def _of_100(share: Figure) -> str:
    known = share.low is not None and share.high is not None
    sure = f" ({100 * (share.low or 0):.0f} to {100 * (share.high or 0):.0f})" if known else ""
    return f"{100 * (share.value or 0):.0f}{sure}"


def reliability(
    predicted: Floats,
    later: Floats,
    values: Floats,
    groups: Sequence[str],
    by: Sequence[str],
    middle: float,
    seed: int = 0,
) -> Reliability:
    """From predictions of conversations that were not learned from: `predicted` across groups, `later`
    across time (NaN where not predicted). `by` are the groups looked at for leaning."""
    binary = len(np.unique(values[np.isfinite(values)])) == 2
    measure = _auc if binary else _spearman
    above = (predicted >= middle) == (values >= middle)
    known = np.isfinite(predicted) & np.isfinite(values)
    share = float((values[known] >= middle).mean()) if known.any() else 0.5
    names = np.asarray(groups, dtype=object)
    return Reliability(
        measure="auc" if binary else "spearman",
        predicted=predicted,
        agreement=_figure(measure, predicted, values, names, seed),
        later=_figure(measure, later, values, names, seed),
        right=_figure(_mean, above.astype(float), np.where(known, 1.0, np.nan), names, seed),
        by_chance=max(share, 1 - share),
        bins=_bins(predicted[known], values[known]),
        worst=_worst(
            predicted[known], values[known], [by[place] for place in np.flatnonzero(known).tolist()]
        ),
    )


def later_third(times: Sequence[datetime | None]) -> NDArray[np.bool_] | None:
    """Which conversations are of the last third in time; None where fewer than three have a time."""
    at = np.array([np.nan if one is None else one.timestamp() for one in times])
    known = at[np.isfinite(at)]
    if len(known) < 3:
        return None
    return np.asarray(at > np.quantile(known, 2 / 3))


def _figure(
    measure: Callable[[Floats, Floats], float],
    predicted: Floats,
    values: Floats,
    groups: NDArray[np.object_],
    seed: int,
) -> Figure:
    """The measure with the interval of drawing whole groups anew."""
    here = np.isfinite(predicted) & np.isfinite(values)
    x, y, named = predicted[here], values[here], groups[here]
    value = measure(x, y) if len(x) else float("nan")
    if not np.isfinite(value):
        return Figure(None, None, None, len(x))
    order = np.argsort(named.astype(str), kind="stable")
    _, starts = np.unique(named[order].astype(str), return_index=True)
    parts = np.split(order, starts[1:])
    if len(parts) < 3:
        return Figure(value, None, None, len(x))
    draw = np.random.default_rng(seed)
    drawn = []
    for _ in range(RESAMPLES):
        rows = np.concatenate([parts[one] for one in draw.integers(0, len(parts), len(parts))])
        drawn.append(measure(x[rows], y[rows]))
    kept = np.array(drawn)[np.isfinite(drawn)]
    if len(kept) < RESAMPLES / 2:
        return Figure(value, None, None, len(x))
    low, high = np.quantile(kept, (0.025, 0.975))
    return Figure(value, float(low), float(high), len(x))


def _auc(scores: Floats, outcome: Floats) -> float:
    from scipy import stats

    ones = outcome == outcome.max() if float(np.ptp(outcome)) > 0 else np.zeros(len(outcome), dtype=bool)
    count = int(ones.sum())
    if not 0 < count < len(ones):
        return float("nan")
    ranks = stats.rankdata(scores)
    return float((ranks[ones].sum() - count * (count + 1) / 2) / (count * (len(ones) - count)))


def _spearman(scores: Floats, values: Floats) -> float:
    from scipy import stats

    x, y = stats.rankdata(scores), stats.rankdata(values)
    x, y = x - x.mean(), y - y.mean()
    size = float((x**2).sum() * (y**2).sum()) ** 0.5
    return float((x * y).sum() / size) if size > 0 else float("nan")


def _mean(values: Floats, _: Floats) -> float:
    return float(values.mean())


def _bins(predicted: Floats, values: Floats) -> tuple[Bin, ...]:
    order = np.argsort(predicted, kind="stable")
    parts = [part for part in np.array_split(order, min(BINS, max(len(order) // FEWEST, 1))) if len(part)]
    return tuple(Bin(float(predicted[part].mean()), _mean_figure(values[part])) for part in parts)


def _worst(predicted: Floats, values: Floats, by: Sequence[str]) -> tuple[Lean, ...]:
    rows: dict[str, list[int]] = {}
    for place, name in enumerate(by):
        rows.setdefault(name, []).append(place)
    leans = [
        Lean(name, _mean_figure(predicted[own] - values[own]))
        for name, own in sorted(rows.items())
        if len(own) >= FEWEST
    ]
    sure = [one for one in leans if one.lean.low is not None and one.lean.low * (one.lean.high or 0) > 0]
    return tuple(sorted(sure, key=lambda one: -abs(one.lean.value or 0)))


def _mean_figure(values: Floats) -> Figure:
    """A mean with Student's interval."""
    from scipy import stats

    value, count = float(values.mean()), len(values)
    if count < 2:
        return Figure(value, None, None, count)
    half = float(stats.t.ppf(0.975, count - 1) * values.std(ddof=1) / count**0.5)
    return Figure(value, value - half, value + half, count)

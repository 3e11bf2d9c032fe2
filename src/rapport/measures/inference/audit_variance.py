"""Estimate, variance and degrees of freedom of an audit, for many groups at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inference.audit_sample import UnitScores
from rapport.measures.inference.frame import Frame
from rapport.measures.inputs import Bools, Codes, Floats, sums


@dataclass(frozen=True)
class GroupSums:
    """By group: the estimate, its variance, Satterthwaite's degrees of freedom, units, weights, and
    whether a variance between evaluators that was given is more than the scores leave room for."""

    value: Floats
    variance: Floats
    df: Floats
    base: Floats
    weighted_base: Floats
    effective_base: Floats
    capped: Bools


def group_sums(scored: UnitScores, frame: Frame, group: Codes, groups: int) -> GroupSums:
    """Hájek ratios of the groups (code −1: in none), linearised over all units of the sample.

    With one group of all units this is Σ (N_h/N) ȳ_h with the variance
    Σ (N_h/N)² [(1 − f_h) s²_h + f_h S²_w m_h] / n_h.
    """
    member = np.flatnonzero(group >= 0)
    g, w, y = group[member], frame.weight[member], scored.mean[member]
    total = sums(g, w, groups)
    base = sums(g, None, groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = sums(g, w * y, groups) / total
        share = w / total[g]
    cell = frame.stratum[member] * groups + g
    shape = (len(frame.n), groups)
    between, n_cell = _between_units(frame, cell, shape, w, share * (y - value[g]))
    fraction = frame.fraction[:, None]
    correct = scored.between_df > 0 or scored.given
    noise = sums(cell, share**2 / scored.k[member], shape[0] * groups).reshape(shape)
    between = between * _kept(scored, frame)
    evaluators = (fraction * noise).sum(axis=0) * scored.between_evaluators
    # Evaluators cannot differ by more than single scores do: at most what the correction takes away.
    room = (fraction * between).sum(axis=0)
    capped = np.asarray(scored.given & (evaluators > room))
    evaluators = np.where(capped, room, evaluators) + scored.imbalance
    between = between * (1 - fraction) if correct else between
    variance = between.sum(axis=0) + evaluators
    # A variance that was given counts as exact; uneven shares are judged by the severities found.
    unsure = np.full(groups, scored.imbalance) if scored.given else evaluators
    inverse = unsure**2 / (scored.between_df or scored.lost or np.inf)
    df = _satterthwaite(between, evaluators, n_cell, frame, inverse)
    with np.errstate(invalid="ignore", divide="ignore"):
        effective = total**2 / sums(g, w**2, groups)
    return GroupSums(value, variance, df, base, total, effective, capped)


def _kept(scored: UnitScores, frame: Frame) -> float:
    """What makes up for the degrees of freedom that went into severities."""
    left = len(scored.units) - int((frame.n > 0).sum())
    return left / (left - scored.lost) if left > scored.lost else 1.0


def _between_units(
    frame: Frame, cell: Codes, shape: tuple[int, int], weight: Floats, linear: Floats
) -> tuple[Floats, Floats]:
    """n_h s²_h of weight × value by stratum and group, and the group's units in each stratum.

    `linear` is that product, with the value (score − estimate) / the group's weight. Units outside a
    group have the value 0 and stay in the stratum. Where weights were fitted to stratum sizes, values
    are taken about the stratum's weighted mean.
    """
    cells = shape[0] * shape[1]

    def by_cell(values: Floats | None) -> Floats:
        return sums(cell, values, cells).reshape(shape)

    first, second = by_cell(linear), by_cell(linear**2)
    n = frame.n[:, None]
    if frame.fitted:
        total = sums(frame.stratum, frame.weight, shape[0])[:, None]
        squares = sums(frame.stratum, frame.weight**2, shape[0])[:, None]
        mean = np.divide(first, total, out=np.zeros(shape), where=total > 0)
        second = second - 2 * mean * by_cell(weight * linear) + mean**2 * squares
        first = np.zeros(shape)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.where(n > 1, n * (second - first**2 / n) / (n - 1), 0.0)
    return np.maximum(variance, 0.0), by_cell(None)


def _satterthwaite(
    between: Floats, evaluators: Floats, n_cell: Floats, frame: Frame, by_evaluators: Floats
) -> Floats:
    """V² / Σ (component² / its degrees of freedom), the evaluators' term of that sum made before; a group
    within the sample is worth only its units."""
    n = frame.n[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        own = np.where(n > 1, n_cell * (1 - 1 / n), 0.0)
        inverse = np.where(between > 0, between**2 / own, 0.0).sum(axis=0)
        sampling = between.sum(axis=0)
        df = sampling**2 / inverse
        members = n_cell.sum(axis=0)
        partial = members < frame.n.sum()
        df = np.where(partial, np.minimum(df, members - 1), df)
        inverse = np.where(sampling > 0, sampling**2 / df, 0.0) + by_evaluators
        result = (sampling + evaluators) ** 2 / inverse
    known: Floats = np.where(np.isfinite(result), result, np.maximum(members - 1, 1))
    return known

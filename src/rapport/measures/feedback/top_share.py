"""The share of answers at the top of a scale: what CSAT and PSAT are."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.columns import plain_numbers
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.feedback.finish import finish_share
from rapport.measures.feedback.scale import Scale
from rapport.measures.feedback.tally import tally
from rapport.measures.inference.design_mean import Design, DesignMean, design_mean
from rapport.measures.inference.intervals import normal_quantile, share_interval, student_quantile
from rapport.measures.inputs import Floats, confidence_of, numbers, weights_of
from rapport.records.errors import InputError


def top_share(answers: Any, scale: Scale, top: int, design: Design, confidence: float) -> Estimate:
    """Share of answers among the `top` highest of the scale; on a yes/no scale the share of yes."""
    level = confidence_of(confidence)
    if design.simple:
        plain = plain_numbers(answers, "answers")
        rows = None if design.weights is None else weights_of(design.weights, len(plain))
        counted = tally(plain, scale.oriented, (), rows)
        if counted is not None:
            return finish_share(counted, top_hits(counted.values, scale, top), level, scale.note).estimate(0)
        answers = plain
    given = numbers(answers, "answers")
    hits = np.where(np.isnan(given), np.nan, top_hits(given, scale, top))
    return share_of(hits, design, level, note=scale.note)


def top_hits(answers: Floats, scale: Scale, top: int) -> Floats:
    """1 for an answer among the `top` highest of the scale, else 0; on a yes/no scale 1 for yes."""
    given = scale.oriented(answers)
    if (scale.min, scale.max) == (0, 1):
        top = 1
    if not 1 <= top <= scale.max - scale.min:
        raise InputError(
            f"top {top} of a scale {scale.min:g} to {scale.max:g}", "top", "leave an answer that is not top"
        )
    hits: Floats = (given > scale.max - top).astype(np.float64)
    return hits


def share_of(hits: Floats, design: Design, level: float, *, note: str = "") -> Estimate:
    """Share of ones among zeros and ones, with Wilson's interval on the effective base."""
    found = design_mean(hits, design)
    missing = len(hits) - (found.entered if found else 0)
    excluded = {"no answer": missing} if missing else {}
    if found is None:
        return undefined("nobody answered", confidence=level, unit="share", excluded=excluded)
    spread = found.value * (1 - found.value)
    worth = effective_base(found, design, spread)
    quantile = quantile_of(found, design, level)
    low, high = share_interval(found.value * worth, worth, quantile, "wilson")
    return Estimate(
        value=found.value,
        low=low,
        high=high,
        confidence=level,
        unit="share",
        base=found.entered,
        weighted_base=found.weighted,
        effective_base=worth,
        excluded=excluded,
        standard_error=share_error(found, design, spread, worth),
        degrees_of_freedom=None if design.simple else found.df,
        method=", ".join(filter(None, ("wilson", found.note, note))),
    )


def effective_base(found: DesignMean, design: Design, spread: float) -> float:
    """What the base is worth: the answers over the design effect, `spread` their variance as if drawn
    one by one. Without spread or variance, Kish's; weights alone never make it more than the answers."""
    if found.variance is None or found.variance <= 0 or spread <= 0 or found.entered < 2:
        return found.effective
    worth = found.entered * (spread / (found.entered - 1)) / found.variance
    return min(worth, float(found.entered)) if design.simple else worth


def share_error(found: DesignMean, design: Design, spread: float, worth: float) -> float:
    """√(spread / effective base); the design's own where there are strata, clusters or a frame."""
    if design.simple or found.variance is None:
        return float((max(spread, 0.0) / worth) ** 0.5)
    return float(found.variance**0.5)


def quantile_of(found: DesignMean, design: Design, level: float) -> float:
    """z, or Student's t where strata and clusters leave few degrees of freedom."""
    if design.simple or found.df < 1:
        return normal_quantile(level)
    return student_quantile(found.df, level)

"""An evaluator's agreement with gold beyond chance, chance taken within each element."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rapport.measures.estimate import Estimate
from rapport.measures.inputs import Codes, Floats, sums
from rapport.measures.quality.chance_corrected import with_interval


def gold_agreement(
    mine: Codes,
    gold: Codes,
    match: Floats,
    element: Codes,
    unit: Codes,
    weight: Floats,
    limits: tuple[Floats, Floats] | None,
) -> Callable[[float], Estimate]:
    """Gwet's coefficient over elements, its interval by leaving out one interaction at a time.

    p_a the weighted share of matches; p_e the weighted mean over elements of
    (Σ weights / (q (q − 1))) Σ π_k (1 − π_k), weights 1 for decisions within the element's limit.
    Returns the estimate for a confidence.
    """
    _, unit = np.unique(unit, return_inverse=True)
    _, element_row = np.unique(element, return_inverse=True)
    stride = int(max(mine.max(), gold.max())) + 1
    codes = np.concatenate([element_row * stride + mine, element_row * stride + gold])
    kinds, kind = np.unique(codes, return_inverse=True)
    units, elements = int(unit.max()) + 1, int(element_row.max()) + 1
    of = kinds // stride
    scale = _scale(
        kinds % stride, of, elements, element[np.unique(element_row, return_index=True)[1]], limits
    )

    def table(rows: Codes, columns: Codes, values: Floats | None, width: int) -> Floats:
        return sums(rows * width + columns, values, units * width).reshape(units, width)

    chosen = table(np.concatenate([unit, unit]), kind, None, len(kinds))
    weighted = table(unit, element_row, weight, elements)
    matched = sums(unit, weight * match, units)

    def coefficient(part: Floats) -> tuple[Floats, Floats]:
        """For each row of unit weights."""
        counts, sizes = part @ chosen, part @ weighted
        every = np.stack([sums(of, row, elements) for row in counts])[:, of]
        share = np.divide(counts, every, out=np.zeros_like(counts), where=every > 0)
        chance = np.stack([sums(of, row, elements) for row in share * (1 - share)]) * scale
        total = sizes.sum(axis=1)
        expected = np.divide((chance * sizes).sum(axis=1), total, out=np.zeros(len(part)), where=total > 0)
        agreed = np.divide(part @ matched, total, out=np.ones(len(part)), where=total > 0)
        room = np.maximum(1 - expected, 1e-12)
        return (agreed - expected) / room, room

    whole, room = coefficient(np.ones((1, units)))
    without, _ = coefficient(1 - np.eye(units))
    own = -(units - 1) * (without - without.mean())
    facts = {
        "unit": "coefficient",
        "definition": "certification@1",
        "method": "Gwet's coefficient within elements",
    }

    def estimate(level: float) -> Estimate:
        return with_interval(
            float(whole[0]), own, np.ones(units), float(room[0]), facts | {"confidence": level}
        )

    return estimate


def _scale(
    value: Codes, of: Codes, elements: int, names: Codes, limits: tuple[Floats, Floats] | None
) -> Floats:
    """Σ weights / (q (q − 1)) of each element; with one kind of decision only, nothing is chance."""
    scale = np.zeros(elements)
    for place in range(elements):
        kinds = value[of == place]
        q = len(kinds)
        if q < 2:
            continue
        agreeing = float(q)
        if limits is not None:
            at = limits[0][kinds]
            agreeing = float((np.abs(at[:, None] - at[None, :]) <= limits[1][names[place]] + 1e-12).sum())
        scale[place] = agreeing / (q * (q - 1))
    return scale

"""Outcomes of invitations, as codes of a column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rapport.measures.feedback.rate_estimate import Counts
from rapport.measures.inputs import labels, sums, weights_of
from rapport.records.errors import InputError

OUTCOMES = (
    "complete",
    "partial",
    "refusal",
    "non_contact",
    "other",
    "unknown_household",
    "unknown_other",
    "not_eligible",
)
SHORT = dict(zip(("I", "P", "R", "NC", "O", "UH", "UO", "NE"), OUTCOMES, strict=True))


def counted_outcomes(outcomes: Any, weights: Any, codes: Mapping[Any, str] | None) -> tuple[Counts, int]:
    """Cases, weights and squared weights by outcome, and the number of cases without one."""
    found, names = labels(outcomes, "outcomes")
    rows = weights_of(weights, len(found))
    meant = [_meaning(name, codes or {}) for name in names]
    place = np.array([OUTCOMES.index(one) for one in meant] + [-1], dtype=np.intp)[found]
    there = place >= 0
    place, rows, size = place[there], rows[there], len(OUTCOMES)
    count, weight, square = sums(place, None, size), sums(place, rows, size), sums(place, rows**2, size)
    return Counts(count, weight, square, told=bool(count[7])), int((~there).sum())


def _meaning(code: Any, codes: Mapping[Any, str]) -> str:
    meant = codes.get(code, code)
    meant = SHORT.get(str(meant), meant)
    if meant not in OUTCOMES:
        raise InputError(
            f"outcome {code!r} is unknown", "outcomes", f"use {', '.join(OUTCOMES)}, or map it with codes"
        )
    return str(meant)

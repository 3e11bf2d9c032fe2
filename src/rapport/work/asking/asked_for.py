"""Who says in contacts that they want a score, more often than colleagues do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg

NUMBER = (
    r"(give|gave|leave|rate|score|mark)\s+(me|us|it)?\s*(a|an|with a|with)?\s*(ten|10)"
    r"(\s*([.,;:!?)]+(\s|$)|$|/\s*10\b)|\s+(out of|of ten|of 10|points?|stars?|please|"
    r"(in|on|for)\s+(the|our|my|this|that|your)\s+(\w+\s+)?"
    r"(survey|form|mail|email|e-mail|message|feedback|questionnaire|rating|question|call|service)|"
    r"when you (get|are asked|answer|fill)|if you (were|are|liked|enjoyed|felt|think|feel))\b)"
)
"""A ten that is a score: it ends the clause, or what follows speaks of scores. Ten minutes are none."""
WORDS = (
    r"(give|gave|leave|rate|score|mark)\s+(me|us|it)?\s*(a|an|with a|with)?\s*"
    r"(five stars|5 stars|full marks|top (score|marks)|perfect score|"
    r"the (best|highest|top) (score|marks?))\b"
    r"|(only|anything (below|less than|under))\s+(a\s+)?(ten|10|nine|9)\s+(counts|is a fail|hurts|helps)"
    r"|my (bonus|job|pay) depends on"
)
PHRASE = f"{NUMBER}|{WORDS}"
"""Words of agents who ask for a score, in English."""
LEAST_SAID = 3
LEAST_CONTACTS = 20
LEAST_COLLEAGUES = 3
TIMES, FLOOR = 3.0, 0.03
"""Honest people differ in how often such words come up: up to so many times what is usual among colleagues,
and in so large a share of contacts, nothing is said of anybody."""


def asking_unusually(rows: Sequence[Mapping[str, Any]], false_signs: float) -> frozenset[str]:
    """Agents whose share of contacts with such words is surely above that margin: the binomial chance of so
    many or more at the margin, adjusted for all agents by Benjamini and Hochberg.

    Where all shares are within the margin, any sign at all comes in `false_signs` of teams at most. What is
    usual is the median of colleagues, so that several who ask do not hide one another; where most do, nobody
    stands out.
    """
    told = [one for one in rows if one["contacts"] >= LEAST_CONTACTS]
    if len(told) <= LEAST_COLLEAGUES:
        return frozenset()
    n = np.array([one["contacts"] for one in told], dtype=np.float64)
    hits = np.array([one["said"] for one in told], dtype=np.float64)
    places = np.arange(len(told))
    usual = np.array([np.median((hits / n)[places != k]) for k in places])
    margin = np.clip(TIMES * usual, FLOOR, 0.999)
    # The chance of no hit or more is 1; betainc is not made for it.
    chance = np.where(
        hits > 0, special.betainc(np.maximum(hits, 1), n - np.maximum(hits, 1) + 1, margin), 1.0
    )
    found = (benjamini_hochberg(chance) <= false_signs) & (hits >= LEAST_SAID)
    return frozenset(str(one["agent"]) for one, stands_out in zip(told, found, strict=True) if stands_out)

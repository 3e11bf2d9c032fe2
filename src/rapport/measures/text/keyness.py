"""Words that one collection uses at another rate: how sure, and how much."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.estimate_columns import EstimateColumns
from rapport.measures.inference.intervals import student_quantiles
from rapport.measures.inputs import Bools, Floats, confidence_of
from rapport.measures.text.two_sides import TwoSides, two_sides

SMALL = 5.0


@dataclass(frozen=True, eq=False)
class Keyness:
    """`log_ratio`: word → Estimate of log₂ of the ratio of rates, with `p` and `q`; columns in the same
    order: `g2` (log-likelihood), `chi2` (Pearson), both signed by the side that has more;
    `percent_difference`; these three are NaN where the log-ratio is undefined, and the last also without
    the word in b; `exact` where p is exact for small counts; `uneven` where one side has the word
    in so few places that it says more of them than of the side (documents known)."""

    log_ratio: EstimateColumns
    g2: Floats
    chi2: Floats
    percent_difference: Floats
    exact: Bools
    uneven: Bools

    def top(self, k: int = 10, *, last: bool = False) -> list[Hashable]:
        """The words of a (`last`: of b) with the largest g2 that are not uneven."""
        key = np.where(self.uneven, 0.0, -self.g2 if last else self.g2)
        order = np.argsort(-key, kind="stable")[:k]
        return [self.log_ratio.names[one] for one in order.tolist() if key[one] > 0]


@checked
def keyness(
    counts_a: Any,
    counts_b: Any,
    *,
    words: Any = None,
    units: str | None = None,
    even: float = 0.5,
    confidence: float = 0.95,
) -> Keyness:
    """Words that are used at a higher rate on one side.

    Question it answers: what do they say more often, and how many times more often?

    Definition: G² = 2 Σ O ln(O/E) and Pearson's χ² of the table word/other × a/b; log₂ ratio of the
    rates (½ in place of a count of 0); %DIFF = 100 (rate a − rate b)/rate b.

    Scale, unit, range: log₂ ratio: 1 is twice the rate, −1 half of it.

    Base: occurrences of the word on both sides. Excluded: "no count".

    Parameters: `counts_a`, `counts_b`, `words`, `units` as in `log_odds`; `even` how far (0–1) a word
    may be from as even as its count allows, by Gries' deviation of proportions.

    Returns: Keyness.

    Undefined when: the word occurs on neither side, or a side is empty; the columns of tests
    are NaN there. %DIFF is NaN without the word in b.

    Raises: InputError as `log_odds`.

    How sure: ratio: Jeffreys' interval of the share of occurrences that fall on a, which is finite also
    for a count of 0. p: from G², or where an expected count is under 5 exact (binomial, mid-p). With
    documents counts and G² are divided by the word's design effect.

    Do not: rank by G² alone, which grows with the text; nor by the ratio alone, which is largest for
    rare words.

    Validated against: scipy's chi2_contingency for G² and χ², scipy's binomial distribution for the
    exact p; coverage by simulation.

    Example:
        >>> found = keyness({"late": 40, "card": 60}, {"late": 10, "card": 90})
        >>> found.log_ratio["late"].value, round(float(found.g2[0]), 2), round(float(found.chi2[0]), 2)
        (2.0, 25.32, 24.0)

    References: Dunning (1993), Computational Linguistics 19, 61–74. Rayson & Garside (2000),
    doi:10.3115/1117729.1117730. Gries (2008), doi:10.1075/ijcl.13.4.02gri.

    See also: log_odds, weighted_log_odds.
    """
    level = confidence_of(confidence)
    sides = two_sides(counts_a, counts_b, words, units)
    a, b = sides.a, sides.b
    n_a, n_b = float(a.sum()), float(b.sum())
    known = (a + b > 0) & (n_a > 0) & (n_b > 0)
    g2, chi2, least = _tests(a, b, n_a, n_b)
    effect = _effect(sides)
    g2, chi2 = g2 / effect, chi2 / effect
    exact = known & (least < SMALL)
    p = 2 * special.ndtr(-np.sqrt(np.abs(g2)))
    p[exact] = mid_p(a[exact] / effect[exact], (a + b)[exact] / effect[exact], n_a / max(n_a + n_b, 1e-300))
    p = np.where(known, p, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        difference = np.where(b > 0, 100 * (a / n_a / (b / n_b) - 1), np.nan)
    return Keyness(
        _ratio(sides, n_a, n_b, effect, known, p, level),
        np.where(known, g2, np.nan),
        np.where(known, chi2, np.nan),
        np.where(known, difference, np.nan),
        exact,
        np.where(g2 >= 0, sides.uneven_a, sides.uneven_b) > even,
    )


def mid_p(a: Floats, both: Floats, share: float) -> Floats:
    """Two-sided mid-p of `a` of `both` occurrences when each falls on a with probability `share`."""
    rounded, n = np.rint(a), np.maximum(np.rint(both), 1)
    below, at_most = _at_most(rounded - 1, n, share), _at_most(rounded, n, share)
    middle = (below + at_most) / 2
    found: Floats = np.minimum(2 * np.minimum(middle, 1 - middle), 1.0)
    return found


def _at_most(k: Floats, n: Floats, share: float) -> Floats:
    inside = np.clip(k, 0, n - 1)
    found = special.betainc(n - inside, inside + 1, 1 - share)
    return np.where(k < 0, 0.0, np.where(k >= n, 1.0, found))


def _tests(a: Floats, b: Floats, n_a: float, n_b: float) -> tuple[Floats, Floats, Floats]:
    """Signed G² and χ², and the smallest expected count, of each word's table."""
    n = max(n_a + n_b, 1e-300)
    both = a + b
    sign = np.where(a * n_b >= b * n_a, 1.0, -1.0)
    g2, chi2, least = np.zeros(len(a)), np.zeros(len(a)), np.full(len(a), np.inf)
    for seen, row, side in (
        (a, both, n_a),
        (b, both, n_b),
        (n_a - a, n - both, n_a),
        (n_b - b, n - both, n_b),
    ):
        expected = row * side / n
        safe = np.maximum(expected, 1e-300)
        g2 += 2 * special.xlogy(seen, np.where(seen > 0, seen, 1.0) / safe)
        chi2 += np.where(expected > 0, (seen - expected) ** 2 / safe, 0.0)
        least = np.minimum(least, expected)
    return sign * np.maximum(g2, 0), sign * chi2, least


def _effect(sides: TwoSides) -> Floats:
    """One design effect a word: both sides' weighted by the variance that each brings."""
    a, b = sides.a + 0.5, sides.b + 0.5
    found: Floats = (sides.clumping_a / a + sides.clumping_b / b) / (1 / a + 1 / b)
    return found


def _ratio(
    sides: TwoSides, n_a: float, n_b: float, effect: Floats, known: Bools, p: Floats, level: float
) -> EstimateColumns:
    a, b = sides.a, sides.b
    tail = (1 - level) / 2
    # What Student's t reaches beyond the normal, as so much less text.
    df = sides.freedom(sides.clumping_a / (a + 0.5), sides.clumping_b / (b + 0.5))
    effect = effect * (student_quantiles(df, level) / special.ndtri(1 - tail)) ** 2
    top, rest = a / effect + 0.5, b / effect + 0.5
    shift = np.log2(n_b / n_a) if n_a > 0 and n_b > 0 else np.nan
    # Most words share their pair of counts with many others.
    pairs, own = np.unique(top + 1j * rest, return_inverse=True)
    limits = [special.betaincinv(pairs.real, pairs.imag, one)[own] for one in (tail, 1 - tail)]
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = (np.log2(one / (1 - one)) + shift for one in limits)
        value = np.log2(np.where(a > 0, a, 0.5) / np.where(b > 0, b, 0.5)) + shift
    error = np.sqrt(1 / top + 1 / rest) / np.log(2)
    low, high = np.minimum(low, value), np.maximum(high, value)
    value, low, high = (np.where(known, one, np.nan) for one in (value, low, high))
    facts = {
        "unit": "log2 ratio",
        "confidence": level,
        "method": "ratio of rates, Jeffreys" + (", by document" if sides.documents else ""),
        "definition": "keyness@1",
    }
    return EstimateColumns(
        sides.words,
        value,
        low,
        high,
        a + b,
        np.where(known, error, np.nan),
        facts,
        excluded=sides.left_out,
        p=p,
        q=benjamini_hochberg(p),
        undefined_because="the word occurs on neither side, or a side is empty",
    )

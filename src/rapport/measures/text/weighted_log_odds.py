"""Words that set each of several groups apart from all text."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.estimate_columns import EstimateColumns
from rapport.measures.inference.intervals import normal_quantile
from rapport.measures.inputs import chosen, confidence_of, labels, numbers, sums
from rapport.measures.text.word_counts import WordCounts, word_counts
from rapport.records.errors import InputError

PRIORS = ("informative", "uninformative")


@checked
def weighted_log_odds(
    counts: Mapping[Hashable, Any] | tuple[Any, Any, Any],
    prior: str = "informative",
    *,
    confidence: float = 0.95,
) -> dict[Hashable, EstimateColumns]:
    """How much more each word belongs to a group than to all groups together.

    Question it answers: which words are typical of each channel, team, month…?

    Definition: with y_wg the count plus a prior (informative: the word's count over all groups;
    uninformative: 1), y_w and n_g its sums: ln y_wg/(n_g − y_wg) − ln y_w/(n − y_w); z is that over
    √(1/y_wg + 1/y_w).

    Scale, unit, range: log odds ratio (natural logarithm); above 0 is typical of the group.

    Base: occurrences of the word in the group. Excluded: "no count".

    Parameters: `counts` {group: what `word_counts` takes}, or three columns (groups, words, counts);
    `prior`.

    Returns: {group: mapping word → Estimate with columns `z`, `p`, `q`}, groups sorted by name; `q` is
    within the group.

    Undefined when: a group holds one word only.

    Raises: InputError for negative counts or an unknown prior.

    How sure: normal. The group is part of all text, which the variance leaves out, and the informative
    prior pulls towards 0: intervals are wider than needed (and for the pulled value).

    Do not: mistake z for that of `log_odds`; this compares with all text, that one with the other side.

    Validated against: R tidylo on Banking77 and mtcars, informative and uninformative.

    Example:
        >>> found = weighted_log_odds({"chat": {"bot": 8, "card": 2}, "mail": {"bot": 1, "card": 9}})
        >>> list(found["chat"].top(1)), round(float(found["chat"].z[0]), 3)
        (['bot'], 1.515)

    References: Monroe, Colaresi & Quinn (2008), doi:10.1093/pan/mpn018.

    See also: log_odds, keyness.
    """
    level = confidence_of(confidence)
    chosen(prior, PRIORS, "prior")
    groups, words, table, left_out = _table(counts)
    top = table + (1.0 if prior == "uninformative" else table.sum(axis=0))
    overall = top.sum(axis=0)
    quantile = normal_quantile(level)
    facts = {
        "unit": "log odds",
        "confidence": level,
        "method": f"weighted log-odds, {prior} prior, normal",
        "definition": "weighted_log_odds@1",
    }
    found: dict[Hashable, EstimateColumns] = {}
    for group, own, count, out in zip(groups, top, table, left_out, strict=True):
        with np.errstate(invalid="ignore", divide="ignore"):
            value = np.log(own / (own.sum() - own)) - np.log(overall / (overall.sum() - overall))
            error = np.sqrt(1 / own + 1 / overall)
        known = np.isfinite(value) & np.isfinite(error)
        value, error = np.where(known, value, np.nan), np.where(known, error, np.nan)
        p = 2 * special.ndtr(-np.abs(value / error))
        found[group] = EstimateColumns(
            words,
            value,
            value - quantile * error,
            value + quantile * error,
            count,
            error,
            facts,
            excluded={"no count": out} if out else {},
            z=value / error,
            p=p,
            q=benjamini_hochberg(p),
            rank=value / error,
            undefined_because="the word has no count, or the group no other word",
        )
    return found


def _table(counts: Any) -> tuple[list[Hashable], list[Hashable], Any, list[int]]:
    """Groups × words, groups by name."""
    if isinstance(counts, tuple) and len(counts) == 3:
        number = numbers(counts[2], "counts")
        group, groups = labels(counts[0], "groups", length=len(number))
        word, words = labels(counts[1], "words", length=len(number))
        if (number < 0).any():
            raise InputError("a count is negative", "counts", "give counts ≥ 0")
        used = (group >= 0) & (word >= 0) & ~np.isnan(number)
        key = group[used] * max(len(words), 1) + word[used]
        size = (len(groups), len(words))
        table = sums(key, number[used], size[0] * size[1]).reshape(size)
        order = sorted(range(len(groups)), key=lambda one: str(groups[one]))
        out = int((~used).sum())
        return [groups[one] for one in order], words, table[order], [out] * len(groups)
    if not isinstance(counts, Mapping):
        raise InputError("counts are not given by group", "counts", "give {group: counts} or three columns")
    sides: dict[Hashable, WordCounts] = {
        group: word_counts(counts[group]) for group in sorted(counts, key=str)
    }
    index: dict[Hashable, int] = {}
    for side in sides.values():
        for one in side.words:
            index.setdefault(one, len(index))
    table = np.zeros((len(sides), len(index)))
    for row, side in zip(table, sides.values(), strict=True):
        row[[index[one] for one in side.words]] = side.count
    return list(sides), list(index), table, [side.left_out for side in sides.values()]

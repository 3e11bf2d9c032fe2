"""Concerns that nobody had a name for, and that grow."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.discover import discover_concerns
from rapport.language.concerns.telling_word import TellingWord
from rapport.records.errors import InputError

RECENT = 4
FALSE_SHARE = 0.05


@dataclass(frozen=True, eq=False)
class Emerging:
    """`texts` are places in the list given. `counts` by period, in the order of `periods`; `first` the period
    in which it was first seen.

    `ratio` is how many times as often it comes in the recent periods as before, for each interaction, with
    its interval (`high` without end where it was never there before); `p` of no growth, `q` the share of
    false ones among all that grow at least so clearly. `grows`: q is small enough.
    """

    name: str
    words: tuple[TellingWord, ...]
    quote: str
    texts: tuple[int, ...]
    periods: tuple[Any, ...]
    counts: tuple[int, ...]
    first: Any
    ratio: float
    low: float
    high: float
    p: float
    q: float
    grows: bool


def emerging_concerns(
    texts: Iterable[str],
    periods: Sequence[Any],
    totals: Mapping[Any, int],
    recent: int = RECENT,
    confidence: float = 0.95,
    false_share: float = FALSE_SHARE,
    seed: int = 0,
    by: Sequence[Hashable] | None = None,
) -> list[Emerging]:
    """Finds what texts of no known concern are about, and which of it is growing.

    Question it answers: is something new coming up that we have no name for?

    Definition: concerns are discovered among the texts; the count of each in the last `recent` periods,
    given all of its texts, is binomial with the recent share of all interactions if nothing changed.

    Base: texts with a period in `totals`; those that say nothing are left out.

    Parameters: `texts` labelled "other", with the period (week) of each, sortable; `totals` all interactions
    of each period, also of periods without such texts; `recent` how many last periods are compared with all
    before; `false_share` of those called growing that may be false; `by` who said each text, so that none is
    told in words of fewer than three people.

    Returns: Emerging, growing ones first, the clearest first.

    Undefined when: there are no interactions before the recent periods, or none in them: the list is empty.

    Raises: InputError for columns of different lengths, or totals smaller than the texts of a period.

    How sure: the interval of the ratio is exact (Clopper-Pearson) and `q` holds for concerns that are
    independent or grow together (Benjamini-Hochberg); both take interactions as independent: one customer who
    writes ten times counts as ten.

    Validated against: scipy.stats.binomtest, scipy.stats.false_discovery_control.

    References: Przyborowski & Wilenski (1940) doi:10.1093/biomet/31.3-4.313; Benjamini & Hochberg (1995)
    doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    given, when = list(texts), list(periods)
    if len(given) != len(when):
        raise InputError(f"{len(given)} texts have {len(when)} periods", "periods", "give one for each text")
    every = sorted(totals)
    used = [at for at, one in enumerate(when) if one in totals]
    if len(every) <= recent or recent < 1 or not used:
        return []
    exposure = np.array([totals[one] for one in every], dtype=float)
    if not exposure[-recent:].any() or not exposure[:-recent].any():
        return []
    column = np.array([every.index(when[at]) for at in used])
    if (np.bincount(column, minlength=len(every)) > exposure).any():
        raise InputError("a period has more texts than interactions", "totals", "count all interactions")
    who = None if by is None else [by[at] for at in used]
    found = discover_concerns([given[at] for at in used], seed=seed, by=who)
    said = [one for one in range(len(found.names)) if found.words[one]]
    table = np.zeros((len(found.names), len(every)), dtype=np.int64)
    np.add.at(table, (found.labels, column), 1)
    tests = [_growth(table[one], exposure, recent, confidence) for one in said]
    q = _false_share(np.array([one[-1] for one in tests]))
    rows = [
        Emerging(
            found.names[one],
            found.words[one],
            found.quotes[one],
            tuple(used[at] for at in np.flatnonzero(found.labels == one).tolist()),
            tuple(every),
            tuple(table[one].tolist()),
            every[int(np.flatnonzero(table[one])[0])],
            *test,
            q=share,
            grows=share <= false_share,
        )
        for one, test, share in zip(said, tests, q, strict=True)
    ]
    return sorted(rows, key=lambda one: (one.q, one.p, one.name))


def _growth(
    counts: NDArray[np.int64], exposure: NDArray[np.float64], recent: int, confidence: float
) -> tuple[float, float, float, float]:
    """Ratio of rates, its interval, and p of no growth."""
    from scipy.stats import binomtest

    late, early = int(counts[-recent:].sum()), int(counts[:-recent].sum())
    share = float(exposure[-recent:].sum() / exposure.sum())
    tested = binomtest(late, late + early, share, alternative="greater")
    both = binomtest(late, late + early, share).proportion_ci(confidence, "exact")
    ratio, low, high = (_odds(one) / _odds(share) for one in (late / (late + early), both.low, both.high))
    return ratio, low, high, float(tested.pvalue)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")


def _false_share(p: NDArray[np.float64]) -> list[float]:
    from scipy.stats import false_discovery_control

    return [float(one) for one in false_discovery_control(p)] if len(p) else []

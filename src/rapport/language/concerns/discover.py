"""What customers contact a company about, found in their own words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.consensus import DIVISIONS, consensus
from rapport.language.concerns.describe import describe
from rapport.language.concerns.discovered import Concerns
from rapport.language.concerns.meaning import Embed, learn_meaning, vectors_of
from rapport.language.concerns.space import Points, at_length_one, learn_views
from rapport.language.embedding.provided import provided
from rapport.records.errors import InputError

TIERS = ("default", "embedding")
SAMPLE = 3_000
"""Texts that are compared with each other; all further ones go to the nearest concern found."""
CHUNK = 10_000
FEWEST = 4
"""Fewer texts than this are one concern: there is nothing to divide."""
WITH_MEANING = (2 * DIVISIONS, 0.975)
"""Three ways to look need more divisions; groups that mean the same are found with less hesitation."""
SMALL = 3
"""Fewer texts than this that stay together are no concern of their own."""


def discover_concerns(
    texts: Iterable[str],
    seed: int = 0,
    tier: str = "default",
    embed: Embed | None = None,
    by: Sequence[Hashable] | None = None,
) -> Concerns:
    """Finds the concerns in what customers say, and how many there are.

    Question it answers: why do customers contact us, in their own words?

    Definition: texts lie in two spaces (letters within the words that say what it is about; words and pairs
    of words of how it is asked), are divided many times, coarsely to finely, and those that stay together
    are one concern. The number is the smallest that agrees with the divisions nearly as well as the best.
    Over 3,000 texts, that many drawn by `seed` decide, the others go to the nearest concern.

    Base: every text gets a label; texts without a word to go by share one concern, "cannot_tell".

    Parameters: `texts` one utterance or comment each, any number; `seed` of the draws; `tier` "default", or
    "embedding": what texts mean, as vectors, is looked at beside the words; `embed` makes them (a function
    from a list of texts to one vector each, n × dimensions), the embedding of this machine when not given;
    `by` who said each text (a customer's id): words and names come from three people at least, so that none
    of a single person's are told. Without it, from three texts (from all where a concern has fewer).

    Returns: Concerns. The order of the texts does not matter to what is found.

    Raises: InputError for a single string, an unknown tier, `by` of another length, or where there is no
    embedding to be used.

    How sure: `agreement` of the divisions; concerns said in words that have nothing in common are found as
    several, rare ones (under about 1 % of the texts) hide in their neighbours, and of many concerns
    (above about fifty) fewer are found than people would tell apart.

    Validated against: the intents people gave to DSTC11 Track 2 (development), BANKING77, CLINC150 and STAR.

    Example:
        >>> ways = ["I want to {}", "please help me to {}", "how do I {}?", "{}", "hello, {} today"]
        >>> asked = [way.format(what) for what in ("cancel", "track a parcel") for way in ways]
        >>> found = discover_concerns(asked)
        >>> found.names, found.sizes
        (('cancel', 'parcel'), (5, 5))

    References: Fred & Jain (2005) doi:10.1109/TPAMI.2005.113; Deerwester et al. (1990)
    doi:10.1002/(SICI)1097-4571(199009)41:6<391::AID-ASI1>3.0.CO;2-9.
    """
    given = _texts(texts)
    if tier not in TIERS:
        raise InputError(f"tier {tier!r} is unknown", "tier", 'use "default" or "embedding"')
    means = None if tier == "default" else embed or provided()
    if by is not None and len(by) != len(given):
        raise InputError(f"{len(given)} texts are by {len(by)}", "by", "say of each text who said it")
    order = sorted(range(len(given)), key=given.__getitem__)
    found = _discover(
        [given[at] for at in order], seed, means, None if by is None else [by[at] for at in order]
    )
    return _in_order(found, np.array(order, dtype=np.int64))


def _texts(texts: Iterable[str]) -> list[str]:
    if isinstance(texts, (str, bytes)):
        raise InputError("that is one text, not several", "texts", "give a list of texts")
    return ["" if one is None else str(one) for one in texts]


def _discover(texts: list[str], seed: int, embed: Embed | None, by: Sequence[Hashable] | None) -> Concerns:
    # One thread: sums in another order would differ in the last digit, and a text could change sides.
    # What computes must be loaded before it can be told to use one thread.
    import sklearn.cluster  # noqa: F401
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(limits=1):
        points, agreement, labels = _placed(texts, seed, embed)
        return describe(texts, points, labels, agreement, by)


def _placed(
    texts: list[str], seed: int, embed: Embed | None
) -> tuple[Points, dict[int, float], NDArray[np.int64]]:
    """Points of all texts, and their labels; −1 where there is nothing to go by."""
    drawn = np.arange(len(texts))
    if len(texts) > SAMPLE:
        drawn = np.sort(np.random.default_rng(seed).permutation(len(texts))[:SAMPLE])
    each = _by_words(texts, drawn, seed) if embed is None else _by_meaning(texts, drawn, seed, embed)
    points = np.hstack(each)
    known = np.asarray(points.any(axis=1))
    labels = np.full(len(texts), -1, dtype=np.int64)
    drawn = drawn[known[drawn]]
    agreement: dict[int, float] = {}
    if known.any():
        used = drawn if len(drawn) else np.flatnonzero(known)
        first = np.zeros(len(used), dtype=np.int64)
        if len(used) >= FEWEST:
            agreed = consensus([one[used] for one in each], seed, *(WITH_MEANING if embed else ()))
            first, agreement = agreed.labels, agreed.agreement
        labels[known] = _nearest(points[known], _middles(points[used], first))
    return points, agreement, labels


def _by_words(texts: list[str], drawn: NDArray[np.int64], seed: int) -> list[Points]:
    """Of each view the points of all texts; what is looked at is learned from those drawn."""
    views = learn_views([texts[at] for at in drawn], seed)
    return [
        np.vstack([view.points(some) for some in _chunks(texts)]) if texts else np.zeros((0, 1))
        for view in views
    ]


def _by_meaning(texts: list[str], drawn: NDArray[np.int64], seed: int, embed: Embed) -> list[Points]:
    vectors = vectors_of(texts, embed, CHUNK)
    meaning = learn_meaning([texts[at] for at in drawn], vectors[drawn], seed)
    parts = [
        meaning.points(some, vectors[at * CHUNK : (at + 1) * CHUNK]) for at, some in enumerate(_chunks(texts))
    ]
    return [np.vstack(one) for one in zip(*parts, strict=True)] if parts else [np.zeros((0, 1))]


def _chunks(texts: list[str]) -> Iterator[list[str]]:
    return (texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK))


def _middles(points: Points, labels: NDArray[np.int64]) -> Points:
    """The directions of concerns that more than a few texts have."""
    sizes = np.bincount(labels)
    least = min(SMALL, int(sizes.max()))
    found = np.stack([points[labels == one].mean(axis=0) for one in np.flatnonzero(sizes >= least)])
    return at_length_one(found)


def _nearest(points: Points, middles: Points) -> NDArray[np.int64]:
    return np.asarray((points @ middles.T).argmax(axis=1), dtype=np.int64)


def _in_order(found: Concerns, order: NDArray[np.int64]) -> Concerns:
    """Back in the order in which the texts were given."""
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return replace(
        found, labels=found.labels[place], nearness=found.nearness[place], other=found.other[place]
    )

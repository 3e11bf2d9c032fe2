"""Names for groups of texts: the phrase that tells a group best, as people say it, else its telling words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.heard import FEWEST, Heard
from rapport.language.concerns.stop_words import UNNAMED
from rapport.language.concerns.telling_word import CLEAR, COMMON, TellingWord
from rapport.language.concerns.words import spelled, stem

IN_NAME = 3
WITHIN = 5
"""A phrase is no longer than this, the small words inside counted."""
USUAL = 0.06
"""A phrase is in this share of its group's texts at least, and in FEWEST."""
_INSIDE = """
a an the my your our his her their its this that to of for on in with at from by is are was were be been has
have had not no out up off back does did
"""
_WHOSE = "a an the my your our his her their its this that"
INSIDE = frozenset(_INSIDE.split())
"""What may stand between the telling words of a phrase."""
LEFT_OUT = frozenset(_WHOSE.split())
"""What is left out of the name: it tells whose, not what."""


def group_names(
    texts: Sequence[str],
    labels: NDArray[np.int64],
    told: Sequence[Sequence[TellingWord]],
    place: Mapping[str, float],
    by: Sequence[Hashable] | None = None,
) -> list[str]:
    """One name for each group of `told`, no two the same. `place`: where in texts words stand; `by`: who said
    each text."""
    phrases = _phrases(texts, labels, told, Heard(labels, len(told), by))
    found: list[str] = []
    taken: set[str] = set()
    for group, words in enumerate(told):
        tries = [*phrases[group], *_of_words(words, len(told) == 1, place)]
        tries += [f"{tries[0]} ({number})" for number in range(2, len(told) + 2)]
        found.append(next(name for name in tries if name not in taken))
        taken.add(found[-1])
    return found


def _phrases(
    texts: Sequence[str], labels: NDArray[np.int64], told: Sequence[Sequence[TellingWord]], heard: Heard
) -> list[list[str]]:
    """Of each group the phrases that could name it, best first: how far their words tell, times the share
    of its texts that have them."""
    weight = [
        {stem(one.word): one.z for one in words if one.z >= CLEAR and one.word not in UNNAMED}
        for words in told
    ]
    counts: list[Counter[tuple[str, ...]]] = [Counter() for _ in told]
    spelt: dict[tuple[str, ...], Counter[str]] = {}
    for number, (text, label) in enumerate(zip(texts, labels.tolist(), strict=True)):
        if weight[label]:
            mine = dict(_of_text(spelled(text), weight[label]))
            counts[label].update(mine.keys())
            for key, written in mine.items():
                spelt.setdefault(key, Counter())[written] += 1
                heard.add(label, key, number)
    sizes = np.bincount(labels, minlength=len(told)).tolist()
    found = []
    for group, (own, many, tells) in enumerate(zip(counts, sizes, weight, strict=True)):
        often = [key for key, count in own.items() if count >= max(FEWEST, USUAL * many)]
        usual = [key for key in often if heard.enough(group, key)]
        worth = {key: own[key] / many * math.fsum(tells.get(root, 0.0) for root in set(key)) for key in usual}
        best = sorted(usual, key=lambda key: (-worth[key], len(key), key))[:IN_NAME]
        found.append([min(spelt[key], key=lambda way: (-spelt[key][way], way)) for key in best])
    return found


def _of_text(words: Sequence[str], tells: Mapping[str, float]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Phrases of a text that begin and end with a telling word, as stems and as written."""
    roots = [stem(word) for word in words]
    marks = [at for at, root in enumerate(roots) if root in tells]
    for first in marks:
        for last in marks:
            if not 0 < last - first < WITHIN or roots[first] == roots[last]:
                continue
            between = range(first + 1, last)
            if all(roots[at] in tells or words[at] in INSIDE for at in between):
                kept = [at for at in range(first, last + 1) if words[at] not in LEFT_OUT]
                yield tuple(roots[at] for at in kept), " ".join(words[at] for at in kept)


def _of_words(words: Sequence[TellingWord], alone: bool, place: Mapping[str, float]) -> list[str]:
    """Up to three telling words in the order in which they are said, then more of them."""
    able = [one for one in words if one.word not in UNNAMED]
    clear = [one for one in able if (one.z >= CLEAR or alone) and one.share >= COMMON] or (
        able or list(words)
    )[:1]
    longer = clear + [one for one in able if one not in clear]
    tries = [longer[:many] for many in range(min(IN_NAME, len(clear)), len(longer) + 1)]
    named = [
        " ".join(one.word for one in sorted(some, key=lambda one: (place[one.word], one.word)))
        for some in tries
    ]
    return [name or "unnamed" for name in named]

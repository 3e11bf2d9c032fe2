"""Concerns found anew, fitted into the tree that people already keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapport.language.annotation import CANNOT_TELL
from rapport.language.concerns.discovered import Concerns
from rapport.language.concerns.ids import fresh_id
from rapport.language.concerns.taxonomy import Concern, Taxonomy, taxonomy_of

LARGE = 0.5
"""Of the texts that either has, two concerns that share this many are the same one."""


def taxonomy_from(found: Concerns) -> Taxonomy:
    """A first tree of what was found: groups of neighbours above, concerns below; one that stands alone in
    its group is at the top."""
    return first_tree(found)[0]


def first_tree(found: Concerns) -> tuple[Taxonomy, tuple[str, ...]]:
    """The same with the id of each text in it."""
    taken: set[str] = set()
    alone = Counter(found.parents)
    above = {
        group: Concern(fresh_id(f"group-{name}", taken), name)
        for group, name in enumerate(found.parent_names)
        if alone[group] > 1
    }
    below = [
        _concern(
            found,
            at,
            fresh_id(name, taken),
            above[found.parents[at]].id if found.parents[at] in above else None,
        )
        for at, name in enumerate(found.names)
        if name != CANNOT_TELL
    ]
    top = {one.name for one in below if one.parent is None}
    groups = [replace(one, name=f"{one.name} …") if one.name in top else one for one in above.values()]
    told = [at for at, name in enumerate(found.names) if name != CANNOT_TELL]
    ids = {at: one.id for at, one in zip(told, below, strict=True)}
    return taxonomy_of([*groups, *below]), tuple(ids.get(int(one), CANNOT_TELL) for one in found.labels)


def rediscover(
    given: Taxonomy, found: Concerns, before: Sequence[str | None]
) -> tuple[Taxonomy, tuple[str, ...]]:
    """The next version of a tree after concerns were found anew in the same texts.

    Parameters: `before` the id that each text had, None for none.

    Returns: the new tree, and the id of each text in it. A found concern that shares at least half of the
    texts with an old one is that one, and keeps its id, name, parent and pin. Pinned concerns keep their
    texts. Old ones that nothing continues become the one that took most of their texts, where one did.
    """
    today = [None if one is None else given.follow(one) for one in before]
    pinned = {key for key, one in given.concerns.items() if one.pinned}
    free = [at for at, one in enumerate(today) if one not in pinned]
    same = _same([found.labels[at] for at in free], [today[at] for at in free], set(given.concerns) - pinned)
    taken = set(given.concerns) | set(given.became)
    ids = {
        label: same.get(label) or fresh_id(name, taken)
        for label, name in enumerate(found.names)
        if name != CANNOT_TELL
    }
    labels = tuple(
        old if old in pinned else ids.get(int(label), CANNOT_TELL)
        for old, label in zip(today, found.labels, strict=True)
    )
    used = set(labels)
    kept = {key: one for key, one in given.concerns.items() if one.pinned or key in same.values()}
    kept |= _above(given, kept)
    names = {(one.parent, one.name) for one in kept.values()}
    fresh = {}
    for label, own in ids.items():
        if own not in kept and own in used:
            one = _concern(found, label, own, None)
            fresh[own] = one if (None, one.name) not in names else replace(one, name=f"{one.name} ({own})")
    became = _successors(given, {**kept, **fresh}, today, labels)
    concerns = taxonomy_of([*kept.values(), *fresh.values()]).concerns
    history = {**given.became, **became}
    return Taxonomy(concerns, given.version + 1, history, given.split & set(concerns)), labels


def _concern(found: Concerns, label: int, own: str, parent: str | None) -> Concern:
    words = tuple(one.word for one in found.words[label])
    return Concern(own, found.names[label], parent, words, (found.quotes[label],))


def _same(labels: Sequence[int], before: Sequence[str | None], known: set[str]) -> dict[int, str]:
    """Found label → old id where both share most of their texts; the largest shares first."""
    both = Counter((int(label), old) for label, old in zip(labels, before, strict=True) if old in known)
    ours, theirs = Counter(map(int, labels)), Counter(before)
    share = {
        (label, old): many / (ours[label] + theirs[old] - many) for (label, old), many in both.items() if old
    }
    found: dict[int, str] = {}
    for label, old in sorted(share, key=lambda one: (-share[one], one)):
        if share[label, old] >= LARGE and label not in found and old not in found.values():
            found[label] = old
    return found


def _above(given: Taxonomy, kept: dict[str, Concern]) -> dict[str, Concern]:
    found: dict[str, Concern] = {}
    for one in kept.values():
        at = one.parent
        while at is not None and at not in kept and at not in found:
            found[at] = given.concerns[at]
            at = given.concerns[at].parent
    return found


def _successors(
    given: Taxonomy, now: dict[str, Concern], before: Sequence[str | None], labels: Sequence[str]
) -> dict[str, str]:
    """Of every id that is no more, the one that took most of its texts."""
    moves: dict[str, Counter[str]] = {}
    for old, new in zip(before, labels, strict=True):
        if old is not None and old in given.concerns and old not in now and new in now:
            moves.setdefault(old, Counter())[new] += 1
    return {old: min(to, key=lambda one: (-to[one], one)) for old, to in sorted(moves.items())}

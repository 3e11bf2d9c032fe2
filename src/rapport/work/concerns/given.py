"""The tree of concerns that interactions came with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapport.language.concerns.heard import FEWEST
from rapport.language.concerns.ids import own_id
from rapport.language.concerns.model import OTHER
from rapport.language.concerns.taxonomy import Concern, Taxonomy, taxonomy_of
from rapport.records.annotation import CANNOT_TELL
from rapport.records.errors import InputError

MOST = 300
"""So many concerns are learned from labels: more are no concerns, and no machine learns them in time."""
NONE = {OTHER: OTHER, CANNOT_TELL: None}
"""What is no concern, and the label it teaches."""


def of_few(tree: Taxonomy, labels: Sequence[str], by: Sequence[str]) -> frozenset[str]:
    """The labels that too few customers came with (`by`) to be more than their own words. What the tree
    knows already is no such label. Raises InputError where those that are left are too many."""
    customers = defaultdict[str, set[str]](set)
    for label, one in zip(labels, by, strict=True):
        customers[label].add(one)
    names = {one.name for one in tree.concerns.values()}
    few = {
        label
        for label, who in customers.items()
        if len(who) < FEWEST
        and not (label in names or tree.follow(label) in tree.concerns or _plain(label) in NONE)
    }
    if len(customers) - len(few) > MOST:
        raise InputError(
            f"Interactions came with {len(customers) - len(few):,} different concerns",
            "concern",
            f"Give {MOST} at most, or find concerns instead: rapport models concerns.",
        )
    return frozenset(few)


def given_tree(tree: Taxonomy, labels: Sequence[str]) -> tuple[Taxonomy, list[str | None]]:
    """The tree with every given label in it, and the id that each stands for: OTHER where it says so, None
    where it says nothing. Which id a label got is kept with what became of ids, so that it finds its concern
    again when people have called that something else, or merged it."""
    concerns, became = dict(tree.concerns), dict(tree.became)
    taken = {*concerns, *became}
    known = {one.name: one.id for one in concerns.values()}
    found: dict[str, str | None] = {}
    for label in sorted(set(labels)):
        own = known.get(label, tree.follow(label))
        if own in concerns and own not in NONE:
            found[label] = own
            continue
        name, what = " ".join(label.replace("_", " ").split()), _plain(label)
        if not name or what in NONE:
            found[label] = NONE.get(what)
            continue
        if name not in known:
            known[name] = own_id(label, taken)
            concerns[known[name]] = Concern(known[name], name)
        found[label] = known[name]
        if found[label] != label:
            became[label] = known[name]
    if (concerns, became) != (dict(tree.concerns), dict(tree.became)):
        grown = taxonomy_of(list(concerns.values()))
        tree = Taxonomy(grown.concerns, tree.version + bool(tree.concerns), became, tree.split)
    return tree, [found[label] for label in labels]


def _plain(label: str) -> str:
    return "_".join(label.replace("_", " ").split()).casefold()

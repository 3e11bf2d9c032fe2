"""The tree of concerns that interactions came with."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.language.concerns.model import OTHER
from rapport.language.concerns.taxonomy import Concern, Taxonomy, taxonomy_of
from rapport.records.annotation import CANNOT_TELL
from rapport.work.concerns.ids import own_id

NONE = {OTHER: OTHER, CANNOT_TELL: None}
"""What is no concern, and the label it teaches."""


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
        name = " ".join(label.replace("_", " ").split())
        what = name.casefold().replace(" ", "_")
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

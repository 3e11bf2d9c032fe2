"""The tree of concerns as pages tell it, and what each label that was ever given is called today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapport.home import Home
from rapport.language.concerns.model import OTHER
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.records.annotation import CANNOT_TELL
from rapport.work.concerns.kept import concerns_path

NO_CONCERN = {OTHER: "Other", CANNOT_TELL: "Cannot tell"}
"""Labels that are no concern, and what they are called."""


@dataclass(frozen=True)
class Place:
    """A concern where it stands in the tree. `depth` 0 is the top."""

    id: str
    name: str
    parent: str | None
    depth: int
    words: tuple[str, ...] = ()
    pinned: bool = False
    children: int = 0


def places(tree: Taxonomy) -> tuple[Place, ...]:
    """Every concern below the one it belongs to, by name; then other, and what cannot be told."""
    found: list[Place] = []

    def below(parent: str | None, depth: int) -> None:
        for one in tree.children(parent):
            many = len(tree.children(one.id))
            found.append(Place(one.id, one.name, one.parent, depth, one.words, one.pinned, many))
            below(one.id, depth + 1)

    below(None, 0)
    return (*found, *(Place(label, name, None, 0) for label, name in NO_CONCERN.items()))


def upwards(tree: Taxonomy, concern: str) -> tuple[str, ...]:
    """The concern and all above it."""
    found, at = [], tree.concerns.get(concern)
    while at is not None and at.id not in found:
        found.append(at.id)
        at = tree.concerns.get(at.parent) if at.parent else None
    return tuple(found)


def belongs(tree: Taxonomy, labels: Iterable[str]) -> list[tuple[str, str]]:
    """(label, concern) of every concern that a label counts for today: what it became, and all above. A
    label that became nothing counts as other."""
    found = []
    for label in sorted(set(labels)):
        own = (label,) if label in NO_CONCERN else upwards(tree, tree.follow(label))
        found += [(label, one) for one in own or (OTHER,)]
    return found


def labels_of(tree: Taxonomy, learned: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Every label that counts for a concern today, by concern: of what the tree knows, and of what the model
    `learned`."""
    found: dict[str, list[str]] = {}
    for label, concern in belongs(tree, {*tree.concerns, *tree.became, *learned, *NO_CONCERN}):
        found.setdefault(concern, []).append(label)
    return {concern: tuple(labels) for concern, labels in found.items()}


def tree_mark(home: Home) -> tuple[int, int]:
    """What tells one state of the kept concerns from another, without reading them."""
    found = concerns_path(home).stat()
    return found.st_mtime_ns, found.st_size

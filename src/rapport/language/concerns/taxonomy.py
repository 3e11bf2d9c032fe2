"""The tree of a company's concerns as people keep it: every edit is a new version that says what became of
the old ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapport.records.errors import InputError


@dataclass(frozen=True, slots=True)
class Concern:
    """`id` never changes. `parent` is the id of the one above it, None at the top. `words` tell it apart,
    `examples` are texts of it; `pinned`: a rediscovery leaves it as it is."""

    id: str
    name: str
    parent: str | None = None
    words: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    pinned: bool = False


@dataclass(frozen=True)
class Taxonomy:
    """Concerns by id. `version` counts edits; `became` follows every id that is no more to the one that took
    its texts. A concern that was split keeps its id: `split` names those whose texts must be read again."""

    concerns: Mapping[str, Concern] = field(default_factory=dict)
    version: int = 1
    became: Mapping[str, str] = field(default_factory=dict)
    split: frozenset[str] = frozenset()

    def __getitem__(self, concern: str) -> Concern:
        """Raises InputError for an id that is unknown or no more."""
        if concern not in self.concerns:
            known = self.follow(concern)
            todo = (
                f"use {known!r}, which it became" if known in self.concerns else "use an id of the taxonomy"
            )
            raise InputError(f"there is no concern {concern!r}", "taxonomy", todo)
        return self.concerns[concern]

    def follow(self, concern: str) -> str:
        """The id that a concern has today; unknown ones stay what they are."""
        seen = set()
        while concern not in self.concerns and concern in self.became and concern not in seen:
            seen.add(concern)
            concern = self.became[concern]
        return concern

    def mapping(self) -> dict[str, str]:
        """Old id → new id of all that are no more, for labels given before."""
        return {old: self.follow(old) for old in sorted(self.became)}

    def children(self, concern: str | None) -> tuple[Concern, ...]:
        """Those right below it, by name; of None those at the top."""
        found = [one for one in self.concerns.values() if one.parent == concern]
        return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def taxonomy_of(concerns: Sequence[Concern]) -> Taxonomy:
    """A first version. Raises InputError for ids or names given twice, unknown parents and circles."""
    found: dict[str, Concern] = {}
    for one in concerns:
        if one.id in found:
            raise InputError(f"two concerns have the id {one.id!r}", "taxonomy", "give each its own")
        found[one.id] = one
    return _checked(Taxonomy(found))


def rename(given: Taxonomy, concern: str, name: str) -> Taxonomy:
    """Another name; its labels stay."""
    return _edited(given, {concern: replace(given[concern], name=name)})


def pin(given: Taxonomy, concern: str, pinned: bool = True) -> Taxonomy:
    """Kept as it is when concerns are found anew, or not any more."""
    return _edited(given, {concern: replace(given[concern], pinned=pinned)})


def move(given: Taxonomy, concern: str, parent: str | None) -> Taxonomy:
    """Below another one, or to the top."""
    if parent is not None:
        _ = given[parent]
    return _edited(given, {concern: replace(given[concern], parent=parent)})


def merge(given: Taxonomy, concerns: Sequence[str], into: str) -> Taxonomy:
    """`concerns` become `into`: their examples and what is below them go there."""
    kept = given[into]
    gone = [given[one] for one in dict.fromkeys(concerns) if one != into]
    if not gone:
        raise InputError("nothing to merge", "concerns", "name at least one other concern")
    lost = {one.id for one in gone}
    if _above(given, into) & lost:
        raise InputError(f"{into!r} lies below what becomes it", "into", "move it up first, then merge")
    examples = tuple(dict.fromkeys([*kept.examples, *(text for one in gone for text in one.examples)]))
    words = tuple(dict.fromkeys([*kept.words, *(word for one in gone for word in one.words)]))
    changed = {into: replace(kept, examples=examples, words=words)}
    for one in given.concerns.values():
        if one.parent in lost and one.id not in lost and one.id != into:
            changed[one.id] = replace(one, parent=into)
    return _edited(given, changed, dict.fromkeys(sorted(lost), into))


def split(given: Taxonomy, concern: str, parts: Sequence[Concern]) -> Taxonomy:
    """Below `concern` come `parts`, which take the examples they name; texts of it must be read again."""
    kept = given[concern]
    if len(parts) < 2:
        raise InputError(f"{len(parts)} part is no split", "parts", "give two parts at least")
    taken = {text for part in parts for text in part.examples}
    changed = {concern: replace(kept, examples=tuple(text for text in kept.examples if text not in taken))}
    for part in parts:
        if part.id in given.concerns or part.id in given.became or part.id in changed:
            raise InputError(
                f"the id {part.id!r} is taken", "parts", "give each part an id never used before"
            )
        changed[part.id] = replace(part, parent=concern)
    found = _edited(given, changed)
    return replace(found, split=found.split | {concern})


def _edited(
    given: Taxonomy, changed: Mapping[str, Concern], became: Mapping[str, str] | None = None
) -> Taxonomy:
    gone = dict(became or {})
    concerns = {key: one for key, one in {**given.concerns, **changed}.items() if key not in gone}
    return _checked(
        replace(given, concerns=concerns, version=given.version + 1, became={**given.became, **gone})
    )


def _checked(given: Taxonomy) -> Taxonomy:
    names: set[tuple[str | None, str]] = set()
    for one in given.concerns.values():
        if not one.name.strip():
            raise InputError(f"the concern {one.id!r} has no name", "name", "give it one")
        if (one.parent, one.name) in names:
            raise InputError(
                f"two concerns beside each other are called {one.name!r}", "name", "name one anew"
            )
        names.add((one.parent, one.name))
        if one.parent is not None and one.parent not in given.concerns:
            raise InputError(f"the parent {one.parent!r} of {one.id!r} is unknown", "parent", "add it first")
        if one.id in _above(given, one.id):
            raise InputError(
                f"{one.id!r} would lie below itself", "parent", "choose one that is not below it"
            )
    return given


def _above(given: Taxonomy, concern: str) -> set[str]:
    """The ids over a concern; itself among them where the tree is a circle."""
    found: set[str] = set()
    at = given.concerns[concern].parent
    while at is not None and at not in found and at in given.concerns:
        found.add(at)
        at = given.concerns[at].parent
    return found

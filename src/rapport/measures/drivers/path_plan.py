"""Which items belong to which construct, and which construct depends on which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.drivers.path_fit import SCHEMES, Plan
from rapport.measures.inputs import chosen
from rapport.records.errors import InputError

Blocks = Mapping[str, Sequence[str]]
Paths = Iterable[tuple[str, str]] | Mapping[str, Sequence[str]]


@dataclass(frozen=True, eq=False)
class Named:
    """A plan with the names of its `items`, `constructs`, direct `pairs` and `reached` ones, (from, to)."""

    items: tuple[str, ...]
    constructs: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    plan: Plan

    def place(self, construct: str) -> int:
        """The number of a construct."""
        return self.constructs.index(construct)

    @property
    def reached(self) -> list[tuple[str, str]]:
        """All (from, to) with some way between them."""
        ways = self.plan.paths.astype(np.int64)
        reach = ways.copy()
        for _ in self.constructs:
            reach = ((reach + reach @ ways) > 0).astype(np.int64)
        return [(self.constructs[a], self.constructs[b]) for a, b in np.argwhere(reach)]


def plan_of(blocks: Any, paths: Any, scheme: str) -> Named:
    """Reads blocks and paths. Raises InputError for what is unknown, doubled, circular or left alone."""
    chosen(scheme, SCHEMES, "scheme")
    if not isinstance(blocks, Mapping) or len(blocks) < 2:
        todo = 'give {"value": ["price", "worth"], …}'
        raise InputError("blocks must map two or more constructs to their items", "blocks", todo)
    members = {
        str(name): [some] if isinstance(some, str) else [str(one) for one in some]
        for name, some in blocks.items()
    }
    items = [item for inside in members.values() for item in inside]
    for name, inside in members.items():
        if not inside:
            raise InputError(f"{name!r} has no item", "blocks", "give each construct an item")
    for item in items:
        if items.count(item) > 1:
            raise InputError(f"{item!r} stands in blocks twice", "blocks", "give each item one construct")
    constructs = tuple(members)
    pairs = _pairs(paths, constructs)
    ways = np.zeros((len(constructs), len(constructs)), dtype=bool)
    for source, target in pairs:
        ways[constructs.index(source), constructs.index(target)] = True
    for place, name in enumerate(constructs):
        if not (ways[place].any() or ways[:, place].any()):
            raise InputError(f"no path leads to or from {name!r}", "paths", "connect it or leave it out")
    if not _ends(ways):
        raise InputError("paths lead in a circle", "paths", "leave out one of them")
    own = np.array([[item in inside for inside in members.values()] for item in items])
    return Named(tuple(items), constructs, pairs, Plan(own, ways, scheme))


def _pairs(paths: Any, constructs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    todo = 'give pairs ("from", "to"), or {"to": ["from", …]}'
    if isinstance(paths, Mapping):
        paths = [
            (source, target)
            for target, sources in paths.items()
            for source in ([sources] if isinstance(sources, str) else sources)
        ]
    try:
        pairs = tuple((str(source), str(target)) for source, target in paths)
    except (TypeError, ValueError):
        raise InputError("a path is not a pair of constructs", "paths", todo) from None
    for pair in pairs:
        for name in pair:
            if name not in constructs:
                raise InputError(f"there is no construct {name!r}", "paths", f"use {', '.join(constructs)}")
        if pairs.count(pair) > 1:
            raise InputError(f"the path {pair} is given twice", "paths", "give each once")
    return pairs


def _ends(ways: Any) -> bool:
    """Whether every way ends: leaving out constructs without sources again and again leaves none."""
    left = np.ones(len(ways), dtype=bool)
    for _ in range(len(ways)):
        left &= ways[left].any(axis=0)
    return not left.any()

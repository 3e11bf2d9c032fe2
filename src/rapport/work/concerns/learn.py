"""Find what customers come with in a home's conversations, and learn to tell it in new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapport.home import Home
from rapport.language.concerns.discover import discover_concerns
from rapport.language.concerns.model import ConcernModel
from rapport.language.concerns.rediscovery import rediscover
from rapport.language.concerns.said import said
from rapport.language.concerns.taxonomy import Concern, Taxonomy, taxonomy_of
from rapport.records.errors import InputError
from rapport.records.interaction import Interaction
from rapport.warehouse import Snapshot, Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.annotating.waiting import COLUMNS, as_interaction
from rapport.work.concerns.kept import KeptConcerns, keep_concerns, kept_concerns
from rapport.work.progress import Progress, Silent

MOST = 20_000
"""So many conversations are looked at, drawn by the seed: more find no other concerns."""
FEWEST = 20


@dataclass(frozen=True)
class LearnedConcern:
    """`interactions`: of those looked at, how many it is the first request of; `words` tell it apart."""

    id: str
    name: str
    parent: str | None
    interactions: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class ConcernsLearned:
    """What was found in `interactions` conversations, the commonest first; the tree's version now, and the
    model's name."""

    interactions: int
    concerns: tuple[LearnedConcern, ...]
    version: int
    model: str


def learn_concerns(
    home: Home, progress: Progress | None = None, *, given: bool = False, seed: int = 0, most: int = MOST
) -> ConcernsLearned:
    """Learns from what customers asked first; `given`: by the concern that interactions came with, instead
    of finding concerns. What people renamed, moved or pinned stays; old labels follow into the new tree.

    Raises InputError when there is too little to learn from.
    """
    progress = progress or Silent()
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        progress.stage("Reading first requests", None)
        asked = _asked(snapshot, given, seed, most)
    if len(asked) < FEWEST:
        where = "with a concern of their own" if given else "in which a customer said something"
        raise InputError(
            f"Only {len(asked)} interactions {where}", "interactions", f"{FEWEST} at least are needed."
        )
    texts = [text for text, _ in asked]
    progress.stage("Finding concerns", None)
    before = kept_concerns(home)
    tree = before.taxonomy if before else Taxonomy()
    if given:
        tree, ids = _given_tree(tree, [concern or "" for _, concern in asked])
    else:
        tree, ids = _found_tree(tree, before, texts, seed)
    progress.stage("Learning to tell them", None)
    model = ConcernModel().fit(texts, ids)
    keep_concerns(home, KeptConcerns(tree, model))
    counts = Counter(one for one in ids if one)
    listed = sorted(counts, key=lambda one: (-counts[one], one))
    told = (
        LearnedConcern(one, tree[one].name, tree[one].parent, counts[one], tree[one].words) for one in listed
    )
    return ConcernsLearned(len(asked), tuple(told), tree.version, model.name)


def _asked(snapshot: Snapshot, given: bool, seed: int, most: int) -> list[tuple[str, str | None]]:
    """What customers asked first, and the concern the interaction came with; the same for a seed."""
    rows = snapshot.sql(
        f"SELECT {COLUMNS} FROM interactions WHERE eligible AND {SERVED} "
        "AND (NOT $given OR concern IS NOT NULL) "
        "ORDER BY hash(interaction_id || $seed), interaction_id LIMIT $most",
        {"given": given, "seed": f":{seed}", "most": most},
    ).to_pylist()
    found = ((_request(as_interaction(row)), row["concern"]) for row in rows)
    return [(text, concern) for text, concern in found if text]


def _request(one: Interaction) -> str:
    parts = said(one, by_customer=True)
    return one.turns[parts[0].turn].text[parts[0].start : parts[0].end] if parts else ""


def _found_tree(
    tree: Taxonomy, before: KeptConcerns | None, texts: Sequence[str], seed: int
) -> tuple[Taxonomy, list[str | None]]:
    found = discover_concerns(texts, seed)
    old: Sequence[str | None] = [None] * len(texts)
    if before is not None:
        known = set(tree.concerns) | set(tree.became)
        old = [one if one in known else None for one in before.model.predict(texts).labels]
    tree, ids = rediscover(tree, found, old)
    return tree, [
        None if apart or one not in tree.concerns else one
        for one, apart in zip(ids, found.other, strict=True)
    ]


def _given_tree(tree: Taxonomy, concerns: Sequence[str]) -> tuple[Taxonomy, list[str | None]]:
    """The tree with every given concern in it, and which each text has."""
    known = {one.name: one.id for one in tree.concerns.values()}
    new = sorted(set(concerns) - set(known) - set(tree.concerns))
    if new:
        made = taxonomy_of(
            [*tree.concerns.values(), *(Concern(name, name.replace("_", " ")) for name in new)]
        )
        tree = Taxonomy(made.concerns, tree.version + bool(tree.concerns), tree.became, tree.split)
    return tree, [known.get(one, one) for one in concerns]

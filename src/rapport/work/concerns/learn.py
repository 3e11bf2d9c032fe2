"""Find what customers come with in a home's conversations, and learn to tell it in new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapport.home import Home
from rapport.language.concerns.annotator import STATED
from rapport.language.concerns.discover import TIERS, discover_concerns
from rapport.language.concerns.model import ConcernModel
from rapport.language.concerns.opening import came_with
from rapport.language.concerns.rediscovery import first_tree, rediscover
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.language.embedding.distilled import distilled
from rapport.language.embedding.embed import Embed
from rapport.language.embedding.provided import provided
from rapport.program.people.actor import TERMINAL, Actor
from rapport.records.errors import InputError
from rapport.warehouse import Snapshot, Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.annotating.waiting import COLUMNS, as_interaction
from rapport.work.concerns.earlier import concerns_lock
from rapport.work.concerns.from_people import examples_said
from rapport.work.concerns.given import given_tree, of_few
from rapport.work.concerns.kept import (
    Before,
    KeptConcerns,
    concerns_before,
    concerns_path,
    concerns_usable,
    keep_concerns,
)
from rapport.work.concerns.on_top import same_model
from rapport.work.concerns.requests import who_asked
from rapport.work.progress import Progress, Silent
from rapport.work.teaching.concerns import keep_concerns_card, said_of_concerns

FAST = "fast"
"""Concerns are found by the embedding, and told by one that was distilled from it."""
MOST = 20_000
"""So many conversations are looked at, drawn by the seed: more find no other concerns."""
FEWEST = 20


@dataclass(frozen=True)
class LearnedConcern:
    """`interactions`: of those looked at, how many came with it; `words` tell it apart."""

    id: str
    name: str
    parent: str | None
    interactions: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class ConcernsLearned:
    """What was found in `interactions` conversations, the commonest first; the tree's version now, and the
    model's name. `left_out`: labels that fewer than three customers came with; they teach nothing."""

    interactions: int
    concerns: tuple[LearnedConcern, ...]
    version: int
    model: str
    left_out: int = 0


class _First(NamedTuple):
    """What a customer came with in which interaction, the concern that stands there, and who asked."""

    interaction_id: str
    text: str
    concern: str | None
    customer: str


def learn_concerns(
    home: Home,
    progress: Progress | None = None,
    *,
    given: bool = False,
    seed: int = 0,
    most: int = MOST,
    tier: str | None = None,
    actor: Actor = TERMINAL,
) -> ConcernsLearned:
    """Learns from what customers came with; `given`: by the concern that interactions came with, instead
    of finding concerns, where three customers came with it: what fewer came with may be one's own words.
    `tier` is "default", "embedding" or "fast" (found by the embedding, told by one that
    is distilled from it), that of what was learned before when not given.
    What people renamed, moved or pinned stays; old labels follow into the new tree. What people answered in
    reviews is learned with it; the conversations that measure the model are not. A model that is damaged, of
    another version, or of an embedding that is gone is replaced, the tree beside it stays. It is a version of
    the tree and a line in the log, by `actor`, and can be taken back.

    Raises InputError when there is too little to learn from, too many labels, or no embedding on this
    machine.
    """
    progress, before = progress or Silent(), concerns_before(home)
    tier = _tier(tier, before)
    embed = None if tier == "default" else provided()
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        progress.stage("Reading what customers came with", None)
        asked = _asked(snapshot, given, seed, most)
    tree = before.taxonomy if before else Taxonomy()
    few = _few(tree, asked) if given else frozenset[str]()
    asked = [one for one in asked if one.concern not in few] if few else asked
    if len(asked) < FEWEST:
        where = "with a concern that three came with" if given else "in which a customer said something"
        raise InputError(
            f"Only {len(asked)} interactions {where}", "interactions", f"{FEWEST} at least are needed."
        )
    texts = [one.text for one in asked]
    progress.stage("Finding concerns", None)
    if given:
        tree, ids = given_tree(tree, [one.concern or "" for one in asked])
    else:
        tree, ids = _found_tree(home, tree, before, asked, seed, embed)
    if before is not None and tree.version <= before.taxonomy.version:
        tree = replace(tree, version=before.taxonomy.version + 1)
    progress.stage("Learning to tell them", None)
    said, apart = said_of_concerns(home)
    told_by = distilled(embed, texts, seed) if embed and tier == FAST else embed
    model = _learned(home, tree, asked, ids, told_by, said, apart)
    kept = KeptConcerns(tree, model, anew=True)
    _keep(home, actor, kept, before)
    keep_concerns_card(home, kept, texts, ids, given, len(said))
    counts = Counter(one for one in ids if one and one in tree.concerns)
    listed = sorted(counts, key=lambda one: (-counts[one], one))
    told = (
        LearnedConcern(one, tree[one].name, tree[one].parent, counts[one], tree[one].words) for one in listed
    )
    return ConcernsLearned(len(asked), tuple(told), tree.version, model.name, len(few))


def _few(tree: Taxonomy, asked: Sequence[_First]) -> frozenset[str]:
    return of_few(tree, [one.concern or "" for one in asked], [one.customer for one in asked])


def _learned(
    home: Home,
    tree: Taxonomy,
    asked: Sequence[_First],
    ids: Sequence[str | None],
    embed: Embed | None,
    said: Mapping[str, str],
    apart: frozenset[str],
) -> ConcernModel:
    """The model of these ids, of which people's answers (`said`) take the place; what measures it (`apart`)
    is new to it."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        texts, labels = examples_said(snapshot, tree, said)
    own = [
        (first.text, one)
        for first, one in zip(asked, ids, strict=True)
        if first.interaction_id not in said and first.interaction_id not in apart
    ]
    return ConcernModel(embed=embed).fit(
        [*(text for text, _ in own), *texts], [*(one for _, one in own), *labels]
    )


def _keep(home: Home, actor: Actor, kept: KeptConcerns, before: Before | None) -> None:
    """With a line in the log, or not at all. Raises InputError when somebody edited the tree or taught the
    model while it was learning: that would be lost."""
    from django.db import transaction

    from rapport.program.people.services import log_change

    with concerns_lock(concerns_path(home)):
        now = concerns_before(home)
        if now is not None and (before is None or now.taxonomy.version != before.taxonomy.version):
            raise InputError("Somebody changed the concerns meanwhile", None, "Learn them once more.")
        if now is not None and before is not None and now.model and before.model:
            same_model(now.model, before.model)
        was = {"version": now.taxonomy.version, "concerns": len(now.taxonomy.concerns)} if now else None
        tree = kept.taxonomy
        told = {"version": tree.version, "concerns": len(tree.concerns), "model": kept.model.name}
        with transaction.atomic():
            log_change(actor, "concern.learn", "concern", "tree", before=was, after=told)
            # What cannot be read is no state that anybody could go back to.
            keep_concerns(home, kept, aside=concerns_usable(home))


def _tier(tier: str | None, before: Before | None) -> str:
    known = (*TIERS, FAST)
    if tier not in (None, *known):
        raise InputError(f"There is no tier {tier!r}", "--tier", f"Use {' or '.join(known)}.")
    if tier is not None:
        return tier
    weights = before.model.weights if before and before.model else None
    if weights is None or not weights.embedding:
        return "default"
    return FAST if weights.distilled else "embedding"


def _asked(snapshot: Snapshot, given: bool, seed: int, most: int) -> list[_First]:
    """What customers came with; the same for a seed."""
    rows = snapshot.sql(
        f"SELECT {COLUMNS} FROM interactions WHERE eligible AND {SERVED} "
        "AND (NOT $given OR concern IS NOT NULL) "
        "ORDER BY hash(interaction_id || $seed), interaction_id LIMIT $most",
        {"given": given, "seed": f":{seed}", "most": most},
    ).to_pylist()
    every = map(as_interaction, rows)
    found = (_First(one.interaction_id, came_with(one), one.concern, who_asked(one)) for one in every)
    return [one for one in found if one.text]


def _found_tree(
    home: Home,
    tree: Taxonomy,
    before: Before | None,
    asked: Sequence[_First],
    seed: int,
    embed: Embed | None,
) -> tuple[Taxonomy, list[str | None]]:
    texts, by = [one.text for one in asked], [one.customer for one in asked]
    found = discover_concerns(texts, seed, "embedding" if embed else "default", embed, by)
    if before is None:
        tree, ids = first_tree(found)
    else:
        known = set(tree.concerns) | set(tree.became)
        old = [one if one in known else None for one in _labels_before(home, before, asked)]
        tree, ids = rediscover(tree, found, old)
    # A text far off every concern that was found is an example of none, unless people pinned what it is of.
    return tree, [
        one if one in tree.concerns and (tree[one].pinned or not apart) else None
        for one, apart in zip(ids, found.other, strict=True)
    ]


def _labels_before(home: Home, before: Before, asked: Sequence[_First]) -> Sequence[str | None]:
    """What the model of before says of what they came with; where it can say nothing now, what it said."""
    if before.model is None or not _can_tell(before.model):
        return _read_before(home, asked)
    return before.model.predict([one.text for one in asked]).labels


def _can_tell(model: ConcernModel) -> bool:
    """Whether the embedding that it learned with is the one that is there."""
    try:
        model.embed  # noqa: B018 - opened now
    except InputError:
        return False
    return True


def _read_before(home: Home, asked: Sequence[_First]) -> list[str | None]:
    """What a model that cannot be asked any more said of what they came with, as far as it read them."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT interaction_id, one.label AS label FROM (SELECT interaction_id, unnest(annotations) "
            "AS one FROM readings WHERE reader = 'concerns') WHERE one.kind = $kind",
            {"kind": STATED},
        ).to_pylist()
    said = {row["interaction_id"]: row["label"] for row in rows}
    return [said.get(one.interaction_id) for one in asked]

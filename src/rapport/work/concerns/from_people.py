"""Learn concerns again from what people said conversations are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from rapport.home import Home
from rapport.language.annotation import CANNOT_TELL
from rapport.language.concerns.annotator import STATED
from rapport.language.concerns.model import OTHER
from rapport.language.concerns.opening import came_with
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.records.interaction import Interaction
from rapport.warehouse import Snapshot
from rapport.warehouse.served import SERVED
from rapport.work.annotating.waiting import COLUMNS, as_interaction
from rapport.work.concerns.earlier import concerns_lock
from rapport.work.concerns.kept import KeptConcerns, concerns_path, keep_concerns, kept_concerns
from rapport.work.concerns.on_top import learn_on_top, same_model

MOST = 10_000
"""Conversations read by the model as it is that it learns from again, so that it forgets nothing."""
EACH = 300
"""Of each concern so many of them, where so many were read as it: of a rare one hardly any are drawn."""
WORTH = 3
"""So often counts what a person said against what the model said itself."""
DRAWN = f"""
    SELECT {COLUMNS} FROM interactions WHERE eligible AND {SERVED}
    ORDER BY hash(interaction_id || ':again'), interaction_id LIMIT $most
"""
READ_AS = f"""
    WITH read AS (
        SELECT interaction_id, list_filter(annotations, lambda one: one.kind = $kind)[1].label AS label
        FROM readings WHERE reader = 'concerns'
    ), chosen AS (
        SELECT interaction_id FROM read WHERE list_contains($labels, label)
        QUALIFY row_number() OVER (
            PARTITION BY label ORDER BY hash(interaction_id || ':again'), interaction_id
        ) <= $most
    )
    SELECT {COLUMNS} FROM interactions SEMI JOIN chosen USING (interaction_id)
    WHERE eligible AND {SERVED} ORDER BY interaction_id
"""


def refit_concerns(
    home: Home, snapshot: Snapshot, given: Mapping[str, str], apart: frozenset[str] = frozenset()
) -> KeptConcerns:
    """Learns from `given` (interaction → concern's id, or OTHER) on top of what the model knew, and keeps it;
    the tree stays. Interactions of `apart` are left out: on them it is measured. Texts are looked up now and
    kept nowhere.

    Raises InputError where no concerns were learned before, or others go on learning meanwhile.
    """

    def learn(before: KeptConcerns) -> KeptConcerns:
        kept = refitted(snapshot, before, given, apart)
        with concerns_lock(concerns_path(home)):
            now = kept_concerns(home) or before
            same_model(now.model, before.model)
            # A tree that somebody edited while this was learning stays edited.
            kept = replace(kept, taxonomy=now.taxonomy, anew=now.anew)
            # No change of the tree: taking the last one back must not meet this instead.
            keep_concerns(home, kept, aside=False)
        return kept

    return learn_on_top(home, learn)


def refitted(
    snapshot: Snapshot, before: KeptConcerns, given: Mapping[str, str], apart: frozenset[str] = frozenset()
) -> KeptConcerns:
    """The same without keeping it."""
    texts, labels = _known(snapshot, before, frozenset(given) | apart)
    said_texts, said_labels = examples_said(snapshot, before.taxonomy, given, apart)
    return replace(before, model=before.model.anew().fit(texts + said_texts, labels + said_labels))


def examples_said(
    snapshot: Snapshot, tree: Taxonomy, given: Mapping[str, str], apart: frozenset[str] = frozenset()
) -> tuple[list[str], list[str]]:
    """What people said, as examples: each text as often as it counts, and the concern it is of today. Of
    concerns that are no more, and that nothing took the place of, there are none: to say that such a one was
    the matter is not to say that none was."""
    texts, labels = list[str](), list[str]()
    for interaction in _named(snapshot, [one for one in sorted(given) if one not in apart]):
        answer = given[interaction.interaction_id]
        label = followed(tree, answer)
        if label not in tree.concerns and answer != OTHER:
            continue
        if text := came_with(interaction):
            texts += [text] * WORTH
            labels += [label] * WORTH
    return texts, labels


def followed(tree: Taxonomy, label: str) -> str:
    """What a concern is today; OTHER and CANNOT_TELL stay."""
    return label if label in (OTHER, CANNOT_TELL) else tree.follow(label)


def _known(snapshot: Snapshot, before: KeptConcerns, without: frozenset[str]) -> tuple[list[str], list[str]]:
    """What the model says itself of conversations drawn, and of more of the concerns that these have few of:
    what was read as one. Of each the text and the concern."""
    rows = snapshot.sql(DRAWN, {"most": MOST}).to_pylist()
    kept = _told(before, rows, without)
    if len(rows) == MOST:
        many = Counter(label for _, label in kept)
        few = {one for one in before.taxonomy.concerns if many[one] < EACH}
        labels = [one for one in _labels(before) if followed(before.taxonomy, one) in few]
        given = {"labels": labels, "kind": STATED, "most": EACH}
        more = snapshot.sql(READ_AS, given).to_pylist()
        kept += _told(before, more, without | {row["interaction_id"] for row in rows})
    return [text for text, _ in kept], [label for _, label in kept]


def _labels(before: KeptConcerns) -> list[str]:
    """What readings may call concerns: by their ids of today and of before."""
    return sorted({*before.taxonomy.concerns, *before.taxonomy.became, *before.model.concerns} - {OTHER})


def _told(before: KeptConcerns, rows: list[dict[str, Any]], without: frozenset[str]) -> list[tuple[str, str]]:
    every = [as_interaction(row) for row in rows if row["interaction_id"] not in without]
    texts = [text for one in every if (text := came_with(one))]
    found = before.model.predict(texts)
    return [
        (text, followed(before.taxonomy, label))
        for text, label in zip(texts, found.labels, strict=True)
        if label != CANNOT_TELL
    ]


def _named(snapshot: Snapshot, names: list[str]) -> Iterator[Interaction]:
    for start in range(0, len(names), 2_000):
        rows = snapshot.sql(
            f"SELECT {COLUMNS} FROM interactions JOIN (SELECT unnest($names) AS interaction_id) "
            "USING (interaction_id) ORDER BY interaction_id",
            {"names": names[start : start + 2_000]},
        ).to_pylist()
        yield from map(as_interaction, rows)

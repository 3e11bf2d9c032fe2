"""Learn how it was for customers nobody asked, from those who answered or were scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa

from rapport.home import Home
from rapport.language.experience.predictor import ExperiencePredictor
from rapport.records.errors import InputError
from rapport.records.interaction import Interaction
from rapport.warehouse import Snapshot, Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.annotating.before import COUNTED, COUNTS
from rapport.work.annotating.waiting import COLUMNS, as_interaction
from rapport.work.choose_audit import choose_audit
from rapport.work.experience.kept import keep_experience
from rapport.work.experience.ratings import TARGETS, Ratings, ratings_of
from rapport.work.experience.trust import card_of
from rapport.work.models.card import ModelCard, keep_card
from rapport.work.progress import Progress, Silent
from rapport.work.publish import publish

FEWEST = 100
"""Rated interactions: with fewer, what is known without learning is worth more."""
MOST = 20_000
"""So many are learned from, drawn by the seed: more say little more and take long."""
TITLES = {"satisfaction": "Satisfaction", "effort": "Effort", "resolved": "Solved or not"}


@dataclass(frozen=True)
class ExperienceLearned:
    """What one target has learned: `base` rated interactions, and right how often."""

    target: str
    model: str
    base: int
    learned_from: str
    sentence: str
    card: ModelCard


@dataclass(frozen=True)
class ExperienceResult:
    """What was learned, and why not of the others: target → words."""

    learned: tuple[ExperienceLearned, ...]
    refused: dict[str, str]


def learn_experience(
    home: Home,
    progress: Progress | None = None,
    *,
    targets: Sequence[str] = (),
    source: str | None = None,
    seed: int = 0,
    most: int = MOST,
) -> ExperienceResult:
    """Learns each of the `targets` (all of them when none is named) and keeps model and card. `source` as
    for `ratings_of`; a source from evaluations belongs to one target.

    A target with too few ratings stays as it was. Raises InputError for another target or source, and when
    nothing at all could be learned.
    """
    progress = progress or Silent()
    if source not in (None, "answers") and len(targets) != 1:
        raise InputError("Evaluations teach one target", "--from", "Name it: --target effort.")
    publish(home)
    criteria = choose_audit(home).criteria
    learned: list[ExperienceLearned] = []
    refused: dict[str, str] = {}
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        for target in targets or TARGETS:
            ratings = ratings_of(snapshot, target, source, criteria)
            progress.stage(f"Learning {target}", None)
            rated = _rated(snapshot, ratings, seed, most) if ratings else []
            if ratings is None or len(rated) < FEWEST:
                refused[target] = _too_few(target, ratings, len(rated))
                continue
            learned.append(_learn(home, snapshot, ratings, rated, seed))
    if not learned:
        raise InputError(
            " ".join(refused.values()),
            "ratings",
            f"Import answers of customers, or evaluate: {FEWEST} rated interactions are needed. Until then "
            "they are read without learning.",
        )
    return ExperienceResult(tuple(learned), refused)


def _learn(
    home: Home,
    snapshot: Snapshot,
    ratings: Ratings,
    rated: Sequence[tuple[Interaction, str | None]],
    seed: int,
) -> ExperienceLearned:
    conversations = [one for one, _ in rated]
    values = [ratings.values[one.interaction_id] for one in conversations]
    predictor = ExperiencePredictor(ratings.target).fit(conversations, values)
    found = predictor.report(conversations, values, seed=seed)
    card = card_of(
        ratings,
        found,
        values,
        {"team": [team for _, team in rated], "channel": [one.channel for one in conversations]},
        name=f"experience-{ratings.target}",
        title=TITLES[ratings.target],
        model=predictor.model,
        learned_at=datetime.now(UTC),
        data_version=snapshot.data_version,
    )
    keep_experience(home, predictor)
    keep_card(home, card)
    base = 0 if predictor.learned is None else predictor.learned.base
    return ExperienceLearned(ratings.target, predictor.model, base, card.learned_from, card.sentence, card)


def _rated(
    snapshot: Snapshot, ratings: Ratings, seed: int, most: int
) -> list[tuple[Interaction, str | None]]:
    """The rated interactions with words, and the team of each; the same for a seed."""
    wanted = pa.table({"interaction_id": pa.array(sorted(ratings.values), pa.string())})
    snapshot.connection.register("rated", wanted)
    try:
        rows = snapshot.sql(
            f"SELECT {COLUMNS}, team, {', '.join(COUNTS)} FROM interactions SEMI JOIN rated "
            f"USING (interaction_id) JOIN (SELECT interaction_id, {COUNTED} FROM interactions) "
            f"USING (interaction_id) WHERE {SERVED} AND len(turns) > 0 "
            "ORDER BY hash(interaction_id || $seed), interaction_id LIMIT $most",
            {"seed": f":{seed}", "most": most},
        ).to_pylist()
    finally:
        snapshot.connection.unregister("rated")
    return [(as_interaction(row), row["team"]) for row in rows]


def _too_few(target: str, ratings: Ratings | None, count: int) -> str:
    if ratings is None:
        return f"Nobody rated the {target}." if target != "resolved" else "Nobody said whether it was solved."
    return f"{TITLES[target]}: only {count} interactions with {ratings.told}; {FEWEST} are needed."

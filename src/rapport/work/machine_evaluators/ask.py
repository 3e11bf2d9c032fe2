"""Have a language model score conversations by criteria, and measure how far it agrees with people."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from rapport.home import Home
from rapport.home.settings import Redaction
from rapport.language.reader import UNREAD, Reader
from rapport.program.people.actor import TERMINAL
from rapport.program.reading.plain import Decided
from rapport.program.setup import connect
from rapport.records.annotation import Reading
from rapport.records.errors import InputError
from rapport.redaction import Redactor
from rapport.warehouse import Snapshot, Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.annotating.waiting import COLUMNS, as_interaction
from rapport.work.importing.known_names import KnownNames
from rapport.work.machine_evaluators.annotator import LanguageModelAnnotator, Spent
from rapport.work.machine_evaluators.chat import Chat, checked_address
from rapport.work.machine_evaluators.name import evaluator_name
from rapport.work.models.card import CardFigure, ModelCard, keep_card
from rapport.work.progress import Progress, Silent
from rapport.work.scoring.by_definition import criteria_by
from rapport.work.teaching.agreement import Scores, agreement_figures, people_scores
from rapport.work.teaching.labels import MOST

AT_ONCE = 20
"""Answers stored in one write: they cost money, and what was answered outlasts an interruption."""


@dataclass(frozen=True)
class Asked:
    """What was done: conversations asked about, those without a useful answer, tokens used, whether they
    were used up or the model stopped answering, and agreement with people on all it ever read."""

    model: str
    interactions: int
    unread: int
    tokens: int
    stopped: bool
    figures: tuple[CardFigure, ...]


def ask_language_model(
    home: Home, criteria: str, progress: Progress | None = None, *, most: int = 50
) -> Asked:
    """Asks about at most `most` conversations that it has not scored yet: first those of random samples that
    people scored without drafts, which tell how far it agrees with them, then the newest.

    Stores the answers as readings, apart from everything people said and from those by other criteria, and
    keeps its card, `evaluator_name`. Raises InputError where no model is set, its address may not be used, or
    there are no such criteria.
    """
    connect(home)
    from rapport.program.audits.selectors import criteria_offered

    progress = progress or Silent()
    by = criteria_by(TERMINAL, criteria_offered(TERMINAL, criteria))
    warehouse = Warehouse(home.warehouse_path)
    annotator = LanguageModelAnnotator(
        _chat(home),
        by,
        Spent(home.settings.llm_tokens),
        Redactor(Redaction(region=home.settings.redaction.region)),
        KnownNames(warehouse).of,
    )
    with warehouse.snapshot() as snapshot:
        rows = _waiting(snapshot, annotator, sorted({one.interaction_id for one in _decided(by.id)}), most)
    progress.stage("Asking", len(rows))
    done = unread = 0
    for start in range(0, len(rows), AT_ONCE):
        readings = []
        for row in rows[start : start + AT_ONCE]:
            if annotator.spent.over:
                break
            readings += _read(annotator, row)
            progress.advance(1)
        unread += sum(one.kind == UNREAD for reading in readings for one in reading.annotations)
        done += len(readings)
        if readings:
            with warehouse.write() as writer:
                writer.upsert("readings", readings)
    with warehouse.snapshot() as snapshot:
        figures = _agreement(snapshot, annotator)
        keep_card(home, _card(annotator, figures, snapshot))
    return Asked(annotator.model, done, unread, annotator.spent.used, annotator.spent.over, figures)


def _chat(home: Home) -> Chat:
    url, model = home.settings.llm_url, home.settings.llm_model
    if not url or not model:
        todo = "Set llm_url and llm_model in rapport.toml, and RAPPORT_LLM_KEY where it takes a key."
        raise InputError("No language model is set", "llm_url", todo)
    return Chat(checked_address(url), model, os.environ.get("RAPPORT_LLM_KEY") or None)


def _read(annotator: LanguageModelAnnotator, row: Mapping[str, Any]) -> list[Reading]:
    one = replace(as_interaction(row), customer_name=row["customer_name"], agent_name=row["agent_name"])
    return Reader(evaluator_name(annotator.criteria.id), (annotator,)).read([one], [str(row["mark"])])


def _decided(criteria_id: str) -> list[Decided]:
    """What people decided of random samples by these criteria, without drafts."""
    from rapport.program.reading.selectors import decided_by

    return [one for one in decided_by([criteria_id], MOST) if one.random]


def _waiting(
    snapshot: Snapshot, annotator: LanguageModelAnnotator, first: Sequence[str], most: int
) -> list[dict[str, Any]]:
    reader, model = evaluator_name(annotator.criteria.id), annotator.model
    found: list[dict[str, Any]] = snapshot.sql(
        f"SELECT {COLUMNS}, customer_name, agent_name FROM interactions i "
        f"WHERE eligible AND {SERVED} AND NOT EXISTS ("
        "SELECT 1 FROM readings r WHERE r.interaction_id = i.interaction_id AND r.reader = $reader "
        "AND list_contains(r.models, $model) AND r.read_from = lower(hex(i.content_hash)) "
        "AND NOT list_contains(list_transform(r.annotations, lambda one: one.kind), $unread)) "
        "ORDER BY list_contains($first, interaction_id) DESC, started_at DESC, interaction_id LIMIT $most",
        {"reader": reader, "model": model, "unread": UNREAD, "first": list(first), "most": most},
    ).to_pylist()  # fmt: skip
    return found


def _agreement(snapshot: Snapshot, annotator: LanguageModelAnnotator) -> tuple[CardFigure, ...]:
    """Agreement with people by element and rule, of all it read that they scored without drafts."""
    criteria, model = annotator.criteria, annotator.model
    decided = _decided(criteria.id)
    rows = snapshot.sql(
        "SELECT interaction_id, annotations FROM readings WHERE reader = $reader "
        "AND list_contains(models, $model) AND list_contains($names, interaction_id)",
        {
            "reader": evaluator_name(criteria.id),
            "model": model,
            "names": sorted({one.interaction_id for one in decided}),
        },
    ).to_pylist()
    machine = {row["interaction_id"]: _scores(row["annotations"]) for row in rows}
    people: dict[str, Scores] = {}
    for one in decided:
        own = people_scores(criteria_by(TERMINAL, one.definition), one)
        people.setdefault(one.interaction_id, own)
    return agreement_figures(criteria, people, {name: one for name, one in machine.items() if one})


def _scores(annotations: Sequence[Mapping[str, object]]) -> dict[tuple[str, str | None], float]:
    found: dict[tuple[str, str | None], float] = {}
    for one in annotations:
        if isinstance(one["value"], float) and one["kind"] in ("rule", "element"):
            element, _, rule = str(one["label"]).partition("/")
            found[element, rule or None] = one["value"]
    return found


def _card(
    annotator: LanguageModelAnnotator, figures: tuple[CardFigure, ...], snapshot: Snapshot
) -> ModelCard:
    by = annotator.criteria.definition
    return ModelCard(
        name=evaluator_name(annotator.criteria.id),
        title=f"A language model as evaluator by {by}",
        purpose=f"Scores conversations by {by}, with the words that show each rule.",
        model=annotator.model,
        learned_from="nothing of this home: it is asked, and what it says is checked against the words",
        base=max((one.estimate.base or 0 for one in figures), default=0),
        learned_at=datetime.now(UTC),
        data_version=snapshot.data_version,
        sentence=(
            "Its scores are told alone (rapport estimate ELEMENT --source llm) only for elements on which it "
            "agrees with people as far as the bar asks."
        ),
        figures=figures,
        fails=(
            "Customers' words may try to lead it astray: it can be misled, though not out of the form.",
            "Another version behind the same name may answer otherwise.",
        ),
    )

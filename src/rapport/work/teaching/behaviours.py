"""Learn behaviours from what the home's people said of them, and keep how often that is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rapport.home import Home
from rapport.language.behaviours.annotator import BehaviourAnnotator
from rapport.language.behaviours.corrector import BehaviourModel
from rapport.measures import Estimate
from rapport.program.people.actor import TERMINAL
from rapport.program.reading.plain import ABSENT, APART, PRESENT, RANDOM, BarFacts, CheckFacts
from rapport.program.setup import connect
from rapport.records.errors import InputError
from rapport.warehouse import Snapshot, Warehouse
from rapport.work.models.card import CardFigure, ModelCard, keep_card
from rapport.work.progress import Progress, Silent
from rapport.work.scoring.by_definition import criteria_by
from rapport.work.teaching.accuracy import Judged, accuracy, judged, share, unanswered
from rapport.work.teaching.agreement import (
    Scores,
    agreement_figures,
    cross_fitted,
    fitted,
    machine_scores,
    people_scores,
)
from rapport.work.teaching.bar import BEHAVIOURS
from rapport.work.teaching.elements import CriteriaAnnotator, Scorer, keep_rules
from rapport.work.teaching.kept import OwnWords, annotator_with, keep_behaviours, own_words
from rapport.work.teaching.labels import Row, Taught, interactions_named, rows_of, taught

USUAL = BarFacts().agreement
MEASURED = 2_000
"""Interactions of random samples on which agreement is measured, by id."""


@dataclass(frozen=True)
class BehavioursLearned:
    """From how many judgements of turns, checks and evaluations; the model's name now. `accuracy` is of the
    questions drawn at random, undefined before there are any; `card` tells all of it."""

    judgements: int
    checks: int
    evaluations: int
    by_behaviour: dict[str, int]
    model: str
    accuracy: Estimate
    card: ModelCard


def learn_behaviours(home: Home, progress: Progress | None = None) -> BehavioursLearned:
    """Learns anew from every check and evaluation, keeps the model, its card and what rules stand for.

    Reading goes on with it by itself: conversations are read again. Raises InputError when nobody has
    taught anything yet.
    """
    connect(home)
    progress = progress or Silent()
    progress.stage("Gathering what people said", None)
    given = taught()
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = rows_of(snapshot, given.labels)
        if not rows:
            raise InputError(
                "Nobody has taught behaviours yet",
                None,
                "Check some under Understand, Review, or say what the rules of criteria stand for.",
            )
        progress.stage("Learning", None)
        model = fitted(rows)
        progress.stage("Measuring agreement with people", None)
        words = own_words(home)
        figures = (
            *accuracy_figures(snapshot, given.checks, annotator_with(model, words)),
            *_agreements(snapshot, given, rows, annotator_with(model, words), words),
        )
        version = snapshot.data_version
    keep_behaviours(home, model)
    write_rules(home)
    card = _card(given, rows, model, figures, version)
    keep_card(home, card)
    counts = Counter(one.behaviour for one in rows)
    return BehavioursLearned(
        len(rows),
        sum(one.known for one in given.checks),
        len(given.decided),
        dict(sorted(counts.items())),
        model.model,
        figures[0].estimate,
        card,
    )


def write_rules(home: Home) -> None:
    """Hands the readers what rules stand for today, by the newest version of each criteria."""
    from rapport.program.audits.selectors import criteria_offered
    from rapport.program.reading.selectors import mapped_criteria, rules_of

    found = []
    for name in mapped_criteria():
        try:
            criteria = criteria_by(TERMINAL, criteria_offered(TERMINAL, name))
        except InputError:
            continue  # withdrawn: nobody scores by it, nor does the machine
        found.append(Scorer(criteria, rules_of(TERMINAL, name)))
    keep_rules(home, found)


def accuracy_figures(
    snapshot: Snapshot, checks: Sequence[CheckFacts], annotator: BehaviourAnnotator
) -> list[CardFigure]:
    """How often the model is right now, on random checks: over all, then by behaviour where it sees it
    (`right where seen`) and where it does not (`missed`)."""
    asked = [one for one in checks if one.drawn.how == RANDOM]
    seen = {
        (one.interaction_id, said.turn, said.label)
        for one in interactions_named(snapshot, sorted({one.question.interaction_id for one in asked}))
        for said in annotator.annotate([one])
    }
    keys = [(one.question.interaction_id, one.question.turn, one.question.about) for one in asked]
    labels = {key: PRESENT if key in seen else ABSENT for key in keys}
    found = [CardFigure("accuracy", accuracy(judged(asked, labels), unanswered(asked)))]
    for about in sorted({one.question.about for one in asked}):
        own: list[Judged] = judged([one for one in asked if one.question.about == about], labels)
        for label, name in ((PRESENT, "right where seen"), (ABSENT, "missed")):
            rows = [one for one in own if one.label == label]
            if rows:
                found.append(CardFigure(name, share(rows, [one.answer == PRESENT for one in rows]), about))
    return found


def _agreements(
    snapshot: Snapshot, given: Taught, rows: Sequence[Row], annotator: BehaviourAnnotator, words: OwnWords
) -> list[CardFigure]:
    """Agreement with evaluators by rule and element, cross-validated by agent: by the newest version of the
    criteria that was scored by, for what `annotator` says by it."""
    random = [one for one in given.decided if one.random][:MEASURED]
    if not random:
        return []
    models = cross_fitted(rows)
    texts = {
        one.interaction_id: one
        for one in interactions_named(snapshot, sorted({one.interaction_id for one in random}))
    }
    found: list[CardFigure] = []
    for name in sorted({one.criteria_id for one in random}):
        versions = {one.definition for one in random if one.criteria_id == name}
        criteria = max((criteria_by(TERMINAL, one) for one in versions), key=lambda one: one.version)
        own = [one for one in random if one.definition == criteria.definition and one.interaction_id in texts]
        people: dict[str, Scores] = {}
        machine: dict[str, Scores] = {}
        scorer = Scorer(criteria, given.stands[name])
        told = machine_scores(scorer, models, words)
        for one in own:
            people.setdefault(one.interaction_id, people_scores(criteria, one))
            if one.interaction_id not in machine:
                machine[one.interaction_id] = told(texts[one.interaction_id])
        found += agreement_figures(criteria, people, machine, CriteriaAnnotator(scorer, annotator).model)
    return found


def _card(
    given: Taught, rows: Sequence[Row], model: BehaviourModel, figures: Sequence[CardFigure], version: int
) -> ModelCard:
    right = figures[0].estimate
    return ModelCard(
        name=BEHAVIOURS,
        title="What agents do",
        purpose="Drafts of behaviours in agents' turns, for evaluators to confirm or correct.",
        model=model.model,
        learned_from=_learned_from(given),
        base=len(rows),
        learned_at=datetime.now(UTC),
        data_version=version,
        sentence=_sentence(right, figures),
        figures=tuple(figures),
        fails=_fails(figures),
    )


def _learned_from(given: Taught) -> str:
    answers = sum(one.known and one.drawn.how not in APART for one in given.checks)
    parts = [f"{answers:,} answers of people"] if answers else []
    parts += [f"{len(given.decided):,} evaluations"] if given.decided else []
    return f"{' and '.join(parts)}, on top of rules that come with Rapport"


def _sentence(right: Estimate, figures: Sequence[CardFigure]) -> str:
    if right.value is not None and right.low is not None and right.high is not None:
        return (
            f"Right in {right.value:.0%} ({right.low:.0%} to {right.high:.0%}) of {right.base} turns "
            "that people checked at random."
        )
    agreed = [one.estimate for one in figures if one.name == "agreement" and one.estimate.low is not None]
    firm = sum((one.low or 0.0) >= USUAL for one in agreed)
    with_people = (
        f"Agrees with evaluators on {firm} of {len(agreed)} rules and elements ({USUAL:.2f} beyond chance or "
        "more, at the lower end). "
        if agreed
        else ""
    )
    return f"{with_people}Nobody has checked it on questions drawn at random yet."


def _fails(figures: Sequence[CardFigure]) -> tuple[str, ...]:
    """Behaviours that are more often wrong than not where they are seen, or cannot be told to be right."""
    found = ["Irony, and behaviours shown in words it has never met, are missed."]
    for one in figures:
        if one.name == "right where seen" and one.estimate.high is not None and one.estimate.high < 0.6:
            found.append(
                f"{(one.of or '').replace('_', ' ')}: wrong where it is seen about as often as right."
            )
        if one.name == "missed" and one.estimate.low is not None and one.estimate.low > 0.1:
            found.append(f"{(one.of or '').replace('_', ' ')}: often there where it sees none.")
    return tuple(found)

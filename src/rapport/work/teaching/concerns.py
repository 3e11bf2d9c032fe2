"""Learn concerns from what people said of them, and tell on a card how often they are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from rapport.home import Home
from rapport.language.concerns.annotator import ACTUAL, ConcernAnnotator
from rapport.language.concerns.model import ConcernModel
from rapport.measures import Estimate, proportion
from rapport.program.reading.plain import APART, CONCERN, RANDOM, CheckFacts
from rapport.program.setup import connect
from rapport.records.errors import InputError
from rapport.warehouse import Snapshot, Warehouse
from rapport.work.concerns.from_people import followed, refit_concerns
from rapport.work.concerns.kept import KeptConcerns, kept_concerns
from rapport.work.models.card import CardFigure, ModelCard, keep_card, kept_card
from rapport.work.progress import Progress, Silent
from rapport.work.teaching.accuracy import accuracy, accuracy_by_label, judged, unanswered
from rapport.work.teaching.labels import interactions_named

CONCERNS = "concerns"
"""The name of the card."""
AS_GIVEN = "named as given"
TRIED, PARTS = 3_000, 3
"""Examples on which given labels are cross-validated, and in how many parts."""


def learn_concerns_from_people(home: Home, progress: Progress | None = None) -> ModelCard:
    """Learns again from every answer about concerns but those drawn at random, which measure it, and keeps
    the card. Raises InputError when nobody has taught any, or none were learned."""
    connect(home)
    from rapport.program.reading.selectors import checks_of

    progress = progress or Silent()
    progress.stage("Learning concerns from people", None)
    checks = checks_of([CONCERN])
    given, apart = _said_by(checks)
    if not given:
        raise InputError("Nobody has taught concerns yet", None, "Check some under Understand, Review.")
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        kept = refit_concerns(home, snapshot, given, apart)
        card = concerns_card(
            snapshot, kept, checks, f"{len(given)} answers of people, on top of what was found before",
            len(given),
        )  # fmt: skip
    keep_card(home, card)
    return card


def said_of_concerns(home: Home) -> tuple[dict[str, str], frozenset[str]]:
    """What people answered, interaction → concern; and the interactions that measure the model: it never
    learns from them."""
    connect(home)
    from rapport.program.reading.selectors import checks_of

    return _said_by(checks_of([CONCERN]))


def _said_by(checks: Sequence[CheckFacts]) -> tuple[dict[str, str], frozenset[str]]:
    apart = frozenset(one.question.interaction_id for one in checks if one.drawn.how in APART)
    given = {
        one.question.interaction_id: one.answer
        for one in checks
        if one.known and one.question.interaction_id not in apart
    }
    return given, apart


def keep_concerns_card(
    home: Home,
    kept: KeptConcerns,
    texts: Sequence[str],
    labels: Sequence[str | None],
    given: bool,
    answers: int = 0,
) -> None:
    """Writes the card of concerns that were just learned: with labels given, how often it names them on
    examples held back; without, what people said of random ones, or that nobody has checked it. `answers` of
    people were learned from, too."""
    connect(home)
    from rapport.program.reading.selectors import checks_of

    words = f"the concern that {len(texts):,} interactions came with" if given else (
        f"what customers came with in {len(texts):,} conversations, without any labels"
    )  # fmt: skip
    if answers:
        words += f"; {answers:,} answer{'s' if answers > 1 else ''} of people"
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        extra = (CardFigure(AS_GIVEN, held_back(texts, labels, kept.model)),) if given else ()
        keep_card(home, concerns_card(snapshot, kept, checks_of([CONCERN]), words, len(texts), extra))


def renew_concerns_card(home: Home, taught: str, base: int, answers: int) -> None:
    """Writes the card of the concerns as they are kept, after a change of the tree `taught` the model from
    `base` conversations, with the answers of people."""
    connect(home)
    from rapport.program.reading.selectors import checks_of

    kept = kept_concerns(home)
    said = f", {answers:,} answer{'s' if answers > 1 else ''} of people" if answers else ""
    words = f"{taught}{said}, on top of what was found before"
    if kept is not None:
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            keep_card(home, concerns_card(snapshot, kept, checks_of([CONCERN]), words, base + answers))


def renew_card_after_undo(home: Home) -> None:
    """Writes the card of the concerns as they are again, after a change was taken back. What a model learned
    from stays on it where the model stayed; of one that came back its examples are counted."""
    connect(home)
    from rapport.program.reading.selectors import checks_of

    kept, card = kept_concerns(home), kept_card(home, CONCERNS)
    if kept is None:
        return
    if card is not None and card.model.partition("+")[0] == kept.model.name:
        learned_from, base = card.learned_from, card.base
        more = tuple(one for one in card.figures if one.name == AS_GIVEN)
    else:
        base, more = sum(kept.model.weights.examples), ()
        learned_from = f"{base:,} examples, as it was before a change that was taken back"
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        keep_card(home, concerns_card(snapshot, kept, checks_of([CONCERN]), learned_from, base, more))


def held_back(texts: Sequence[str], labels: Sequence[str | None], like: ConcernModel) -> Estimate:
    """How often a model of the same kind, learned without them, names given labels."""
    rows = [(text, label) for text, label in zip(texts, labels, strict=True) if label][:TRIED]
    right = tried = 0
    for part in range(PARTS):
        own = [one for at, one in enumerate(rows) if at % PARTS != part]
        if len({label for _, label in own}) < 2:
            continue
        model = like.anew().fit([text for text, _ in own], [label for _, label in own])
        kept = rows[part::PARTS]
        found = model.predict([text for text, _ in kept]).labels
        right += sum(one == label for one, (_, label) in zip(found, kept, strict=True))
        tried += len(kept)
    found_share = proportion(right, tried)
    return found_share.with_(
        method=f"{found_share.method}; on examples held back; covers which interactions came"
    )


def concerns_card(
    snapshot: Snapshot,
    kept: KeptConcerns,
    checks: Sequence[CheckFacts],
    learned_from: str,
    base: int,
    more: Sequence[CardFigure] = (),
) -> ModelCard:
    """The card of concerns as they are kept."""
    random = [one for one in checks if one.drawn.how == RANDOM]
    now = _labels_now(snapshot, kept, random)
    rows = [
        type(one)(one.unit, followed(kept.taxonomy, one.answer), one.label, one.weight)
        for one in judged(random, now)
    ]
    right = accuracy(rows, unanswered(random))
    names = {concern.id: concern.name for concern in kept.taxonomy.concerns.values()}
    by_label = tuple(
        CardFigure("right where named", found, names.get(label, label))
        for label, found in accuracy_by_label(rows).items()
    )
    return ModelCard(
        name=CONCERNS,
        title="What customers come with",
        purpose="Says what each conversation is about, of the concerns this home has.",
        model=ConcernAnnotator(kept.model, kept.taxonomy).model,
        learned_from=learned_from,
        base=base,
        learned_at=datetime.now(UTC),
        data_version=snapshot.data_version,
        sentence=_sentence(right, more),
        figures=(CardFigure("accuracy", right), *more, *by_label),
        fails=_fails(by_label),
    )


def _labels_now(
    snapshot: Snapshot, kept: KeptConcerns, checks: Sequence[CheckFacts]
) -> dict[tuple[str, int | None, str], str]:
    names = sorted({one.question.interaction_id for one in checks})
    found = ConcernAnnotator(kept.model, kept.taxonomy).annotate(list(interactions_named(snapshot, names)))
    labels: Mapping[str, str] = {one.interaction_id: one.label for one in found if one.kind == ACTUAL}
    return {(name, None, ""): label for name, label in labels.items()}


def _sentence(right: Estimate, more: Sequence[CardFigure]) -> str:
    if right.value is not None and right.low is not None and right.high is not None:
        return (
            f"Right in {right.value:.0%} ({right.low:.0%} to {right.high:.0%}) of {right.base} conversations "
            "that people checked at random."
        )
    if more and more[0].estimate.value is not None:
        return (
            f"Names the concern an example came with in {more[0].estimate.value:.0%} of examples held back; "
            "nobody has checked it on conversations drawn at random."
        )
    return "Nobody has checked it: how often it is right is not known."


def _fails(figures: Sequence[CardFigure]) -> tuple[str, ...]:
    weak = [
        f"{one.of}: named rightly in about {one.estimate.value:.0%} of {one.estimate.base} checked."
        for one in figures
        if one.estimate.value is not None and one.estimate.high is not None and one.estimate.high < 0.75
    ]
    return ("Conversations about several things at once, and concerns with few examples.", *weak)

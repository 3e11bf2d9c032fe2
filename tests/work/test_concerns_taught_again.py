"""Whatever teaches the model of concerns knows what people answered, learns nothing from what measures it,
forgets no rare concern, leaves a card that tells of the model of today, and can be taken back."""

from dataclasses import replace

import pytest

from rapport.language.concerns.annotator import ConcernAnnotator
from rapport.language.concerns.model import OTHER, ConcernModel
from rapport.language.concerns.opening import came_with
from rapport.language.embedding.provided import provide
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.reading.plain import CONCERN, RANDOM, TEACHING, Drawn, Question, Said
from rapport.program.setup import connect, disconnect
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.concerns import from_people
from rapport.work.concerns.editing import merge_concerns, pin_concerns, rename_concern, undo_edit
from rapport.work.concerns.from_people import examples_said, refit_concerns
from rapport.work.concerns.kept import kept_concerns
from rapport.work.concerns.learn import learn_concerns
from rapport.work.concerns.splitting import split_now
from rapport.work.models.card import kept_card
from rapport.work.progress import Silent
from rapport.work.results.view import View
from rapport.work.understanding.emerging import add_now, new_concerns
from rapport.work.understanding.learning import learn_now
from tests.work.test_concerns_fast import Meaning, nothing
from tests.work.understood_home import talk, talks, understood_home

LEAD = Actor("Lea", (Grant("qa_lead"),))
PIANO = ("I want to donate my old piano", "who takes a piano as a gift", "my piano has to go")
SOLAR = (
    "The solar inverter on my roof blinks red", "my solar panel inverter shows a red light",
    "Why does the inverter of the solar roof blink?", "solar inverter blinking, roof panel dead",
)  # fmt: skip


@pytest.fixture
def home(tmp_path):
    found = understood_home(tmp_path / "home", rounds=2, learned=False, read=False)
    connect(found)
    yield found
    disconnect()


def add(home, interactions):
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", list(interactions))


def answer(interaction_id, label, how):
    from rapport.program.reading.services import check_answer

    drawn = Drawn(RANDOM, 0.01) if how == RANDOM else Drawn(TEACHING)
    check_answer(TERMINAL, Question(interaction_id, CONCERN), Said("x", "c"), drawn, label, "a")


def learned_from(monkeypatch):
    """Text and label of every example that models learned from, as they learn."""
    fit, seen = ConcernModel.fit, []

    def fitted(self, texts, labels):
        rows = list(zip(texts, labels, strict=True))
        seen.extend(rows)
        return fit(self, [text for text, _ in rows], [label for _, label in rows])

    monkeypatch.setattr(ConcernModel, "fit", fitted)
    return seen


def is_of_today(home):
    kept, card = kept_concerns(home), kept_card(home, "concerns")
    return card is not None and card.model == ConcernAnnotator(kept.model, kept.taxonomy).model


def test_a_rare_concern_outlives_an_answer_about_another(home, monkeypatch):
    add(home, (replace(talk(500 + n, "gift", PIANO[n % 3]), customer_id=f"g{n}") for n in range(5)))
    learn_concerns(home, given=True)
    annotate_home(home, only=["concerns"], processes=1)
    pin_concerns(home, LEAD, kept_concerns(home).taxonomy.version, ["gift"], True)
    # Of those that are drawn to be learned again hardly any are of the rare one.
    monkeypatch.setattr(from_people, "MOST", 10)
    for at in range(3):
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            refit_concerns(home, snapshot, {f"i{at:03d}": "delivery"})
    model = kept_concerns(home).model
    assert set(model.predict(PIANO).labels) == {"gift"}
    assert set(model.concerns) >= {"gift", "delivery", "billing", "login"}


def swapped(home):
    """What conversations came with, the wrong way round, under the same names."""
    other = {"delivery": "billing", "billing": "login", "login": "delivery"}
    add(home, (replace(one, concern=other[one.concern]) for one in talks(2)))


def learns(home):
    from rapport.program.people.models import LogEntry

    found = LogEntry.objects.filter(action="concern.learn").order_by("id")
    return [(one.who, one.before and one.before["version"], one.after["version"]) for one in found]


def test_learning_anew_is_a_version_a_line_and_can_be_taken_back(home):
    learn_concerns(home, given=True)
    good = kept_concerns(home)
    swapped(home)
    learn_now(home, LEAD, Silent())
    learn_concerns(home, given=True)
    bad = kept_concerns(home)
    assert bad.model.name != good.model.name and set(bad.model.concerns) == set(good.model.concerns)
    first, second, third = learns(home)
    assert first == (TERMINAL.name, None, 1)
    assert second == ("Lea", 1, 2) and third == (TERMINAL.name, 2, 3)
    undo_edit(home, LEAD, bad.taxonomy.version)
    undo_edit(home, LEAD, bad.taxonomy.version + 1)
    back = kept_concerns(home)
    assert back.model.name == good.model.name and back.taxonomy.version == bad.taxonomy.version + 2


def test_learning_anew_is_taken_back_under_what_came_after_it(home):
    learn_concerns(home, given=True)
    good = kept_concerns(home).model.name
    swapped(home)
    learn_concerns(home, given=True)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        taught = refit_concerns(home, snapshot, {"i000": "login"}).model.name
    now = rename_concern(home, LEAD, kept_concerns(home).taxonomy.version, "login", "Passwords")
    now = undo_edit(home, LEAD, now)
    assert kept_concerns(home).model.name == taught, "a name that is taken back unteaches nothing"
    undo_edit(home, LEAD, now)
    assert kept_concerns(home).model.name == good


def test_answers_that_name_what_was_taken_back_teach_nothing(home):
    learn_concerns(home, given=True)
    add(home, (talk(900 + n, "gift", PIANO[n % 3], customer_id=f"p{n}") for n in range(6)))
    learn_concerns(home, given=True)
    given = {"i900": "gift", "i000": "login", "i001": OTHER}
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        before = examples_said(snapshot, kept_concerns(home).taxonomy, given)[1]
    undo_edit(home, LEAD, kept_concerns(home).taxonomy.version)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        after = examples_said(snapshot, kept_concerns(home).taxonomy, given)[1]
    assert set(before) == {"gift", "login", OTHER} and set(after) == {"login", OTHER}
    assert after == [one for one in before if one != "gift"]


def test_an_undo_writes_the_card_of_what_is_there_again(home):
    learn_concerns(home, given=True)
    first = kept_card(home, "concerns")
    swapped(home)
    learn_concerns(home, given=True)
    now = rename_concern(home, LEAD, kept_concerns(home).taxonomy.version, "login", "Passwords")
    answer("i000", "login", RANDOM)
    now = undo_edit(home, LEAD, now)
    same = kept_card(home, "concerns")
    assert same.model == ConcernAnnotator(kept_concerns(home).model).model != first.model
    assert (same.learned_from, same.base) == (first.learned_from, 90), "its model stayed"
    assert [one.name for one in same.figures[:2]] == ["accuracy", "named as given"]
    assert same.figures[0].estimate.base == 1, "with what people said since"
    undo_edit(home, LEAD, now)
    card = kept_card(home, "concerns")
    assert card.model == first.model and card.base == 90
    assert card.learned_from == "90 examples, as it was before a change that was taken back"
    assert "named as given" not in [one.name for one in card.figures]


def test_an_undo_works_where_the_embedding_is_gone(home):
    provide(Meaning)
    try:
        learn_concerns(home, given=True, tier="embedding")
        now = rename_concern(home, LEAD, kept_concerns(home).taxonomy.version, "login", "Passwords")
        provide(nothing)
        undo_edit(home, LEAD, now)
    finally:
        provide(None)
    assert kept_concerns(home).taxonomy["login"].name == "login"


def test_a_split_knows_answers_and_learns_nothing_from_what_measures(home, monkeypatch):
    learn_concerns(home, given=True)
    now = merge_concerns(home, LEAD, kept_concerns(home).taxonomy.version, ["login"], "delivery")
    annotate_home(home, only=["concerns"], processes=1)
    measured = replace(talk(600, "x", "my parcel has not arrived, sigh"), customer_id="m")
    taught = replace(talk(601, "x", "my parcel costs too much, sigh"), customer_id="t")
    unsaid = replace(talk(602, "x", "where is the parcel I ordered, sigh"), customer_id="u")
    add(home, [measured, taught, unsaid])
    annotate_home(home, only=["concerns"], processes=1)
    answer("i600", "delivery", RANDOM)
    answer("i601", "billing", TEACHING)
    answer("i602", "delivery", TEACHING)
    seen = learned_from(monkeypatch)
    parts = [{"name": "Parcels", "words": ["parcel"]}, {"name": "Passwords", "words": ["password", "reset"]}]
    monkeypatch.setattr("rapport.work.concerns.splitting.ALIKE", 0.1)
    split_now(home, LEAD, Silent(), name="Delivery", concern="delivery", version=now, parts=parts)
    labels = dict(seen)
    assert came_with(measured) not in labels, "what measures the model teaches nothing"
    assert labels[came_with(taught)] == "billing", "people know better than the split"
    assert labels[came_with(unsaid)] == "parcels", "who named the whole did not say which part"
    assert is_of_today(home)
    assert ", 1 answer of people, on top" in kept_card(home, "concerns").learned_from


def test_a_new_concern_knows_answers_and_learns_nothing_from_what_measures(home, monkeypatch):
    add(home, talks(6))
    learn_concerns(home, given=True)
    new = [replace(talk(n, OTHER, f"{SOLAR[n % 4]} {n}"), interaction_id=f"n{n}") for n in range(220, 270)]
    add(home, new)
    annotate_home(home, processes=1)
    found = new_concerns(home, LEAD, View(), wait_s=60).found
    one = max(found, key=lambda each: ({"solar", "inverter"} <= set(each.words), each.conversations))
    annotated = {name for name, _ in one.quotes}
    first, second = sorted(annotated)[:2]
    answer(first, OTHER, RANDOM)
    answer(second, OTHER, TEACHING)
    other = replace(talk(700, "x", "an invoice for a parcel"), customer_id="o")
    add(home, [other])
    answer("i700", "delivery", TEACHING)
    seen = learned_from(monkeypatch)
    version = kept_concerns(home).taxonomy.version
    add_now(home, LEAD, Silent(), name="Solar", version=version, words=one.words)
    labels = dict(seen)
    texts = {each.interaction_id: came_with(each) for each in new}
    assert texts[first] not in labels, "what measures the model teaches nothing"
    assert labels[texts[second]] == "solar", "there was no name for it yet"
    assert (came_with(other), "delivery") in seen and is_of_today(home)

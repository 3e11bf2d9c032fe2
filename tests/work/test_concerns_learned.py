"""A home finds what its customers come with, keeps it without their words, and tells it in new talks."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rapport.home import create_home
from rapport.language.concerns.taxonomy import Concern, Taxonomy, merge, pin, rename, taxonomy_of
from rapport.records import InputError, Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.annotating.told import read_of
from rapport.work.concerns.earlier import earlier
from rapport.work.concerns.from_people import examples_said
from rapport.work.concerns.given import MOST as MOST_LABELS
from rapport.work.concerns.given import given_tree, of_few
from rapport.work.concerns.kept import KeptConcerns, concerns_path, keep_concerns, kept_concerns
from rapport.work.concerns.learn import learn_concerns

AT = datetime(2026, 3, 2, tzinfo=UTC)
ABOUT = {
    "delivery": ("my parcel has not arrived", "where is the parcel I ordered", "the courier lost my parcel"),
    "billing": ("the invoice is too high", "I was charged twice on my invoice", "explain the invoice charge"),
    "login": ("I forgot my password", "the password reset mail never comes", "I cannot reset my password"),
}
WAYS = ("Hello, {}", "{}, please help", "Good morning. {}.", "{}", "Hi there! {} and it is urgent")


def asked():
    number = 0
    for concern, texts in ABOUT.items():
        for text in texts:
            for way in WAYS:
                turns = (Turn("customer", way.format(text), AT), Turn("agent", "Let me look.", AT))
                yield Interaction(
                    f"i{number}", "chat", AT, customer_id=f"c{number}", concern=concern, turns=turns
                )
                number += 1


def gift(number, text):
    turns = (Turn("customer", text, AT), Turn("agent", "Let me look.", AT))
    return Interaction(f"g{number}", "chat", AT, customer_id=f"g{number}", concern="gift", turns=turns)


@pytest.fixture
def home(tmp_path):
    made = create_home(tmp_path / "home")
    with Warehouse(made.warehouse_path).write() as writer:
        writer.upsert("interactions", asked())
    return made


def said(home, reader="concerns"):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql("SELECT * FROM readings WHERE reader = ?", [reader]).to_pylist()
    return {row["interaction_id"]: {one["kind"]: one["label"] for one in row["annotations"]} for row in rows}


def said_of(home):
    return list(said(home).values())


def test_concerns_are_found_and_told_in_every_conversation(home):
    learned = learn_concerns(home)
    assert learned.interactions == 45 and sum(one.interactions for one in learned.concerns) <= 45
    annotate_home(home, only=["concerns"], processes=1)
    told = said(home)
    groups = [{told[f"i{n}"]["concern_stated"] for n in range(start, start + 15)} for start in (0, 15, 30)]
    assert not groups[0] & groups[1] and not groups[1] & groups[2], "three concerns, none mixed"


def test_by_the_concern_they_came_with(home):
    learned = learn_concerns(home, given=True)
    assert {one.name: one.interactions for one in learned.concerns} == dict.fromkeys(ABOUT, 15)
    annotate_home(home, only=["concerns"], processes=1)
    told = said(home)
    right = [told[one.interaction_id]["concern_actual"] == one.concern for one in asked()]
    assert sum(right) >= 43


def test_a_name_that_people_gave_stays_and_is_what_the_page_tells(home):
    from rapport.program.people.actor import TERMINAL
    from rapport.program.setup import connect

    learn_concerns(home, given=True)
    kept = kept_concerns(home)
    keep_concerns(home, KeptConcerns(rename(kept.taxonomy, "billing", "Bills that surprise"), kept.model))
    assert "Bills that surprise" in [one.name for one in learn_concerns(home, given=True).concerns]
    annotate_home(home, only=["concerns"], processes=1)
    connect(home)
    read = read_of(home, TERMINAL, "i15")
    assert [one.label for one in read.verdicts if one.kind == "concern_stated"] == ["Bills that surprise"]


def test_no_customers_words_are_kept(home):
    learn_concerns(home)
    content = concerns_path(home).read_bytes().lower()
    assert not [text for texts in ABOUT.values() for text in texts if text.lower().encode() in content]


def test_learning_again_makes_everything_read_again(home):
    learn_concerns(home, given=True)
    assert annotate_home(home, only=["concerns"], processes=1).readers[0].interactions == 45
    assert annotate_home(home, only=["concerns"], processes=1).readers[0].interactions == 0
    learn_concerns(home)
    assert annotate_home(home, only=["concerns"], processes=1).readers[0].interactions == 45


def test_what_is_pinned_can_still_be_told_after_learning_again(home):
    """Two requests that no concern found anew lies near: the one that people pinned keeps them."""
    donate = ("I want to donate my old piano", "who takes a piano as a gift")
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", [gift(n, text) for n, text in enumerate(donate)])
    learn_concerns(home, given=True)
    kept = kept_concerns(home)
    grown = taxonomy_of([*kept.taxonomy.concerns.values(), Concern("gift", "gift", pinned=True)])
    keep_concerns(home, KeptConcerns(replace(grown, version=kept.taxonomy.version + 1), kept.model))
    learn_concerns(home, given=True)
    learn_concerns(home)
    now = kept_concerns(home)
    assert "gift" in now.taxonomy.concerns and "gift" in now.model.concerns
    assert now.model.predict(donate).labels == ("gift", "gift")
    keep_concerns(home, KeptConcerns(pin(now.taxonomy, "gift", False), now.model))
    learn_concerns(home)
    assert "gift" not in kept_concerns(home).model.concerns, "nobody wants it kept"


def test_too_little_and_a_damaged_file_are_told(tmp_path, home):
    with pytest.raises(InputError, match="Only 0 interactions"):
        learn_concerns(create_home(tmp_path / "empty"))
    learn_concerns(home, given=True)
    path = concerns_path(home)
    for content in (b"", b"not json", path.read_bytes()[:-200]):
        path.write_bytes(content)
        with pytest.raises(InputError):
            annotate_home(home)


def harmed(home, head):
    """The file with its model damaged, or with its tree damaged too."""
    path = concerns_path(home)
    whole = path.read_bytes()
    path.write_bytes(whole[40:] if head else whole[:-200])


@pytest.mark.parametrize("head", [False, True])
def test_learning_again_mends_a_damaged_file_and_keeps_what_people_called_it(home, head):
    learn_concerns(home)
    kept = kept_concerns(home)
    annotate_home(home, only=["concerns"], processes=1)
    mine = max(kept.model.concerns, key=lambda one: sum(one in said.values() for said in said_of(home)))
    keep_concerns(home, KeptConcerns(rename(kept.taxonomy, mine, "Ours"), kept.model))
    if head:  # the state before is what is left of it
        keep_concerns(home, kept_concerns(home))
    states = len(earlier(concerns_path(home)))
    harmed(home, head)
    with pytest.raises(InputError, match=r"model of concerns .*Learn it again: rapport models concerns"):
        annotate_home(home)
    learn_concerns(home)
    now = kept_concerns(home)
    assert now.taxonomy[mine].name == "Ours" and mine in now.model.concerns
    assert now.taxonomy.version > kept.taxonomy.version
    assert len(earlier(concerns_path(home))) == states, "nobody can go back to what cannot be read"
    annotate_home(home, only=["concerns"], processes=1)


RENAMED = {"delivery": "Delivery/Returns", "billing": "other", "login": "new"}


@pytest.fixture
def oddly_named(tmp_path):
    """The same conversations; what they came with is no id that could stand in an address."""
    made = create_home(tmp_path / "odd")
    with Warehouse(made.warehouse_path).write() as writer:
        writer.upsert("interactions", [replace(one, concern=RENAMED[one.concern]) for one in asked()])
    return made


def test_given_concerns_get_ids_that_can_stand_in_an_address(oddly_named):
    learned = learn_concerns(oddly_named, given=True)
    assert {(one.id, one.name) for one in learned.concerns} == {
        ("delivery-returns", "Delivery/Returns"), ("new-2", "new")
    }  # fmt: skip
    kept = kept_concerns(oddly_named)
    assert set(kept.model.concerns) == {"delivery-returns", "new-2", "other"}, "other is none of them"
    assert "other" not in kept.taxonomy.concerns
    again = learn_concerns(oddly_named, given=True)
    assert {one.id for one in again.concerns} == {one.id for one in learned.concerns}


def test_a_given_name_finds_its_concern_however_it_is_called_today(oddly_named):
    learn_concerns(oddly_named, given=True)
    kept = kept_concerns(oddly_named)
    tree = rename(kept.taxonomy, "delivery-returns", "Parcels")
    keep_concerns(oddly_named, KeptConcerns(tree, kept.model))
    found = learn_concerns(oddly_named, given=True)
    assert {one.id: one.name for one in found.concerns} == {"delivery-returns": "Parcels", "new-2": "new"}
    tree = merge(kept_concerns(oddly_named).taxonomy, ["new-2"], "delivery-returns")
    keep_concerns(oddly_named, KeptConcerns(tree, kept.model))
    found = learn_concerns(oddly_named, given=True)
    assert [one.id for one in found.concerns] == ["delivery-returns"], "what was merged stays merged"


def test_what_few_customers_came_with_teaches_nothing(home):
    own = "Complaint of Mrs Rosalind Featherstone 0171-555123"
    asked_by = [
        ("c1", own),
        ("c1", own),
        ("c1", own),
        ("c2", "Two of us"),
        ("c3", "Two of us"),
        ("c4", "Cannot tell"),
    ]
    with Warehouse(home.warehouse_path).write() as writer:
        turns = (Turn("customer", "my parcel was eaten by the dog", AT), Turn("agent", "Let me look.", AT))
        writer.upsert("interactions", [
            Interaction(f"f{at}", "chat", AT, customer_id=who, concern=label, turns=turns)
            for at, (who, label) in enumerate(asked_by)
        ])  # fmt: skip
    learned = learn_concerns(home, given=True)
    assert {one.name for one in learned.concerns} == set(ABOUT)
    assert learned.left_out == 2 and learned.interactions == 46
    content = concerns_path(home).read_bytes().lower()
    assert not [one for one in (b"rosalind", b"featherstone", b"555123", b"two of us") if one in content]


def test_a_label_of_few_that_people_know_already_still_teaches(home):
    learn_concerns(home, given=True)
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", [gift(n, "I want to donate my old piano") for n in range(3)])
    learn_concerns(home, given=True)
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", [replace(gift(n, ""), concern=None) for n in range(2)])
    learned = learn_concerns(home, given=True)
    assert "gift" in {one.id for one in learned.concerns} and learned.left_out == 0


def test_too_many_labels_are_no_concerns():
    labels = [f"label {at // 3}" for at in range(3 * MOST_LABELS)]
    by = [f"c{at}" for at in range(len(labels) + 3)]
    assert of_few(Taxonomy(), labels, by[:-3]) == frozenset()
    assert of_few(Taxonomy(), [*labels, "x", "y", "y"], by) == {"x", "y"}, (
        "what teaches nothing does not count"
    )
    with pytest.raises(InputError, match="301 different concerns"):
        of_few(Taxonomy(), [*labels, "x", "x", "x"], by)


def test_a_tree_of_before_keeps_its_ids():
    old = taxonomy_of([Concern("billing", "billing"), Concern("A/B", "A/B"), Concern("tech_support", "Tech")])
    found, ids = given_tree(old, ["A/B", "tech_support", "tech support", "Cannot tell", " ", "billing"])
    assert ids == ["A/B", "tech_support", "tech-support", None, None, "billing"]
    assert set(found.concerns) == {*old.concerns, "tech-support"} and found.version == old.version + 1
    assert given_tree(found, ["tech support"]) == (found, ["tech-support"])


def test_what_one_customer_says_in_many_conversations_names_nothing(home):
    words = "my aunt harriet ashworth died and her line has to be closed"
    agent = Turn("agent", "I am sorry.", AT)
    lament = [
        Interaction(
            f"o{n}", "chat", AT, customer_id="c-one", turns=(Turn("customer", way.format(words), AT), agent)
        )
        for n, way in enumerate(WAYS * 3)
    ]
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", lament)
    learned = learn_concerns(home)
    assert sum(one.interactions for one in learned.concerns) >= 50, "they are a concern all the same"
    tree = concerns_path(home).read_bytes().partition(b"\n")[0].decode()
    assert "parcel" in tree and not any(word in tree for word in ("ashworth", "harriet", "died"))


NAMES = ("John Baker", "Laura Diaz", "David Stone", "Carla Meyer", "Peter Novak")


def introduced(number, text, concern="x", opening="Hi, my name is {}."):
    """A call that opens with the customer's name and comes to the point afterwards."""
    turns = (
        Turn("customer", opening.format(NAMES[number % len(NAMES)]), AT),
        Turn("agent", "How can I help?", AT),
        Turn("customer", text, AT),
        Turn("agent", "Let me look.", AT),
    )  # fmt: skip
    return Interaction(f"n{number:03d}", "call", AT, customer_id=f"n{number}", concern=concern, turns=turns)


@pytest.fixture
def introducing(tmp_path):
    made = create_home(tmp_path / "names")
    said = [(concern, way.format(text)) for concern, texts in ABOUT.items() for text in texts for way in WAYS]
    every = (introduced(at, text, concern) for at, (concern, text) in enumerate(said * 3))
    with Warehouse(made.warehouse_path).write() as writer:
        writer.upsert("interactions", every)
    return made


def test_who_opens_with_their_name_comes_with_something_else(introducing):
    learned = learn_concerns(introducing)
    content = concerns_path(introducing).read_bytes().lower()
    names = [name.lower() for both in NAMES for name in both.split()]
    assert not [name for name in names if name.encode() in content], "no customer's name is in the model"
    told = {word for one in learned.concerns for word in one.words}
    assert {"parcel", "invoice", "password"} <= told and not told & set(names)
    annotate_home(introducing, only=["concerns"], processes=1)
    with Warehouse(introducing.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql("SELECT annotations FROM readings WHERE reader = 'concerns'").to_pylist()
    stated = [one for row in rows for one in row["annotations"] if one["kind"] == "concern_stated"]
    assert stated and all(one["turn"] == 2 for one in stated)


def test_what_people_answer_teaches_no_name(introducing):
    """Where the customer asks for nothing in so many words, what says most of it is learned."""
    learn_concerns(introducing, given=True)
    story = introduced(900, "The parcel arrived with a torn edge.")
    with Warehouse(introducing.warehouse_path).write() as writer:
        writer.upsert("interactions", [story])
    with Warehouse(introducing.warehouse_path).snapshot() as snapshot:
        texts, labels = examples_said(snapshot, kept_concerns(introducing).taxonomy, {"n900": "delivery"})
    assert set(texts) == {"The parcel arrived with a torn edge."} and set(labels) == {"delivery"}

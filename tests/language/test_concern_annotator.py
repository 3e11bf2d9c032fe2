"""What a conversation was about: stated, actual and every concern, with the words that show it."""

import gzip
import json
from datetime import UTC, datetime

import numpy as np
import pytest

from rapport.language.concerns.annotator import ConcernAnnotator
from rapport.language.concerns.model import ConcernModel
from rapport.language.concerns.opening import came_with
from rapport.language.concerns.request import request_span
from rapport.language.concerns.taxonomy import Concern, merge, taxonomy_of
from rapport.language.conversation import conversations
from rapport.records.interaction import Interaction, Turn

WAYS = [
    "I want to {}",
    "please {}",
    "can you {}?",
    "hello, how do I {}",
    "{} now",
    "is it possible to {}",
    "{}",
]
WISHES = {
    "cancel": "cancel my contract",
    "parcel": "find my parcel",
    "password": "reset the password",
    "bill": "explain a charge on my bill",
}


@pytest.fixture(scope="module")
def annotator():
    texts = [way.format(wish) for wish in WISHES.values() for way in WAYS]
    return ConcernAnnotator(ConcernModel().fit(texts, [name for name in WISHES for _ in WAYS]))


def talk(*turns, name="a"):
    return Interaction(name, turns=tuple(Turn(speaker, text) for speaker, text in turns))


def said(annotations, kind):
    return [one for one in annotations if one.kind == kind]


def test_the_stated_and_the_actual_concern_apart(annotator):
    one = talk(
        ("customer", "Hi there! My name is Ann Lee. Can you find my parcel?"),
        ("agent", "Of course."),
        ("customer", "Also there is a strange charge on my bill, please explain the charge."),
        ("customer", "That charge on the bill is wrong, I need you to explain my bill."),
        ("agent", "I see the charge on your bill."),
        ("customer", "Thanks a lot, bye"),
    )
    found = annotator.annotate([one])
    (stated,), (actual,) = said(found, "concern_stated"), said(found, "concern_actual")
    assert stated.label == "parcel" and stated.turn == 0
    assert one.turns[0].text[stated.start : stated.end] == "Can you find my parcel?"
    assert actual.label == "bill" and actual.turn in (2, 3)
    assert {one.label for one in said(found, "concern")} == {"parcel", "bill"}
    for each in found:
        assert 0 < each.probability <= 1 and each.model == annotator.model
        assert one.turns[each.turn].text[each.start : each.end].strip()


def test_agents_words_help_where_the_customers_leave_it_open(annotator):
    vague = ("customer", "It happened again with that thing over there")
    alone = annotator.annotate([talk(vague)])
    helped = annotator.annotate(
        [talk(vague, ("agent", "I will cancel your contract, the contract ends now."))]
    )
    assert said(alone, "concern_actual")[0].label != "cancel"
    assert said(helped, "concern_actual")[0].label == "cancel"
    assert said(helped, "concern_stated")[0].label == said(alone, "concern_stated")[0].label


def test_what_was_asked_first_is_no_name_and_no_politeness_later(annotator):
    one = talk(
        ("customer", "Hello, my name is Ann Lee."),
        ("agent", "How can I help?"),
        ("customer", "A strange charge stands on my bill."),
        ("agent", "I see."),
        ("customer", "Could you please find my parcel too?"),
    )
    (stated,) = said(annotator.annotate([one]), "concern_stated")
    assert (stated.label, stated.turn) == ("bill", 2)
    alone = annotator.annotate([talk(*[(turn.speaker, turn.text) for turn in one.turns[:2]])])
    assert said(alone, "concern_stated")[0].turn == 0, "there is nothing else"


def test_only_what_was_asked_later_is_a_concern_too(annotator):
    bill = ("customer", "Please explain the charge on my bill")
    reset = "Can you reset the password?"
    (first,) = said(annotator.annotate([talk(("customer", reset))]), "concern")
    (later,) = [one for one in said(annotator.annotate([talk(bill, ("customer", reset))]), "concern")
                if one.label == "password"]  # fmt: skip
    assert 0.5 <= later.probability < first.probability, "models know first requests"
    for text, also in ((reset, {"password"}), ("Password reset thing", set())):
        found = said(annotator.annotate([talk(bill, ("agent", "ok"), ("customer", text))]), "concern")
        assert {one.label for one in found} == {"bill"} | also


@pytest.mark.parametrize(
    "turns",
    [
        (),
        (("customer", ""),),
        (("customer", "hi"), ("customer", "ok thanks 😀")),
        (("system", "cancel my contract"),),
        (("customer", "\x00\x01"),),
        (("customer", "!?." * 100_000),),
        (("customer", "你好"),),
    ],
)
def test_nothing_to_go_by_is_cannot_tell(annotator, turns):
    found = annotator.annotate([talk(*turns)])
    assert [one.kind for one in found] == ["concern_stated", "concern_actual"]
    assert {one.label for one in found} == {"cannot_tell"} and {one.probability for one in found} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "cancel " * 150_000,
        "a" * 1_000_000,
        "where is my " * 80_000,
        "looking " * 100_000,
        "my name is " * 90_000,
        ". " * 500_000 + "cancel my contract",
        "can't\n" * 100_000,
    ],
)
def test_enormous_turns_are_read_in_time(annotator, text):
    found = annotator.annotate([talk(("customer", text)), talk(("customer", "cancel my contract"), name="b")])
    assert found[-1].label == "cancel"


def test_turns_without_a_speaker_are_the_customers_where_nobody_else_is(annotator):
    (one,) = conversations(
        [{"id": "x", "turns": ["please cancel my contract", {"speaker": "agent", "text": "ok"}]}]
    )
    assert said(annotator.annotate([one]), "concern_stated")[0].label == "cancel"


def test_each_conversation_is_read_on_its_own(annotator):
    every = [talk(("customer", way.format(wish)), ("agent", "ok"), name=f"{wish}{way}")
             for wish in WISHES.values() for way in WAYS]  # fmt: skip
    together = annotator.annotate(every)
    assert together == [one for each in every for one in annotator.annotate([each])]


def test_labels_follow_the_taxonomy(annotator):
    tree = taxonomy_of([Concern(name, name) for name in WISHES])
    merged = ConcernAnnotator(annotator.concerns, merge(tree, ["bill"], into="cancel"))
    found = merged.annotate([talk(("customer", "please explain a charge on my bill"))])
    assert said(found, "concern_stated")[0].label == "cancel"
    assert "+followed." in merged.model and merged.model != annotator.model


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Hello. I need to cancel my plan! Thanks.", "I need to cancel my plan!"),
        ("my name is Joe Last", "my name is Joe Last"),
        ("Please refund $74.99. Bye.", "Please refund $74.99."),
        ("My name is Joe. The router broke down", "The router broke down"),
        ("Router is broken. Thank you. Can you repair the router?",
         "Router is broken. Thank you. Can you repair the router?"),
    ],
)  # fmt: skip
def test_the_part_that_carries_the_request(text, span):
    found = request_span(text)
    assert text[found.start : found.end] == span


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("This is Ann speaking", 0.1),
        ("Hello, this is Mary-Ann O'Neill speaking.", 0.1),
        ("This is Ann here", 0.1),
        ("This is the third time the router speaking thing broke", 0.5),
    ],
)
def test_who_speaks_is_no_request(text, strength):
    assert request_span(text).strength == strength


@pytest.mark.parametrize("text", ["", "ok", "Good morning! Thank you.", "123", "🙂🙂"])
def test_courtesy_carries_no_request(text):
    assert request_span(text) is None


def asks(text):
    found = request_span(text)
    return found is not None and found.strength == 1


@pytest.mark.shared
def test_tasks_of_conversations_with_other_agents(shared):
    """Learned from what customers came with to two thirds of the agents, tried on the others'."""
    with gzip.open(shared / "data/star/conversations.jsonl.gz", "rt") as lines:
        given = [json.loads(line) for line in lines]
    with gzip.open(shared / "data/star/labels.jsonl.gz", "rt") as lines:
        tasks = {one["id"]: one["tasks"] for one in map(json.loads, lines)}
    given = [one for one in given if one["turns"] and len(tasks[one["id"]]) == 1]
    agents = sorted({one["agent_id"] for one in given})
    others = set(np.random.default_rng(0).permutation(agents)[: len(agents) // 3])
    own = conversations([one for one in given if one["agent_id"] not in others])
    examples = [(came_with(one), tasks[one.interaction_id][0]) for one in own if came_with(one)]
    tried = conversations([one for one in given if one["agent_id"] in others])
    found = ConcernAnnotator(ConcernModel().fit(*zip(*examples, strict=True))).annotate(tried)
    for kind, least in (("concern_stated", 0.92), ("concern_actual", 0.94)):
        right = [one.label == tasks[one.interaction_id][0] for one in said(found, kind)]
        sure = np.array([one.probability or 0 for one in said(found, kind)])
        assert np.mean(right) >= least
        assert abs(np.mean(right) - sure.mean()) < 0.08


@pytest.mark.shared
@pytest.mark.parametrize("tasks", ["one task", "all"])
def test_every_concern_is_as_often_right_as_it_promises(shared, tasks):
    """Learned from what customers came with to half of the agents; of the others every concern."""
    with gzip.open(shared / "data/star/conversations.jsonl.gz", "rt") as lines:
        given = [one for one in map(json.loads, lines) if one["turns"]]
    with gzip.open(shared / "data/star/labels.jsonl.gz", "rt") as lines:
        truth = {one["id"]: one["tasks"] for one in map(json.loads, lines)}
    agents = sorted({one["agent_id"] for one in given})
    others = set(np.random.default_rng(0).permutation(agents)[: len(agents) // 2])
    own = [one for one in given if one["agent_id"] not in others and len(truth[one["id"]]) == 1]
    tried = [one for one in given if one["agent_id"] in others and truth[one["id"]]]
    tried = [one for one in tried if tasks == "all" or len(truth[one["id"]]) == 1]
    examples = [(came_with(one), truth[one.interaction_id][0]) for one in conversations(own)]
    model = ConcernModel().fit(*zip(*[(text, label) for text, label in examples if text], strict=True))
    found = said(ConcernAnnotator(model).annotate(conversations(tried)), "concern")
    right = [one.label in truth[one.interaction_id] for one in found]
    promised = [one.probability for one in found]
    assert len(found) >= 0.9 * len(tried) and np.mean(right) >= 0.89
    assert abs(np.mean(right) - np.mean(promised)) <= 0.05


def test_moments_do_not_matter(annotator):
    turn = Turn("customer", "cancel my contract", at=datetime(2026, 1, 1, tzinfo=UTC))
    dated = annotator.annotate([Interaction("a", turns=(turn,))])
    assert dated == annotator.annotate([talk(("customer", "cancel my contract"))])

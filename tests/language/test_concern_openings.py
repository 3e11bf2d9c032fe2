"""What customers come with: the request, what they say before it, and what they say to the first answer."""

import gzip
import json

import pytest
from sklearn.metrics import normalized_mutual_info_score

from rapport.language import discover_concerns
from rapport.language.concerns.annotator import ConcernAnnotator
from rapport.language.concerns.model import ConcernModel
from rapport.language.concerns.opening import came_with, opening
from rapport.language.concerns.request import CHARACTERS, WHO, request_span
from rapport.language.concerns.said import said
from rapport.language.concerns.who import asks_who
from rapport.language.conversation import conversations
from rapport.records.interaction import Interaction, Turn


@pytest.fixture(scope="module")
def annotator():
    ways = ["I want to {}", "please {}", "can you {}?", "hello, how do I {}", "{} now", "{}"]
    wishes = {"cancel": "cancel my contract", "parcel": "find my parcel", "bill": "explain my bill"}
    texts = [way.format(wish) for wish in wishes.values() for way in ways]
    return ConcernAnnotator(ConcernModel().fit(texts, [name for name in wishes for _ in ways]))


def told(*turns):
    return came_with(Interaction("a", turns=tuple(Turn(speaker, text) for speaker, text in turns)))


def test_it_goes_from_the_first_words_to_what_is_said_to_the_first_answer():
    assert told(
        ("agent", "Welcome, how may I help?"),
        ("customer", "My name is Ann Lee."),
        ("customer", "The router broke down yesterday. Can you send a new router?"),
        ("customer", "Its light is red."),
        ("agent", "Which router is it?"),
        ("customer", "The small router from last year"),
        ("customer", "with one antenna"),
        ("agent", "Sent."),
        ("customer", "And please explain the bill, too."),
    ).split("\n") == [
        "The router broke down yesterday. Can you send a new router?",
        "Its light is red.",
        "The small router from last year",
        "with one antenna",
    ]


def test_who_opens_with_a_name_has_not_begun():
    found = told(
        ("customer", "Hello, my name is Ann Lee."),
        ("agent", "Hello."),
        ("customer", "I am at the station."),
        ("agent", "Yes?"),
        ("customer", "The train was cancelled, I want a refund."),
        ("agent", "Which train?"),
        ("customer", "The early train"),
        ("agent", "Done."),
        ("customer", "The bus was late, too."),
    )
    assert found.split("\n") == [
        "I am at the station.",
        "The train was cancelled, I want a refund.",
        "The early train",
    ]


def test_it_is_cut_and_may_be_nothing():
    assert told(("customer", "hi"), ("agent", "Hello, your router is broken?")) == ""
    story = ("customer", f"My router {'broke ' * 100}")
    found = told(*[story] * 10, ("customer", "Please send a new router."), ("agent", "Yes?"), story)
    assert len(found) == CHARACTERS and "Please send a new router." in found.split("\n")
    long = f"My router {'is down and ' * 95} it hums. " * 2 + "Please cancel my contract."
    assert told(("customer", long)) == "Please cancel my contract.", "what is asked comes before a long story"


def test_who_they_are_is_left_out_where_they_are_asked():
    assert told(
        ("customer", "This is Mary Ann speaking. My account number is 4711, I was born in May."),
        ("agent", "May I have your full name, please?"),
        ("customer", "Mary Ann Lee"),
        ("agent", "And what is wrong?"),
        ("customer", "The parcel arrived with a torn edge"),
        ("agent", "What is your e-mail address?"),
        ("customer", "mary ann at lee point org"),
        ("customer", "Please send another parcel."),
    ).split("\n") == [
        "my account number is",
        "The parcel arrived with a torn edge",
        "Please send another parcel.",
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("May I have your full name, please?", True),
        ("Welcome! I need your account number.", True),
        ("Sure. Could you verify your identity", True),
        ("Thanks, I see your order number. What is wrong?", False),
        ("I will send it to your e-mail address.", False),
        ("Which router is it?", False),
        ("May I have your full name? Please take your time.", True),
        ("I need your PIN. Please do not share it.", True),
        ("What is your mother's maiden name?", True),
        ("Account number?", True),
        ("Who is calling, please?", True),
        ("What is the name of the restaurant?", False),
        ("May I have your name and how can I help you today?", False),
        ("", False),
    ],
)
def test_who_asks_who_somebody_is(text, who):
    assert asks_who(text) is who


@pytest.mark.parametrize(
    "between",
    [[], [("system", "Ann joined")], [("agent", "Take your time.")], [("bot", "One moment"), ("system", "")]],
)
@pytest.mark.parametrize("answer", ["Mary Ann Lee", "Mary Ann Lee please", "it is Mary Ann Lee"])
def test_answers_to_who_they_are_are_left_out(between, answer):
    found = told(("agent", "May I have your name?"), *between, ("customer", answer),
                 ("agent", "How may I help?"), ("customer", "My router broke."))  # fmt: skip
    assert found == "My router broke."


def test_names_beside_a_request_are_left_out():
    text = (
        "My name is Mary Lee. Mary Lee, Main Street Leeds. I want to cancel my contract. I was born in May."
    )
    assert told(("customer", text)) == "I want to cancel my contract."
    inside = "I have a new router. My name is Mary Lee. I want to send it back."
    assert told(("customer", inside)) == "I have a new router. I want to send it back."


def test_who_asks_for_more_than_they_are_asked_is_heard():
    turns = ("agent", "May I have your name?"), ("customer", "I want to cancel my contract")
    assert told(*turns) == "I want to cancel my contract"


def test_what_a_system_notes_is_no_answer():
    """Two messages of a customer, one before the answer."""
    found = told(
        ("customer", "The router is broken, please help"),
        ("system", "Queue: 2"),
        ("customer", "its light is red"),
        ("agent", "Which?"),
        ("customer", "the small one in the hall"),
        ("agent", "Yes"),
        ("customer", "the red router"),
    )
    assert found.split("\n")[-1] == "the small one in the hall" and "its light is red" in found


def test_many_turns_are_read_in_time(annotator):
    turns = [
        ("agent", "May I have your name?"),
        *[("customer", "please find my parcel, it is lost")] * 20_000,
    ]
    one = Interaction("a", turns=tuple(Turn(speaker, text) for speaker, text in turns))
    assert annotator.annotate([one])[0].label == "parcel"


def test_who_says_nothing_but_a_name_is_asked_by_it(annotator):
    found = annotator.annotate(
        [Interaction("a", turns=(Turn("customer", "This is Cancel Parcel speaking"),))]
    )
    assert found[0].kind == "concern_stated" and 0 < found[0].probability <= 1 and found[0].turn == 0


def test_what_is_said_to_the_answer_is_heard_where_the_first_words_leave_it_open(annotator):
    def stated(*turns):
        one = Interaction("a", turns=tuple(Turn(speaker, text) for speaker, text in turns))
        return annotator.annotate([one])[0]

    open_, answer = ("customer", "I have a question, it happened again"), ("agent", "What happened?")
    found = stated(open_, answer, ("customer", "the parcel, find my parcel"))
    assert (found.label, found.turn) == ("parcel", 2)
    clear = ("customer", "Please cancel my contract")
    assert stated(clear, answer, ("customer", "the parcel, find my parcel")).label == "cancel"


def test_speakers_that_nobody_knows_come_with_something_too():
    one = Interaction("a", turns=(Turn("unknown", "My router broke"), Turn("unknown", "Please send another")))
    parts = said(one, by_customer=True)
    assert len(parts) == 2 and opening(one, parts) == parts[:1], "nobody can tell who says the second"


@pytest.mark.parametrize(
    "text",
    [
        "Hello, is anybody there?",
        "are you there??",
        "Can you help me with this, please?",
        "Could you look into it?",
        "Could somebody please sort this out?",
        "I want to speak to a real person",
        "Let me talk to someone",
        "a human please",
        "agent",
    ],
)
def test_what_anybody_is_asked_tells_nothing(text):
    alone = request_span(text)
    assert alone is None or alone.strength == WHO, "a concern is told from it only where nothing else is said"
    both = f"{text.rstrip('?')}. The router broke down."
    assert both[request_span(both).start :] == "The router broke down."


@pytest.mark.parametrize(
    "text",
    [
        "Can you help me find my parcel?",
        "Could you check my balance?",
        "My agent left",
        "I want to talk to a person about my lost card",
        "Is anybody there who can tell me where my parcel is?",
        "I need a room at the Hyatt can you help?",
    ],
)
def test_what_is_asked_for_tells_something(text):
    assert request_span(text).strength > WHO


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("The router broke down. Will I have to pay?", "The router broke down. Will I have to pay?"),
        (
            "Hi. My name is Joe. The router broke. Please send another. Thanks!",
            "The router broke. Please send another.",
        ),
    ],
)
def test_what_went_wrong_belongs_to_what_is_asked(text, span):
    found = request_span(text)
    assert text[found.start : found.end] == span


@pytest.mark.shared
@pytest.mark.proof
def test_concerns_found_in_conversations_are_the_tasks(shared):
    """Chats with one task each; in the sentence that asks most alone agreement was .76."""
    with gzip.open(shared / "data/star/labels.jsonl.gz", "rt") as lines:
        tasks = {one["id"]: one["tasks"] for one in map(json.loads, lines)}
    with gzip.open(shared / "data/star/conversations.jsonl.gz", "rt") as lines:
        given = [one for one in map(json.loads, lines) if one["turns"] and len(tasks[one["id"]]) == 1]
    talks = conversations(given[::2])
    came = [(text, tasks[one.interaction_id][0]) for one in talks if (text := came_with(one))]
    texts, people = zip(*came, strict=True)
    found = discover_concerns(texts)
    assert 12 <= len(found.names) <= 30
    assert normalized_mutual_info_score(people, found.labels) >= 0.81

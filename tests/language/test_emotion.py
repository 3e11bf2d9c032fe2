"""What customers and agents show they feel, on sentences of our own."""

import pytest

from rapport.language.annotation import CANNOT_TELL
from rapport.language.conversation import conversations
from rapport.language.feeling.course.annotator import FeelingsAnnotator


def said(text, speaker="customer", kind="emotion"):
    """The labels of one turn, with the words they were judged by."""
    given = conversations([{"id": "1", "turns": [{"speaker": speaker, "text": text}]}])
    return [
        (one.label, None if one.start is None else text[one.start : one.end])
        for one in FeelingsAnnotator().annotate(given)
        if one.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("I am furious about this.", "angry", "furious"),
        ("What the hell, this is bullshit", "angry", "What the hell"),
        ("THIS IS NOT WORKING AT ALL", "annoyed", "NOT WORKING"),
        ("I already told you that.", "annoyed", "I already told you"),
        ("hurry up, how much longer?", "annoyed", "hurry up"),
        ("I am really disappointed in you.", "disappointed", "really disappointed"),
        ("No, I am not happy", "disappointed", "not happy"),
        ("I'm worried that my money is gone", "worried", "worried"),
        ("Sorry, I don't understand", "confused", "don't understand"),
        ("Thank you so much for all this", "grateful", "Thank you so much"),
        ("Wow, I'm so happy with it!", "happy", "so happy"),
    ],
)
def test_what_a_customer_feels(text, label, words):
    assert said(text) == [(label, words)]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("I understand how frustrating this must be.", "empathetic", "I understand how frustrating"),
        ("We are so sorry about that", "apologetic", "so sorry"),
        ("It was my pleasure.", "warm", "my pleasure"),
        ("Please calm down.", "impatient", "calm down"),
    ],
)
def test_how_an_agent_sounds(text, label, words):
    assert said(text, "agent") == [(label, words)]


def test_plain_words_are_calm_or_neutral():
    assert said("I would like to book a room for two.") == [("calm", None)]
    assert said("Your room is booked for the 3rd of May.", "agent") == [("neutral", None)]


@pytest.mark.parametrize("text", ["Smith", "4711", "???", "Ich bin böse mit Ihnen, so geht das nicht"])
def test_nothing_to_tell_by(text):
    assert said(text) == [(CANNOT_TELL, None)]
    assert said(text, kind="sentiment") == [(CANNOT_TELL, None)]


def test_a_denied_feeling_is_none():
    assert said("I am not angry at you") == [("calm", None)]
    assert said("We weren't worried about it at all") == [("calm", None)]


def test_topics_are_no_feelings():
    assert said("I want to report fraud on my card.") == [("calm", None)]
    assert said("I lost my phone on the bus.") == [("calm", None)]
    assert said("Good morning, I have a question about a bill.") == [("calm", None)]
    assert said("You need to bring your passport.", "agent") == [("neutral", None)]
    assert said("I would like to cancel the blue one.", kind="escalation") == []


def test_no_answers_and_denies_nothing():
    assert said("no thank you so much for your help") == [("grateful", "thank you so much")]


def test_agents_do_not_feel_as_customers_do():
    assert said("I am furious about this.", "agent") == [("neutral", None)]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("Then cancel my account please", "churn", "cancel my account"),
        ("I'll take my business elsewhere", "churn", "take my business elsewhere"),
        ("You will hear from my lawyer", "escalation", "from my lawyer"),
        ("I want to speak to your manager!", "escalation", "speak to your manager"),
        ("I'll complain to the ombudsman", "escalation", "complain to the"),
        ("Please fix this or cancel my subscription", "churn", "cancel my subscription"),
        ("Fix it or close my account", "churn", "close my account"),
        ("Refund it and cancel my account", "churn", "cancel my account"),
        ("I have had it, cancel my contract", "churn", "cancel my contract"),
        ("I will cancel and go to my lawyer", "escalation", "go to my lawyer"),
        ("If this is not fixed I will sue you", "escalation", "will sue"),
    ],
)
def test_threats(text, label, words):
    assert said(text, kind="escalation") == [(label, words)]


def test_no_threats_where_there_are_none():
    assert said("Can I change my account name?", kind="escalation") == []
    assert said("Then cancel my account please", "agent", "escalation") == []
    assert said("I do not want to cancel my account", kind="escalation") == []
    assert said("I do not think I will sue you", kind="escalation") == []
    assert said("I reported them to the bank", kind="escalation") == []


@pytest.mark.parametrize(
    "text",
    [
        "They told me they will close my account",
        "It will cancel my account",
        "That would close my account",
        "He says this will cancel my subscription",
    ],
)
def test_what_others_do_is_no_threat(text):
    assert said(text, kind="escalation") == []


def test_words_too_weak_to_be_a_threat_annoy_nobody():
    text = "I'm leaving tomorrow from Denver at 8 am"
    assert said(text) == [("calm", None)]
    assert said(text, kind="escalation") == []


def test_calm_too_is_told_only_where_it_is_likelier_than_not():
    words = "I would like to book a room for two. "
    assert said(words) == [("calm", None)]
    assert said(words * 12) == [(CANNOT_TELL, None)]
    assert said(words * 12, "agent") == [("neutral", None)]

"""What makes it hard for customers, each with its turn and its characters."""

import re

import pytest
from service_talks import BEST_FIRST, HOSTILE, talk, turns_of

from rapport.language import ExperiencePredictor
from rapport.language.annotation import CANNOT_TELL
from rapport.language.behaviours.agent_rules import AGENT
from rapport.language.conversation import conversations
from rapport.language.experience.annotator import ExperienceAnnotator
from rapport.language.experience.customer_rules import CUSTOMER
from rapport.language.experience.evidence import effort_cues, satisfaction_cues
from rapport.language.experience.reading import LONGEST, lowered
from rapport.language.experience.rules import Rule, RuleSet

EFFORT = [
    ("repetition", ["c: I already told you my number"], "already told"),
    ("repetition", ["c: As I said, it is the blue one"], "As I said"),
    ("repetition", ["c: How many times do I have to write this?"], "How many times"),
    ("repetition", ["c: this is the third time"], "the third time"),
    ("called_before", ["c: I called yesterday about this"], "called yesterday"),
    ("called_before", ["c: Nobody has answered me"], "Nobody has answer"),
    ("called_before", ["c: I still have no reply to my mail"], "no reply"),
    ("transfer", ["c: I have been transferred around all day"], "I have been transferred"),
    ("transfer", ["c: they keep passing me around"], "passing me"),
    ("transfer", ["c: hi", "a: I will transfer you to billing"], "transfer you to billing"),
    ("sent_elsewhere", ["c: hi", "a: Please call our hotline."], "Please call our hotline"),
    ("channel_hop", ["c: I tried the website first"], "I tried the website"),
    ("long_wait", ["c: I am still waiting"], "still waiting"),
    ("long_wait", ["c: Hello? Are you there?"], "Hello?"),
    ("confusion", ["c: I don't understand this bill"], "don't understand this bill"),
    ("confusion", ["c: What do you mean?"], "What do you mean"),
    ("not_solved", ["c: It does not work"], "does not work"),
    ("not_solved", ["c: the same problem as before"], "the same problem"),
    ("correction", ["c: No, I wanted Tuesday"], "No, I wanted"),
    ("refusal", ["c: hi", "a: I cannot do that"], "I cannot"),
    ("not_understood", ["c: hi", "a: I don't quite understand"], "don't quite understand"),
    ("unanswered", ["c: Hello.", "a: Hi", "c: Fine. When does it open?"], " When does it open?"),
]
NO_EFFORT = [
    "c: I would like to book a table for two",
    "c: thanks, it works now",
    "c: no that's all",
    "c: No, I'm good, thank you",
    "c: the phone is blue",
]


@pytest.mark.parametrize("label, said, words", EFFORT)
def test_each_cue_shows_the_words_it_is_seen_by(label, said, words):
    found = [cue for cue in effort_cues(turns_of(*said)) if cue.label == label]
    assert found
    cue = found[-1] if label == "unanswered" else found[0]
    text = said[cue.turn].partition(": ")[2]
    assert text[cue.start : cue.end].strip(" .!") == words.strip()


@pytest.mark.parametrize("said", NO_EFFORT)
def test_easy_turns_have_no_cue(said):
    assert effort_cues(turns_of(said, "a: Of course.", "c: bye")) == []


def test_what_is_said_again_and_asked_again_is_the_later_turn():
    cues = effort_cues(
        turns_of(
            "c: The red lamp on my router blinks",
            "a: What is the number on the router?",
            "c: The red lamp on my router blinks!",
            "a: So what is the number on the router?",
        )
    )
    assert [(cue.label, cue.turn) for cue in cues] == [("said_again", 2), ("asked_again", 3)]


def test_waits_are_long_by_how_people_talk():
    live = turns_of("c: hello", "a: one thing", "c: yes", "a: here", gaps=(30, 10, 300))
    slow = turns_of("c: hello", "a: one thing", "c: yes", "a: here", gaps=(9_000, 40_000, 80_000))
    very = turns_of("c: hello", "a: one thing", "c: yes", "a: here", gaps=(9_000, 40_000, 900_000))
    found = [[cue.turn for cue in effort_cues(one) if cue.label == "long_wait"] for one in (live, slow, very)]
    assert found == [[3], [], [3]]


def test_satisfaction_shows_what_the_customer_said():
    cues = satisfaction_cues(turns_of("c: My card is locked", "a: Open.", "c: Wow, thank you!"))
    assert [(cue.label, cue.turn) for cue in cues] == [("thanks", 2), ("praise", 2)]


def test_verdicts_stand_before_their_evidence():
    given = conversations([BEST_FIRST["furious"], BEST_FIRST["solved"]])
    found = ExperienceAnnotator().annotate(given)
    verdicts = [(one.kind, one.label) for one in found if one.turn is None]
    assert verdicts == [
        ("effort", "high"),
        ("satisfaction", "dissatisfied"),
        ("resolved", "not_solved"),
        ("effort", "low"),
        ("satisfaction", "satisfied"),
        ("resolved", "solved"),
    ]
    assert all(one.value is not None for one in found if one.turn is None)
    assert all(0.6 <= one.probability <= 1 for one in found if one.turn is None and one.kind == "resolved")
    assert {one.model for one in found} == {"effort@3", "satisfaction@3", "resolved@3"}


def test_fitted_on_grades_a_verdict_is_as_likely_as_such_grades():
    given = [BEST_FIRST["solved"], BEST_FIRST["furious"]] * 6
    graded = ExperiencePredictor("resolved").fit(given, [5, 1] * 5 + [4, 2], [str(one) for one in range(12)])
    yes_no = ExperiencePredictor("resolved").fit(given, [1, 0] * 6, [str(one) for one in range(12)])
    one = conversations(given[:1])
    shown = [ExperienceAnnotator((predictor,)).annotate(one)[0] for predictor in (graded, yes_no)]
    assert [verdict.label for verdict in shown] == ["solved", "solved"]
    assert 0.5 < shown[0].probability < 1
    assert shown[1].probability == shown[1].value > 0.6
    assert shown[0].model.startswith("resolved@3+12.")


def test_no_basis_is_an_answer_without_a_value():
    found = ExperienceAnnotator().annotate(conversations([talk("c: hm"), talk()]))
    assert {(one.label, one.value, one.probability, one.turn) for one in found} == {
        (CANNOT_TELL, None, None, None)
    }
    assert len(found) == 6


@pytest.mark.parametrize("said", HOSTILE)
def test_evidence_lies_within_its_turn(said):
    given = conversations([{**talk(*said), "id": "x"}])
    for one in ExperienceAnnotator().annotate(given):
        assert one.interaction_id == "x"
        if one.turn is not None:
            text = given[0].turns[one.turn].text
            start, end = (0, len(text)) if one.start is None else (one.start, one.end)
            assert 0 <= start < end <= len(text)


def test_a_turn_of_a_megabyte_is_read_to_a_point():
    text = "not working " * 90_000
    turn = turns_of("c: " + text)[0]
    assert len(turn.text) == LONGEST
    assert turn.has("not_solved")


def test_lower_case_keeps_the_places():
    for text in ("İSTANBUL’S ŞİŞ", "ẞ", "Don`t", "plain"):
        assert len(lowered(text)) == len(text)
    assert lowered("Don’t") == "don't"


def test_every_rule_can_be_reached_by_its_words():
    examples = [(label, said) for label, said, _ in EFFORT if len(said) == 1]
    reached = {mark[0] for _, said in examples for mark in turns_of(*said)[0].marks}
    assert {"repetition", "called_before", "transfer", "confusion", "not_solved", "correction"} <= reached
    assert {label for label, _ in examples} - {"unanswered"} <= set(CUSTOMER.names) | {"sent_elsewhere"}


def test_the_first_place_of_a_name_counts_once():
    rules = RuleSet([Rule("a", "x", r"\bx\b"), Rule("a", "y", r"\by\b"), Rule("b", "y", r"\by\b")])
    assert rules.marks("y x", ("y", "x")) == [("a", 2, 3), ("b", 0, 1)]
    assert rules.marks("z", ("z",)) == []


@pytest.mark.parametrize("rules", [CUSTOMER, AGENT])
def test_no_rule_repeats_without_bound(rules):
    """What may follow itself any number of times can make a text take the square of its length."""
    for name, *patterns in rules._rules:
        for one in filter(None, patterns):
            assert not re.search(r"\)[*+]", one.pattern.replace(r"\)", "")), name


@pytest.mark.parametrize(
    ("said", "solved"),
    [
        ("I'd like it sorted", False),
        ("I want my problem solved", False),
        ("please tell me when it is fixed", False),
        ("It is fixed now", True),
        ("I wanted it fixed and now it works", True),
        ("I need help but that worked", True),
    ],
)
def test_what_is_only_asked_for_is_not_solved(said, solved):
    words = said.lower().replace("'", "").split()
    assert ("solved" in {mark[0] for mark in CUSTOMER.marks(said.lower(), words)}) is solved

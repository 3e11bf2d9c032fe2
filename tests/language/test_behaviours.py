"""What agents do, seen by rules at first and by a home's own corrections then."""

import numpy as np
import pytest
from service_talks import HOSTILE, talk, turns_of

from rapport.language.behaviours.agent_rules import AGENT
from rapport.language.behaviours.annotator import BehaviourAnnotator
from rapport.language.behaviours.corrector import BehaviourModel
from rapport.language.behaviours.prior import LIKELY
from rapport.language.behaviours.turns import agent_turns
from rapport.language.conversation import conversations
from rapport.language.experience.together import ServiceAnnotator
from rapport.records.errors import InputError

SHOWN = [
    ("greeting", "Good morning, how can I help?", "Good morning"),
    ("own_name", "Hello, my name is Dana.", "my name is Dana"),
    ("own_name", "This is Sam from billing.", "This is Sam from"),
    ("empathy", "I understand how annoying that is.", "I understand how"),
    ("empathy", "I'm sorry to hear that.", "sorry to hear"),
    ("apology", "We apologise for the delay.", "apologise"),
    ("ownership", "I'll check that for you.", "I'll check"),
    ("ownership", "Let me take a look.", "Let me take"),
    ("next_step", "We will call you tomorrow.", "We will call you tomorrow"),
    ("next_step", "You will receive the refund within 3 days.", "You will receive the refund within 3 days"),
    ("wait_announced", "One moment please.", "One moment"),
    ("wait_announced", "Bear with me while I look.", "Bear with me"),
    ("hold_permission", "May I put you on hold?", "May I put you on hold"),
    ("summary", "Just to confirm, two nights from Friday.", "Just to confirm"),
    ("check_understanding", "Is that correct?", "Is that correct"),
    ("anything_else", "Is there anything else?", "anything else"),
    ("closing", "Goodbye!", "Goodbye"),
    ("thanks", "Thank you for waiting.", "Thank you"),
    ("blame", "That is your own fault.", "is your own fault"),
    ("refusal", "I cannot change that.", "I cannot"),
    ("refusal", "It is against our policy.", "our policy"),
]
NOT_SHOWN = [
    ("next_step", "It will be cloudy on Tuesday."),
    ("wait_announced", "Walk for 5 minutes until the park."),
    ("summary", "Would you like me to confirm the table?"),
    ("apology", "The room has a view of the sea."),
    ("blame", "You should have received a letter."),
    ("refusal", "I can do that."),
    ("own_name", "What is your name?"),
    ("greeting", "Your hello kitty order is here."),
]


def drafts(said: str, **settings) -> dict:
    given = conversations([talk("c: hi", f"a: {said}")])
    found = BehaviourAnnotator(**settings).annotate(given)
    return {one.label: one for one in found}


@pytest.mark.parametrize("label, said, words", SHOWN)
def test_a_behaviour_shows_the_words_it_is_seen_by(label, said, words):
    one = drafts(said)[label]
    assert said[one.start : one.end] == words
    assert one.turn == 1
    assert one.probability == LIKELY[label]


@pytest.mark.parametrize("label, said", NOT_SHOWN)
def test_what_only_sounds_alike_is_none(label, said):
    assert label not in drafts(said)


def test_customers_do_not_behave_as_agents():
    given = conversations([talk("c: Hello, my name is Dana, I'll check it tomorrow, goodbye")])
    assert BehaviourAnnotator().annotate(given) == []


def test_a_greeting_late_and_a_goodbye_early_are_less_likely():
    given = conversations([talk("a: Goodbye", "c: wait", "a: yes", "c: so", "a: Hello", "c: hm", "a: ok")])
    found = {one.label: one.probability for one in BehaviourAnnotator().annotate(given)}
    assert found["closing"] < LIKELY["closing"]
    assert found["greeting"] < LIKELY["greeting"]


def test_a_homes_own_words_are_found_whole():
    found = drafts("Welcome to Blue Fox, your SLA is fine, slacker.", brand=("blue fox", "fox"))
    assert (found["brand_wording"].start, found["brand_wording"].end) == (11, 19)
    assert (found["jargon"].start, found["jargon"].end) == (26, 29)
    assert "jargon" not in drafts("Your SLA is fine.", jargon=())
    assert drafts("C++ (beta) is here", brand=("c++ (beta)",))["brand_wording"].end == 10


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_turns_have_drafts_within_them(said):
    given = conversations([talk(*said)])
    for one in BehaviourAnnotator(brand=("ok",)).annotate(given):
        text = given[0].turns[one.turn].text
        assert 0 <= one.start < one.end <= len(text)
        assert 0.5 <= one.probability <= 1


def judged(count: int, word: str = "certainly"):
    """Agents' turns in which, at this home, `certainly` is ownership and `I'll check` is none."""
    turns, truth = [], []
    for place in range(count):
        own = place % 2 == 0
        said = f"a: {word}, the {place} boxes" if own else f"a: I'll check the {place} boxes"
        turns.append(agent_turns(turns_of("c: hi", said))[0])
        truth.append(own)
    return turns, truth


def test_corrections_change_what_is_seen():
    turns, truth = judged(40)
    before = BehaviourModel()
    after = before.fit(turns, ["ownership"] * 40, truth)
    shown, hidden = (
        agent_turns(turns_of("c: hi", said))[0] for said in ("a: certainly, 7 bags", "a: I'll check 7 bags")
    )
    assert before.probability(shown, "ownership") < 0.1 < 0.7 < before.probability(hidden, "ownership")
    assert after.probability(shown, "ownership") > 0.5 > after.probability(hidden, "ownership")


def test_one_correction_does_not_overturn_a_rule():
    turn = agent_turns(turns_of("c: hi", "a: I'll check the box"))[0]
    other = agent_turns(turns_of("c: hi", "a: I'll look at your bill now"))[0]
    once = BehaviourModel().fit([turn], ["ownership"], [False])
    assert once.probability(turn, "ownership") < LIKELY["ownership"]
    assert once.probability(other, "ownership") > 0.5


def test_corrected_behaviours_are_drafted_also_without_a_rule():
    turns, truth = judged(40)
    learned = BehaviourModel().fit(turns, ["ownership"] * 40, truth)
    found = drafts("certainly, the 9 boxes", corrected=learned)
    assert found["ownership"].start is None
    assert found["ownership"].model.startswith("behaviours@2+40.")
    assert "greeting" in drafts("Hello there", corrected=learned)


def test_behaviours_nobody_judged_stay_as_they_were():
    turns, truth = judged(10)
    learned = BehaviourModel().fit(turns, ["ownership"] * 10, truth)
    more = learned.fit(turns, ["empathy"] * 10, truth)
    assert np.array_equal(more.lines["ownership"], learned.lines["ownership"])
    assert more.known == {"ownership", "empathy"}


def test_corrections_kept_as_bytes_say_the_same():
    turns, truth = judged(20)
    learned = BehaviourModel().fit(turns, ["ownership"] * 20, truth)
    again = BehaviourModel.from_bytes(learned.to_bytes())
    assert again.model == learned.model
    assert again.to_bytes() == learned.to_bytes()
    assert [again.probability(one, "ownership") for one in turns] == [
        learned.probability(one, "ownership") for one in turns
    ]
    with pytest.raises(InputError, match="damaged"):
        BehaviourModel.from_bytes(learned.to_bytes()[:-3])


def test_corrections_that_do_not_fit_are_named():
    turns, truth = judged(2)
    with pytest.raises(InputError, match="unequal"):
        BehaviourModel().fit(turns, ["ownership"], truth)
    with pytest.raises(InputError, match="no behaviour 'juggling'"):
        BehaviourModel().fit(turns, ["juggling"] * 2, truth)


def test_all_behaviours_have_rules_and_a_likelihood():
    assert set(LIKELY) <= set(AGENT.names)


def test_read_together_it_says_what_it_says_apart():
    given = conversations([{**talk(*said), "id": str(place)} for place, said in enumerate(HOSTILE)])
    both = ServiceAnnotator()
    together = both.annotate(given)
    apart = [one for own in given for one in both.annotate([own])]
    assert together == apart
    behaviours = [one for one in together if one.kind == "behaviour"]
    assert behaviours == both.behaviours.annotate(given)
    assert [one for one in together if one.kind != "behaviour"] == both.experience.annotate(given)

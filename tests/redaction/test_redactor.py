"""What a redacted record looks like."""

import pytest

from rapport.home.settings import Redaction
from rapport.records import Answer, Interaction, Turn
from rapport.redaction import RedactionError, Redactor


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor()


def test_each_kind_has_its_placeholder_and_its_count(redactor):
    text = (
        "I am Jane Doe, jane.doe@example.com, +44 20 7946 0958, card 4111 1111 1111 1111, "
        "IBAN GB29 NWBK 6016 1331 9268 19, SSN 536-90-4399"
    )
    redacted, counts = redactor.text(text, ("Jane Doe",))
    assert redacted == "I am [NAME], [EMAIL], [PHONE], card [CARD], IBAN [IBAN], SSN [NATIONAL_ID]"
    assert counts == {"name": 1, "email": 1, "phone": 1, "card": 1, "iban": 1, "national_id": 1}


def test_a_clean_interaction_is_returned_as_it_is(redactor):
    record = Interaction("1", turns=(Turn("customer", "My parcel is 3 days late, order 4021"),))
    redacted, counts = redactor.interaction(record)
    assert redacted is record
    assert counts == {}


def test_every_text_of_an_interaction_is_redacted_and_its_people_kept(redactor):
    record = Interaction(
        "1",
        customer_name="Jane Doe",
        agent_name="Omar Haddad",
        subject="Jane Doe asks",
        turns=(
            Turn(
                "customer", "Hi Omar", quoted="From: jane.doe@example.com", signature="Jane\n+44 20 7946 0958"
            ),
            Turn("agent", "Hello Jane, all fine"),
        ),
        attributes={"reply_to": "jane.doe@example.com", "plan": "gold"},
    )
    redacted, counts = redactor.interaction(record)
    assert redacted.subject == "[NAME] asks"
    assert redacted.turns[0] == Turn(
        "customer", "Hi [NAME]", quoted="From: [EMAIL]", signature="[NAME]\n[PHONE]"
    )
    assert redacted.turns[1].text == "Hello [NAME], all fine"
    assert redacted.attributes == {"reply_to": "[EMAIL]", "plan": "gold"}
    assert (redacted.customer_name, redacted.agent_name) == ("Jane Doe", "Omar Haddad")
    assert counts == {"name": 4, "email": 2, "phone": 1}


def test_a_bare_reply_is_read_by_the_question_it_answers(redactor):
    ask = Turn("agent", "What is your phone number?")
    order = Turn("agent", "What is your order number?")
    reply = Turn("customer", "2125550188")
    assert redactor.interaction(Interaction("1", turns=(ask, reply)))[0].turns[1].text == "[PHONE]"
    assert redactor.interaction(Interaction("2", turns=(order, reply)))[0].turns[1].text == "2125550188"


def test_an_answer_is_redacted(redactor):
    answer = Answer(
        "1", "1", "why", "text", text="Write to jane@example.com or ask Jane", attributes={"a": "b"}
    )
    redacted, counts = redactor.answer(answer, ("Jane Doe",))
    assert redacted.text == "Write to [EMAIL] or ask [NAME]"
    assert counts == {"email": 1, "name": 1}


def test_a_home_can_switch_it_off_or_keep_kinds():
    text = "jane@example.com, +44 20 7946 0958"
    assert Redactor(Redaction(text=False)).text(text) == (text, {})
    assert Redactor(Redaction(keep=("phone",))).text(text)[0] == "[EMAIL], +44 20 7946 0958"


@pytest.mark.parametrize("settings", [Redaction(keep=("telephone",)), Redaction(region="Utopia")])
def test_settings_that_mean_nothing_are_refused(settings):
    with pytest.raises(RedactionError, match="redaction"):
        Redactor(settings)

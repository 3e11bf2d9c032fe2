"""Answers to items that hang on what is known of a customer arrive, whatever ended the invitation before."""

from datetime import timedelta

import pytest

from rapport.program.setup import connect, disconnect
from rapport.work.init import init_home
from tests.asked_home import invitation, version
from tests.work.test_submissions_published import NOW, hand_in, rows

BY_FACTS = """\
survey: by-facts
title: What we know of you
items:
  - {id: ease, type: ces}
  - {id: phone, type: text, text: What about the call?, asked_if: {interaction.channel: phone}}
  - {id: plan, type: text, text: Which plan?, known_from: customer.plan}
  - {id: gold, type: text, text: Why gold?, asked_if: {plan: gold, ease: {at_most: 4}}}
"""
FACTS = {"interaction.channel": "phone", "customer.plan": "gold"}
ANSWERS = {"ease": 2, "phone": "It rang for an hour", "gold": "It shines"}


@pytest.fixture
def home(tmp_path):
    made = init_home(tmp_path / "home", "Kettles & Co")
    connect(made)
    yield made
    disconnect()


def known(**facts):
    return invitation(version(BY_FACTS), facts=FACTS, expires_at=NOW + timedelta(hours=1), **facts)[0]


def kept():
    from rapport.program.surveys.models import Invitation

    row = Invitation.objects.get()
    return row.address, row.facts


def items(home):
    return {one["item"] for one in rows(home)}


def test_what_was_begun_keeps_every_answer_when_its_time_is_over(home):
    from rapport.program.sending.services import invitations_end
    from rapport.work.surveys.publish_submissions import publish_what_is_left

    row = known()
    hand_in(row, ANSWERS, completed=False)
    invitations_end(NOW + timedelta(hours=2))
    assert kept() == ("mia@example.org", FACTS)
    invitations_end(NOW + timedelta(hours=30))
    assert kept()[1] == FACTS
    assert publish_what_is_left(home, NOW + timedelta(hours=30)) == 1
    assert items(home) == {"ease", "phone", "gold", "plan"} and kept() == ("", {})


def test_a_form_gone_on_with_after_the_end_knows_the_customer_for_a_day(home):
    from rapport.program.sending.services import invitations_end
    from rapport.program.surveys.models import Invitation

    known()
    for hours, facts in ((2, FACTS), (24, FACTS), (26, {})):
        invitations_end(NOW + timedelta(hours=hours))
        assert (Invitation.objects.get().state, kept()[1]) == (Invitation.EXPIRED, facts)
    assert kept()[0] == ""


def test_who_answers_and_asks_to_be_asked_no_more_at_once_has_answered(home):
    from rapport.program.sending.services import opt_out
    from rapport.work.surveys.publish_submissions import publish_submissions

    hand_in(known(), ANSWERS)
    opt_out(address="mia@example.org", customer_id="k-1", by="customer", at=NOW)
    assert kept() == ("", FACTS)
    assert publish_submissions(home) == 1
    assert items(home) == {"ease", "phone", "gold", "plan"} and kept() == ("", {})


def test_who_did_not_answer_is_forgotten_at_once_when_they_leave(home):
    from rapport.program.sending.services import opt_out

    known()
    opt_out(address="mia@example.org", customer_id="k-1", by="customer", at=NOW)
    assert kept() == ("", {})


def test_a_form_sent_after_its_facts_went_counts_what_was_shown_and_only_that(home):
    from rapport.program.sending.services import opt_out
    from rapport.work.surveys.publish_submissions import publish_submissions

    row = known()
    opt_out(address="mia@example.org", customer_id="k-1", by="customer", at=NOW)
    hand_in(row, ANSWERS, completed=False)
    hand_in(row, {"ease": 7})
    assert publish_submissions(home) == 1
    assert items(home) == {"ease", "phone"}


def test_what_is_known_still_decides_what_counts(home):
    from rapport.work.surveys.publish_submissions import publish_submissions

    hand_in(known(), {**ANSWERS, "plan": "I say tin"})
    assert publish_submissions(home) == 1
    assert items(home) == {"ease", "phone", "gold", "plan"}


KNOWN = """\
survey: known
title: What stands in the record
items:
  - {id: ease, type: ces}
  - {id: mood, type: nps, known_from: customer.score}
  - {id: mail, type: text, text: Your address?, known_from: customer.email}
  - {id: years, type: number, text: For how many years?, known_from: customer.years}
  - {id: size, type: number, text: How many are you?, known_from: customer.size}
  - id: plan
    type: single_choice
    text: Which plan?
    choices: [{id: gold, text: Gold for all}, {id: tin, text: Tin}]
    known_from: customer.plan
  - id: about
    type: multiple_choice
    text: What about?
    choices: [{id: bill, text: A bill}, {id: way, text: Delivery}, {id: else, text: Else}]
    known_from: interaction.concern
"""


def test_what_the_record_says_stands_with_the_answers_and_is_told_apart(home):
    from rapport.work.surveys.publish_submissions import publish_submissions

    facts = {"customer.score": "9", "customer.email": "mia@example.org", "customer.years": "4",
             "customer.size": "many", "customer.plan": "gold FOR all",
             "interaction.concern": "Delivery; bill"}  # fmt: skip
    row = invitation(version(KNOWN), facts=facts, expires_at=NOW + timedelta(hours=1))[0]
    hand_in(row, {"ease": 2})
    assert publish_submissions(home) == 1
    found = {one["item"]: (one["text"] or one["number"], dict(one["attributes"])) for one in rows(home)}
    said = {name: value for name, (value, _) in found.items()}
    assert said == {"ease": 2.0, "mail": "[EMAIL]", "years": 4.0, "plan": "gold", "about": "bill;way"}
    assert {name for name, (_, told) in found.items() if told.get("known") == "record"} == set(said) - {
        "ease"
    }

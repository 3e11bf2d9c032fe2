"""A case is closed, its customer is asked a day later, the case learns what they say; erasing takes all but
the wish to be left alone."""

from datetime import timedelta

import pytest

from rapport.home import create_home
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect, disconnect
from rapport.work.asking.outcome import Handed
from rapport.work.asking.planning import plan_by
from rapport.work.asking.recovery import recovered, recoveries_due, recovery_begin
from rapport.work.asking.sending import send_by
from rapport.work.surveys.publish_submissions import publish_submissions
from tests.work.asking_home import NOW, contact, customer, programme, publish, store


@pytest.fixture
def home(tmp_path):
    made = create_home(tmp_path / "home", "Kettles & Co")
    connect(made)
    yield made
    disconnect()


def closed_case(key="k", at=NOW - timedelta(minutes=2)):
    from rapport.program.cases.models import Case
    from rapport.program.cases.plain import Closing
    from rapport.program.cases.services import case_close, case_open

    case = case_open(key=key, customer_id="c1", interaction_id="i000001", kind="problem", title="t",
                     reason="r", source="test", actor=TERMINAL)  # fmt: skip
    closing = Closing(resolution="solved", cause=None, justified=True)
    case_close(TERMINAL, case, closing, Case.objects.get(pk=case).version, at)
    return case


def answered(row, at, **answers):
    from rapport.program.surveys.answered import Given
    from rapport.program.surveys.services.submissions import submission_put

    submission_put(Given(key=row.pk.hex, version=row.version_id, invitation_id=row.pk, answers=answers,
                         channel="email", started_at=at, received_at=at, completed_at=at))  # fmt: skip


@pytest.mark.parametrize(
    ("said", "recovered_"), [("yes_settled", True), ("partly", False), ("not_settled", False)]
)
def test_the_case_learns_what_its_customer_says(home, said, recovered_):
    from rapport.program.cases.models import Case
    from rapport.program.sending.services import programme_switch
    from rapport.program.surveys.models import Invitation

    store(home, [customer(1)], [contact(1)])
    begun = recovery_begin(TERMINAL, NOW - timedelta(days=1))
    programme_switch(TERMINAL, begun, on=True, now=NOW - timedelta(hours=1))
    case = closed_case()
    assert plan_by(home, NOW)[begun].asked == 1 and plan_by(home, NOW)[begun].asked == 0
    later = NOW + timedelta(hours=24, minutes=-2)
    assert send_by(home, later - timedelta(minutes=1), hand=lambda due, now: Handed("sent")).sent == 0
    assert send_by(home, later, hand=lambda due, now: Handed("sent")).sent == 1
    assert recoveries_due(home) == 0
    answered(Invitation.objects.get(), later + timedelta(hours=1), settled=said)
    publish_submissions(home)
    assert recoveries_due(home) == 1 and recoveries_due(home) == 0
    row = Case.objects.get(pk=case)
    assert row.recovered is recovered_ and row.recovery_at == later + timedelta(hours=1)


def test_a_survey_of_days_before_does_not_keep_the_follow_up_back_but_an_open_one_does(home):
    from rapport.program.sending.services import programme_switch
    from rapport.program.surveys.models import Invitation

    publish()
    store(home, [customer(1)], [contact(1)])
    programme()
    plan_by(home, NOW)
    begun = recovery_begin(TERMINAL, NOW - timedelta(days=1))
    programme_switch(TERMINAL, begun, on=True, now=NOW - timedelta(hours=1))
    closed_case()
    assert plan_by(home, NOW)[begun].left_out == {"has_open": 1}
    Invitation.objects.update(state="completed", completed_at=NOW, sent_at=NOW)
    closed_case("another", NOW)
    assert plan_by(home, NOW + timedelta(minutes=2))[begun].asked == 1


def test_answers_are_read_on_any_scale():
    def one(**facts):
        base = {"number": None, "scale_min": None, "scale_max": None, "higher_is_better": True,
                "item_type": "csat", "text": None}  # fmt: skip
        return [{**base, **facts}]

    assert recovered(one(number=4.0, scale_min=1.0, scale_max=5.0)) == 0.75
    assert recovered(one(number=1.0, scale_min=1.0, scale_max=5.0, higher_is_better=False)) == 1.0
    assert recovered(one(item_type="text", text="fine")) is None and recovered([]) is None


def test_erasing_takes_what_was_asked_and_keeps_the_wish_to_be_left_alone(home):
    from rapport.program.sending.models import Message
    from rapport.program.sending.services import has_left, opt_out
    from rapport.program.surveys.models import Invitation
    from rapport.work.erase import erase_customer

    publish()
    store(home, [customer(1), customer(2)], [contact(1), contact(2)])
    programme()
    plan_by(home, NOW)
    send_by(home, NOW, hand=lambda due, now: Handed("later", f"451 {due.address} busy"))
    opt_out(address="c1@example.org", customer_id="c1", by="mail", at=NOW)
    assert erase_customer(home, "c1").counts["message reports"] == 1
    assert not Invitation.objects.filter(customer_id="c1").exists()
    assert [one for one in Message.objects.values_list("problem", flat=True) if "c1@" in one] == []
    assert has_left(address="C1@example.org", customer_id="")
    assert Invitation.objects.get(customer_id="c2").address == "c2@example.org"

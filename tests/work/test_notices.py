"""Notices from cases, plans and coaching, in one mail, at the hour somebody wants it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rapport.home import create_home
from rapport.program.plans.plain import PlanContent
from rapport.program.setup import connect, disconnect
from rapport.work.notices.gather import gather_by
from rapport.work.notices.mailing import mail_notices_by
from rapport.work.plans.mailing import send_summaries_by
from tests.mail_server import mail_server, mailing
from tests.program.judging_people import People

THURSDAY = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    made = create_home(tmp_path / "home")
    connect(made)
    yield made
    disconnect()


@pytest.fixture
def post():
    with mail_server() as found:
        yield found


@pytest.fixture
def lead(home):
    return People()("Lee", "qa_lead")


def planned(lead, **facts):
    from rapport.program.plans.services import initiative_add, plan_create, plan_start, step_add

    plan = plan_create(
        lead, PlanContent("Warmer", "handle_s", hypothesis="They will", owner=lead.user_id, **facts)
    )
    plan_start(lead, plan, date(2026, 3, 2))
    step_add(lead, plan, initiative_add(lead, plan, "Cards"), "Print cards", date(2026, 3, 6))
    return plan


def test_cases_steps_and_silent_weeks_are_told_once(home, lead):
    from rapport.program.notices.selectors import notices

    planned(lead)
    for _ in range(2):
        gather_by(home, THURSDAY)
    assert sorted(one.title for one in notices(lead)) == [
        "Due: Print cards",
        "Nobody checked in this week on Warmer",
    ]


def test_what_waits_comes_in_one_mail_at_the_hour_it_is_wanted(home, lead, post):
    from rapport.program.notices.selectors import unread

    handler, port = post
    sending = mailing(home, port, address="https://cx.example.com/")
    planned(lead)
    gather_by(home, THURSDAY)
    assert mail_notices_by(home, THURSDAY) == 0 and unread(lead) == 2
    handler.answer = "451 later"
    assert mail_notices_by(sending, THURSDAY) == 0
    handler.answer = "250 OK"
    assert mail_notices_by(sending, THURSDAY) == 1 and mail_notices_by(sending, THURSDAY) == 0
    (mail,) = handler.mails
    assert mail["Subject"] == "2 things wait for you" and mail["To"] == "lee@example.org"
    assert "https://cx.example.com/act/plans/" in mail.get_content()
    assert mail_notices_by(sending, THURSDAY + timedelta(days=1)) == 0


def test_a_summary_goes_to_each_address_once_whatever_the_server_says(home, lead, post):
    handler, port = post
    sending = mailing(home, port)
    planned(lead, recipients=("one@example.org", "two@example.org"))
    first = datetime(2026, 4, 1, 6, tzinfo=UTC)
    handler.refuses = {"two@example.org"}
    assert send_summaries_by(sending, first) == 0
    handler.refuses = set()
    assert send_summaries_by(sending, first + timedelta(minutes=1)) == 0
    assert send_summaries_by(sending, first + timedelta(hours=1)) == 2
    to = sorted((mail["To"], mail["Subject"]) for mail in handler.mails)
    assert to == [
        ("one@example.org", "Warmer: 2026-Q1"),
        ("one@example.org", "Warmer: March 2026"),
        ("two@example.org", "Warmer: 2026-Q1"),
        ("two@example.org", "Warmer: March 2026"),
    ]
    assert send_summaries_by(sending, first + timedelta(days=1)) == 0


def test_who_gets_a_case_later_and_who_helps_are_told(home):
    from rapport.program.cases.selectors import case
    from rapport.program.cases.services import case_hand_over, case_open, cases_escalate
    from rapport.program.notices.selectors import notices

    people = People()
    chief, one, two = (
        people("Pia", "program_manager"),
        people("Ona", "case_owner"),
        people("Tom", "case_owner"),
    )
    opened = THURSDAY - timedelta(days=9)
    made = case_open(
        key="k", customer_id="c1", interaction_id=None, kind="problem", title="t", reason="r", source="s",
        urgency="normal", facts={}, actor=chief, now=opened,
    )  # fmt: skip
    other = two if case(chief, made).line.owner == one.name else one
    case_hand_over(chief, made, other.user_id, "on leave", case(chief, made).line.version)
    gather_by(home, datetime.now(UTC))
    assert [told.kind for told in notices(other)] == ["case.given"]
    cases_escalate(chief, datetime.now(UTC))
    gather_by(home, datetime.now(UTC))
    late = [len([t for t in notices(who) if t.kind == "case.overdue"]) for who in (chief, one, two)]
    assert sum(late) == 2

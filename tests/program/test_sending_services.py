"""Programmes, who left, planning and taking; on both databases."""

import threading
from datetime import timedelta

import pytest

from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError
from rapport.program.sending.errors import ProgrammeError
from rapport.program.sending.plain import Candidate, Mark, Plan, Rules
from tests.work.asking_home import NOW, programme, publish

LEAD = Actor("Pat", (Grant("program_manager"),))
READER = Actor("Aud", (Grant("auditor"),))
NOBODY = Actor("Vi", (Grant("client_viewer"),))


@pytest.fixture
def sending(home):
    from rapport.program.sending import selectors, services

    publish()

    class Both:
        def __getattr__(self, name):
            return getattr(selectors, name, None) or getattr(services, name)

    return Both()


def those(count, start=0, **facts):
    return [
        Candidate(f"i{n}", f"c{n}", NOW - timedelta(hours=2), address=f"c{n}@example.org", **facts)
        for n in range(start, start + count)
    ]


def plan(sending, name, candidates, home, before=None, after=None, now=NOW):
    return sending.plan_batch(
        name,
        candidates,
        before=before or Mark(),
        after=after or Mark(now, "x"),
        now=now,
        zone=home.settings.zone,
    )


def invitations():
    from rapport.program.surveys.models import Invitation

    return Invitation.objects


def test_only_those_may_who_edit_surveys(sending):
    for act in (
        lambda who: sending.programme_create(who, name="p", title="P", plan=Plan("s"), now=NOW),
        lambda who: sending.programme_change(who, "p", title="P", plan=Plan("s"), number=1, now=NOW),
        lambda who: sending.programme_switch(who, "p", on=True, now=NOW),
        lambda who: sending.programme_archive(who, "p", NOW),
        lambda who: sending.rules_set(who, Rules()),
        lambda who: sending.opt_in(who, address="a@b.org", customer_id=""),
    ):
        for who in (READER, NOBODY):
            with pytest.raises(NotAllowedError):
                act(who)
    assert sending.programmes(READER) == []
    with pytest.raises(NotAllowedError):
        sending.programmes(NOBODY)


def test_versions_are_kept_and_two_people_do_not_overwrite_each_other(sending):
    from rapport.program.people.models import LogEntry

    sending.programme_create(LEAD, name="p", title="P", plan=Plan("after-support"), now=NOW)
    second = Plan("after-support", reminders=1)
    assert sending.programme_change(LEAD, "p", title="Q", plan=second, number=1, now=NOW) == 2
    with pytest.raises(ProgrammeError, match="Pat saved version 2 meanwhile"):
        sending.programme_change(TERMINAL, "p", title="R", plan=Plan("after-support"), number=1, now=NOW)
    versions = sending.programme_versions(READER, "p")
    assert [(one.number, one.plan.reminders) for one in versions] == [(2, 1), (1, 0)]
    assert sending.programme(READER, "p").plan == second
    actions = LogEntry.objects.filter(kind="programme").values_list("action", flat=True)
    assert sorted(actions) == ["programme.change", "programme.create"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "never"},
        {"by": "pigeon"},
        {"draw": "share", "share": 1.5},
        {"draw": "share", "share": 0.0},
        {"draw": "daily", "daily": 0},
        {"delay_hours": 80.0},
        {"kind": "event"},
        {"reminders": 3, "remind_after_hours": 48.0},
        {"subject": "two\r\nBcc: all@example.org"},
        {"sender": "x" * 200},
    ],
)
def test_what_cannot_hold_is_refused_in_words(sending, wrong):
    with pytest.raises(ProgrammeError) as told:
        sending.programme_create(LEAD, name="p", title="P", plan=Plan("after-support", **wrong), now=NOW)
    assert told.value.todo and told.value.where


def test_nothing_is_asked_while_it_is_off_or_its_survey_is_closed(sending, home):
    from rapport.program.surveys.models import SurveyVersion

    sending.programme_create(LEAD, name="p", title="P", plan=Plan("after-support"), now=NOW)
    assert plan(sending, "p", those(3), home) is None
    SurveyVersion.objects.update(closed_at=NOW)
    with pytest.raises(ProgrammeError, match="no open version"):
        sending.programme_switch(LEAD, "p", on=True, now=NOW)


def test_a_batch_is_planned_once_whatever_worker_comes(sending, home):
    name = programme()
    looked = plan(sending, name, those(5), home)
    assert (looked.candidates, looked.asked) == (5, 5)
    assert plan(sending, name, those(5), home) is None, "the mark has moved on"
    again = plan(sending, name, those(5), home, before=Mark(NOW, "x"), after=Mark(NOW, "y"))
    assert again.asked == 0 and again.left_out == {"asked_already": 5}
    assert invitations().count() == 5
    _, total = sending.rounds(READER, name, NOW.date() - timedelta(days=2))[0]
    assert (total.candidates, total.asked, total.left_out) == (10, 5, {"asked_already": 5})


def test_caps_hold_across_programmes(sending, home):
    first, second = programme("one"), programme("two")
    plan(sending, first, those(3), home)
    looked = plan(sending, second, those(4), home)
    assert looked.asked == 1 and looked.left_out == {"has_open": 3}
    invitations().filter(programme="one").update(state="expired", sent_at=NOW, expires_at=NOW)
    later = NOW + timedelta(days=29)
    fresh = [Candidate("j0", "c0", later, address="c0@example.org")]
    looked = plan(sending, second, fresh, home, before=Mark(NOW, "x"), after=Mark(later, "z"), now=later)
    assert looked.left_out == {"asked_lately": 1}


def test_two_workers_at_once_ask_nobody_twice(sending, home):
    from rapport.program.setup import disconnect

    names = [programme(f"p{n}") for n in range(4)]
    start, told = threading.Barrier(4), []

    def worker(name):
        try:
            start.wait(30)
            told.append(plan(sending, name, those(40), home))
        finally:
            disconnect()

    threads = [threading.Thread(target=worker, args=(name,)) for name in names]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert sum(one.asked for one in told) == 40 == invitations().count()
    assert invitations().values("customer_id").distinct().count() == 40


def test_who_left_is_asked_no_more_by_anybody_and_their_invitation_is_taken_back(sending, home):
    name = programme()
    plan(sending, name, those(3), home)
    assert sending.opt_out(address="C1@Example.org ", customer_id="", scope="all", by="mail", at=NOW)
    assert not sending.opt_out(address="c1@example.org", customer_id="", scope="all", by="mail", at=NOW)
    row = invitations().get(customer_id="c1")
    assert (row.state, row.address, row.facts) == ("refused", "", {})
    other = programme("other")
    looked = plan(sending, other, those(1, start=1) + those(1, start=9), home)
    assert looked.left_out == {"opted_out": 1} and looked.asked == 1
    assert sending.has_left(address="c1@example.org", customer_id="") is True
    assert sending.opt_in(LEAD, address="c1@example.org", customer_id="") == 1
    assert sending.has_left(address="c1@example.org", customer_id="") is False


def test_leaving_one_programme_leaves_the_others(sending):
    sending.opt_out(address="", customer_id="c1", scope="one", by="page", at=NOW)
    assert sending.left([("c1", "")], "one") == ["opted_out"] and sending.left([("c1", "")], "two") == [""]


def test_no_address_is_kept_of_who_left(sending):
    from rapport.program.sending.models import OptOut

    sending.opt_out(address="mia@example.org", customer_id="c-77", by="mail", at=NOW)
    kept = " ".join(" ".join(map(str, row)) for row in OptOut.objects.values_list())
    assert "mia" not in kept and "c-77" not in kept and OptOut.objects.count() == 2


def take(sending, home, now=NOW, most=50):
    return sending.messages_take(now, home.settings.zone, most, ("email", "sms"))


def test_a_message_is_taken_once_and_sent_once(sending, home):
    plan(sending, programme(), those(2), home)
    now = NOW + timedelta(minutes=5)
    first = take(sending, home, now)
    assert len(first) == 2 and take(sending, home, now) == []
    sending.message_sent(first[0], now)
    sending.message_put_off(first[1], now, "452 busy")
    assert take(sending, home, now) == []
    (again,) = take(sending, home, now + timedelta(minutes=3))
    assert again.message == first[1].message and again.attempt == 2


def test_a_worker_that_dies_leaves_doubt_and_nothing_is_sent_twice(sending, home):
    from rapport.program.sending.models import Message

    plan(sending, programme(), those(1), home)
    (due,) = take(sending, home)
    assert sending.message_begin(due) and not sending.message_begin(due)
    later = NOW + timedelta(minutes=11)
    assert sending.messages_forsaken(later) == 1 and take(sending, home, later) == []
    row = Message.objects.get()
    assert row.state == "uncertain" and invitations().get().sent_at is not None
    sending.message_settle(LEAD, row.pk, again=True, now=later)
    (once_more,) = take(sending, home, later)
    assert once_more.message == due.message
    sending.message_sent(once_more, later)
    with pytest.raises(ProgrammeError):
        sending.message_settle(LEAD, row.pk, again=True, now=later)


def test_what_a_dead_worker_did_not_come_to_is_taken_by_another(sending, home):
    plan(sending, programme(), those(3), home)
    first = take(sending, home)
    assert sending.message_begin(first[0])
    later = NOW + timedelta(minutes=11)
    assert sending.messages_forsaken(later) == 1
    second = take(sending, home, later)
    assert {one.message for one in second} == {one.message for one in first[1:]}
    assert not sending.message_begin(first[1]), "the one before was only slow"
    assert all(sending.message_begin(one) for one in second)


def test_who_leaves_while_messages_are_sent_gets_none(sending, home):
    plan(sending, programme(reminders=1), those(2), home)
    first, second = take(sending, home)
    sending.opt_out(address=second.address, customer_id="", by="mail", at=NOW)
    assert sending.message_begin(first) and not sending.message_begin(second)
    sending.message_sent(first, NOW)
    (reminder,) = take(sending, home, NOW + timedelta(hours=24))
    invitations().filter(pk=first.invitation).update(completed_at=NOW, state="completed")
    assert not sending.message_begin(reminder), "they answered meanwhile"


def test_no_more_a_minute_than_the_rules_say(sending, home):
    sending.rules_set(LEAD, Rules(per_minute=3))
    plan(sending, programme(), those(8), home)
    assert len(take(sending, home)) == 3 and take(sending, home) == []
    assert len(take(sending, home, NOW + timedelta(seconds=61))) == 3


def test_reminders_go_to_those_alone_who_did_not_begin(sending, home):
    plan(sending, programme(reminders=1, remind_after_hours=24.0), those(3), home)
    for due in take(sending, home):
        sending.message_sent(due, NOW)
    invitations().filter(customer_id="c0").update(started_at=NOW)
    invitations().filter(customer_id="c1").update(completed_at=NOW, state="completed")
    assert take(sending, home, NOW + timedelta(hours=23)) == []
    later = NOW + timedelta(hours=24)
    (due,) = take(sending, home, later)
    assert due.customer_id == "c2" and due.number == 1
    sending.message_sent(due, later)
    assert take(sending, home, later + timedelta(hours=24)) == []
    assert invitations().get(customer_id="c2").reminders == 1


def test_what_is_due_at_night_waits_for_the_morning_and_what_expired_is_not_sent(sending, home):
    plan(sending, programme(), those(1), home)
    night = NOW + timedelta(hours=12)
    assert take(sending, home, night) == []
    morning = NOW.replace(hour=9) + timedelta(days=1)
    assert len(take(sending, home, morning)) == 1
    plan(sending, programme("two"), those(1, start=5), home)
    late = NOW + timedelta(days=6)
    assert take(sending, home, late) == []
    assert invitations().get(customer_id="c5").state == "expired"


def test_a_survey_that_is_closed_is_not_sent_any_more(sending, home):
    from rapport.program.surveys.models import SurveyVersion

    plan(sending, programme(), those(1), home)
    SurveyVersion.objects.update(closed_at=NOW)
    assert take(sending, home) == [] and invitations().get().state == "cancelled"


def test_what_is_personal_goes_when_an_invitation_ends(sending, home):
    plan(sending, programme(), those(2, facts={"customer.name": "Mia"}), home)
    for due in take(sending, home):
        sending.message_sent(due, NOW)
    invitations().filter(customer_id="c0").update(completed_at=NOW, state="completed")
    sending.invitations_end(NOW + timedelta(hours=80))
    rows = {one.customer_id: one for one in invitations().all()}
    assert rows["c1"].state == "expired" and rows["c0"].state == "completed"
    assert rows["c0"].address == "" and rows["c1"].facts, "who began in time may go on for a day"
    sending.invitations_end(NOW + timedelta(hours=100))
    rows = {one.customer_id: one for one in invitations().all()}
    assert all(one.address == "" and one.facts == {} for one in rows.values())


def test_a_mail_that_comes_back_later_ends_the_invitation_and_the_address(sending, home):
    from rapport.program.sending.models import Message

    plan(sending, programme(), those(1), home)
    (due,) = take(sending, home)
    sending.message_sent(due, NOW)
    assert not sending.bounced("nonsense", "x", NOW)
    assert sending.bounced(str(due.message), "550 5.1.1 no such user", NOW)
    assert Message.objects.get().state == "bounced" and invitations().get().state == "bounced"
    assert sending.left([("", "c0@example.org")], "x") == ["unreachable"]

"""Nobody is asked who answered, left, or was asked by another record; nothing of who they are is kept; on
both databases."""

from datetime import timedelta

import pytest

from rapport.program.people.actor import TERMINAL
from rapport.program.sending.errors import ProgrammeError
from rapport.program.sending.plain import Arm, Candidate, Mark, Plan, Rules
from rapport.program.surveys.answered import Given
from tests.work.asking_home import NOW, programme, publish

FAR = "Pacific/Honolulu"


@pytest.fixture
def sending(home):
    from rapport.program.sending import services

    publish()
    return services


def one(number, customer=None, **facts):
    given = {"address": f"c{number}@example.org", **facts}
    return Candidate(f"i{number}", customer or f"c{number}", NOW - timedelta(hours=2), **given)


def plan(sending, home, name, candidates, before=None, now=NOW):
    after = Mark(now, str(len(candidates)))
    return sending.plan_batch(
        name, candidates, before=before or Mark(), after=after, now=now, zone=home.settings.zone
    )


def take(sending, home, now=NOW, most=50):
    return sending.messages_take(now, home.settings.zone, most, ("email",))


def invitations():
    from rapport.program.surveys.models import Invitation

    return Invitation.objects


def hand_in(row, at, done):
    from rapport.program.surveys.services.submissions import submission_put

    facts = {"completed_at": at if done else None, "answers": {"ease": 7}, "channel": "email"}
    submission_put(
        Given(
            key=row.pk.hex,
            version=row.version_id,
            invitation_id=row.pk,
            received_at=at,
            started_at=at,
            **facts,
        )
    )


def test_no_word_of_a_server_keeps_an_address(sending, home):
    from rapport.program.sending.models import Message, Unreachable

    plan(sending, home, programme(), [one(1, address="bob.miller@example.org"), one(2), one(3)])
    first, second, third = sorted(take(sending, home), key=lambda due: due.customer_id)
    said = "550 5.1.1 <bob.miller@example.org>: bob.miller unknown"
    sending.message_refused(first, NOW, said)
    sending.message_failed(second, "554 5.7.1 <c2@example.org> blocked; call +49 170 1234567")
    sending.message_sent(third, NOW)
    sending.bounced(str(third.message), "5.1.1 smtp; 550 C3@Example.org gone", NOW)
    kept = [*Unreachable.objects.values_list("because", flat=True)]
    kept += Message.objects.values_list("problem", flat=True)
    kept += invitations().values_list("reason", flat=True)
    for trace in ("@", "miller", "1234567"):
        assert not [words for words in kept if trace in words.lower()], trace
    assert Unreachable.objects.filter(because="550 5.1.1").count() == 1
    assert any("blocked" in words for words in kept), "why it failed can still be read"


@pytest.mark.parametrize("done", [True, False])
def test_who_answered_or_began_is_not_reminded_before_the_warehouse_has_it(sending, home, done):
    plan(sending, home, programme(reminders=1, remind_after_hours=24.0), [one(1), one(2)])
    for due in take(sending, home):
        sending.message_sent(due, NOW)
    hand_in(invitations().get(customer_id="c1"), NOW + timedelta(hours=20), done)
    assert [due.customer_id for due in take(sending, home, NOW + timedelta(hours=25))] == ["c2"]


def taken_until_none_is_left(sending, home, now):
    """What one round of the worker takes: it ends with the first look that finds nothing."""
    found = set()
    while taken := take(sending, home, now, 10):
        found |= {due.customer_id for due in taken}
    return found


def test_those_far_away_do_not_hold_up_reminders_or_invitations(sending, home):
    far = [one(n, facts={"customer.time_zone": FAR}) for n in range(30)]
    near = [one(n) for n in range(100, 105)]
    name = programme(reminders=1, remind_after_hours=12.0, expires_hours=200.0)
    plan(sending, home, name, far + near)
    invitations().update(due_at=NOW)
    assert taken_until_none_is_left(sending, home, NOW) == {f"c{n}" for n in range(100, 105)}
    invitations().update(state="sent", sent_at=NOW + timedelta(seconds=1))
    invitations().filter(facts={"customer.time_zone": FAR}).update(sent_at=NOW)
    from rapport.program.sending.models import Message

    Message.objects.update(state=Message.SENT)
    later = NOW + timedelta(days=1)
    assert taken_until_none_is_left(sending, home, later) == {f"c{n}" for n in range(100, 105)}
    assert invitations().filter(remind_at__gt=later).count() == 30, "tried again when it is day there"


def test_an_address_stays_good_unless_nobody_is_there(sending, home):
    from rapport.program.sending.models import Message

    plan(sending, home, programme(), [one(1), one(2)])
    first, second = take(sending, home)
    sending.message_sent(first, NOW)
    sending.message_sent(second, NOW, "g-2")
    assert sending.bounced(str(first.message), "5.7.1 blocked", NOW, for_good=False)
    assert sending.remote_bounced("g-2", "the gateway says: undelivered", NOW)
    assert set(invitations().values_list("state", flat=True)) == {"bounced"}
    assert set(Message.objects.values_list("state", flat=True)) == {Message.BOUNCED}
    assert sending.left([("", first.address), ("", second.address)], "x") == ["", ""]


@pytest.mark.parametrize("end", ["answered", "expired", "bounced", "erased"])
def test_who_leaves_by_an_old_mail_is_asked_no_more_whatever_was_emptied(sending, home, end):
    from rapport.program.surveys.services.erasure import surveys_erase

    plan(sending, home, programme(), [one(1)])
    (due,) = take(sending, home)
    sending.message_sent(due, NOW)
    if end == "answered":
        invitations().update(state="completed", completed_at=NOW, address="", facts={})
    elif end == "expired":
        sending.invitations_end(NOW + timedelta(days=9))
    elif end == "bounced":
        sending.bounced(str(due.message), "5.7.1 blocked", NOW, for_good=False)
    else:
        surveys_erase("c1", [])
    assert invitations().get().address == ""
    assert sending.opt_out_invited(due.invitation, by="customer", at=NOW)
    assert sending.left([("another", "C1@example.org")], "x") == ["opted_out"]


def test_one_mailbox_is_asked_once_whatever_records_lead_to_it(sending, home):
    name = programme()
    both = [one(1, address="same@example.org"), one(2, address="same@example.org")]
    assert plan(sending, home, name, both).left_out == {"has_open": 1}
    third = [one(3, address="same@example.org")]
    assert plan(sending, home, programme("other"), third).left_out == {"has_open": 1}


def test_what_never_went_out_uses_up_no_cap(sending, home):
    name = programme()
    plan(sending, home, name, [one(1), one(2)])
    (first, second) = take(sending, home)
    sending.message_put_off(first, NOW, "the server is away")
    sending.message_in_doubt(second, "no answer", NOW)
    later = NOW + timedelta(days=6)
    sending.invitations_end(later)
    again = [Candidate(f"j{n}", f"c{n}", later, address=f"c{n}@example.org") for n in (1, 2)]
    told = plan(sending, home, programme("other"), again, now=later)
    assert (told.asked, told.left_out) == (1, {"asked_lately": 1}), "one in doubt may have arrived"


def test_what_was_planned_goes_out_as_it_was_planned(sending, home):
    old = (Arm("a", subject="Old a"), Arm("b", subject="Old b"))
    name = programme(subject="Old", arms=old, reminders=1, remind_after_hours=24.0)
    plan(sending, home, name, [one(n) for n in range(8)])
    new = Plan("after-support", subject="New", arms=(Arm("c", subject="C"), Arm("d", subject="D")))
    sending.programme_change(TERMINAL, name, title="x", plan=new, number=1, now=NOW)
    due = take(sending, home)
    assert len(due) == 8 and all(one.plan.arms == old and one.arm in "ab" for one in due)
    for sent in due:
        sending.message_sent(sent, NOW)
    reminders = take(sending, home, NOW + timedelta(hours=25))
    assert len(reminders) == 8 and all(one.plan.subject == "Old" for one in reminders)


def test_a_row_too_long_to_be_kept_does_not_hold_up_the_others(sending, home):
    told = plan(sending, home, programme(), [one(1, customer="c" * 501), one(2, segment="s" * 900)])
    assert (told.asked, told.left_out) == (1, {"too_long": 1})
    assert len(invitations().get().stratum) == 500


def test_no_arm_is_sent_at_an_hour_that_the_rules_close(sending, home):
    early = Plan("after-support", arms=(Arm("a", hour=7), Arm("b", hour=12)))
    with pytest.raises(ProgrammeError, match="The arm a is sent at 7"):
        sending.programme_create(TERMINAL, name="p", title="P", plan=early, now=NOW)
    fine = Plan("after-support", arms=(Arm("a", hour=9), Arm("b", hour=19)))
    sending.programme_create(TERMINAL, name="p", title="P", plan=fine, now=NOW)
    with pytest.raises(ProgrammeError):
        sending.programme_change(TERMINAL, "p", title="P", plan=early, number=1, now=NOW)
    with pytest.raises(ProgrammeError, match=r"The arm b .* in the programme p"):
        sending.rules_set(TERMINAL, Rules(to_hour=19))
    sending.programme_archive(TERMINAL, "p", NOW)
    sending.rules_set(TERMINAL, Rules(to_hour=19))

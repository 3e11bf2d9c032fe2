"""What is done with a case: nothing is lost when two work at once, and everything stands in the log."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from rapport.program.cases.errors import CaseError, ChangedError
from rapport.program.cases.plain import Closing, Letter, Wanted
from rapport.program.people.actor import TERMINAL
from rapport.program.people.errors import NotAllowedError
from tests.program.test_cases_opening import MONDAY, opened, person


def kinds(actor, case_id):
    from rapport.program.cases.selectors import case

    return [one.kind for one in case(actor, case_id).entries]


@pytest.fixture
def ann(home):
    return person("Ann")


@pytest.fixture
def mine(ann):
    """A case of Ann's."""
    return opened()


def version(case_id):
    from rapport.program.cases.models import Case

    return Case.objects.get(pk=case_id).version


def test_notes_and_calls_stand_in_the_log_and_the_first_that_reaches_is_the_first_touch(ann, mine):
    from rapport.program.cases.selectors import case
    from rapport.program.cases.services import case_call, case_note

    case_call(ann, mine, "not_reached")
    assert case(ann, mine).touched_at is None and case(ann, mine).line.state == "in_progress"
    case_call(ann, mine, "reached", "Agreed on Friday")
    found = case(ann, mine)
    assert found.touched_at is not None and found.touch_s > 0
    case_note(ann, mine, "Ask billing")
    assert kinds(ann, mine)[-4:] == ["call", "moved", "call", "note"]
    for wrong in (lambda: case_note(ann, mine, " "), lambda: case_call(ann, mine, "sang")):
        with pytest.raises(CaseError):
            wrong()


def test_who_was_slower_is_told_and_nothing_is_stored(ann, mine):
    from rapport.program.cases.selectors import case
    from rapport.program.cases.services import case_close, case_move

    seen = version(mine)
    case_move(ann, mine, "waiting", seen)
    with pytest.raises(ChangedError):
        case_close(ann, mine, Closing("solved", justified=True), seen)
    assert case(ann, mine).line.state == "waiting" and "closed" not in kinds(ann, mine)


def test_two_who_close_at_once_close_once_and_notes_are_never_lost(ann, mine):
    from rapport.program.cases.models import CaseEntry
    from rapport.program.cases.services import case_close, case_note
    from rapport.program.setup import disconnect

    seen = version(mine)

    def work(number):
        try:
            case_note(ann, mine, f"note {number}")
            case_close(ann, mine, Closing("solved", justified=True), seen + 1)
        except CaseError as error:
            return type(error).__name__
        finally:
            disconnect()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(8)))
    assert CaseEntry.objects.filter(case=mine, kind="note").count() == 8
    assert CaseEntry.objects.filter(case=mine, kind="closed").count() <= 1


def test_closing_asks_what_it_has_to_and_reopening_says_why(ann, mine):
    from rapport.program.audits.models import Outbox
    from rapport.program.cases.models import RootCause, Suggestion
    from rapport.program.cases.selectors import case
    from rapport.program.cases.services import case_close, case_note, case_reopen, causes_start

    causes_start(person("Quin", "qa_lead"))
    cause = RootCause.objects.get(name="Wrong bill")
    wrong = [
        Closing("", justified=True, cause=cause.pk),
        Closing("solved", cause=cause.pk),
        Closing("solved", justified=True),
        Closing("solved", justified=True, cause=999_999),
    ]
    for one in wrong:
        with pytest.raises(CaseError):
            case_close(ann, mine, one, version(mine))
    case_close(ann, mine, Closing("solved", "Sent again", cause.pk, True, "Show it sooner"), version(mine))
    found = case(ann, mine)
    assert (
        found.line.state == "closed"
        and found.line.root_cause == "Wrong bill"
        and found.line.recovered is None
    )
    assert found.resolution_s > 0 and Suggestion.objects.get().text == "Show it sooner"
    with pytest.raises(CaseError):
        case_reopen(ann, mine, " ", version(mine))
    case_reopen(ann, mine, "It came back", version(mine))
    found = case(ann, mine)
    assert found.line.state == "in_progress" and found.line.root_cause == "" and found.resolution_s is None
    case_note(ann, mine, "Again")
    assert kinds(ann, mine)[-2:] == ["reopened", "note"]
    assert Outbox.objects.filter(topic="case").count() == 3


def test_an_alert_after_closing_opens_a_new_case_and_one_after_reopening_joins(ann, mine):
    from rapport.program.cases.services import case_close, case_reopen

    case_close(ann, mine, Closing("solved", justified=False), version(mine))
    assert opened("later", now=MONDAY + timedelta(days=3)) != mine
    other = opened("c2", customer="c2")
    case_close(ann, other, Closing("solved", justified=False), version(other))
    case_reopen(ann, other, "Not solved", version(other))
    assert opened("c2-b", customer="c2", now=MONDAY + timedelta(days=3)) == other


def test_recovery_is_what_the_customer_says_and_never_taken_for_granted(ann, mine):
    from rapport.program.cases.selectors import case
    from rapport.program.cases.services import case_close, recovery_answered

    now = datetime.now(UTC)
    assert not recovery_answered(mine, 1, now), "a case that is open has not been put right"
    case_close(ann, mine, Closing("solved", justified=False), version(mine))
    assert case(ann, mine).line.recovered is None
    later = datetime.now(UTC)
    assert recovery_answered(mine, 5, later, recovered=True) and case(ann, mine).line.recovered is True
    assert not recovery_answered(mine, 0, later - timedelta(hours=1)), "an older answer does not count"
    assert recovery_answered(mine, 0, later + timedelta(hours=1)) and case(ann, mine).line.recovered is False


def test_only_who_sees_a_case_reads_it_and_acts_on_it(ann, mine):
    from rapport.program.cases.models import Case
    from rapport.program.cases.selectors import case, cases
    from rapport.program.cases.services import case_hand_over, case_note, case_reopen

    bob, tom, una = (
        person("Bob"),
        person("Tom", "team_manager", "North"),
        person("Una", "team_manager", "South"),
    )
    Case.objects.filter(pk=mine).update(team="North")
    assert case(bob, mine) is None and case(una, mine) is None and case(tom, mine) is not None
    assert not cases(bob, Wanted()).lines and len(cases(tom, Wanted()).lines) == 1
    assert case(ann, "no such id") is None
    for stranger in (bob, una):
        with pytest.raises(NotAllowedError):
            case_note(stranger, mine, "Hello")
        with pytest.raises(NotAllowedError):
            case_reopen(stranger, mine, "x", 1)
    for role in ("associate", "analyst", "client_viewer", "shopper", "auditor", "qa_lead"):
        with pytest.raises(NotAllowedError):
            cases(person(role, role), Wanted())
    with pytest.raises(CaseError, match="reason"):
        case_hand_over(ann, mine, bob.user_id)
    case_hand_over(ann, mine, bob.user_id, "I am away")
    assert case(ann, mine) is None and case(bob, mine).why == "Given by Ann: I am away"
    with pytest.raises(CaseError):
        case_hand_over(bob, mine, person("Ida", "analyst").user_id, "You")


def test_merging_keeps_both_and_can_be_undone(ann, mine):
    from rapport.program.cases.selectors import case, cases
    from rapport.program.cases.services import case_merge, case_part

    praise, other = opened("p", kind="praise"), opened("o", customer="c2")
    with pytest.raises(CaseError, match="two customers"):
        case_merge(ann, other, mine)
    with pytest.raises(CaseError, match="itself"):
        case_merge(ann, mine, mine)
    case_merge(ann, praise, mine)
    found = case(ann, mine)
    assert [one.id for one in found.merged] == [praise] and len(found.alerts) == 2
    assert len(cases(ann, Wanted(state="all")).lines) == 2
    case_part(ann, praise)
    found = case(ann, praise)
    assert found.line.state == "new" and found.merged_into is None and case(ann, mine).merged == ()


def test_what_is_overdue_is_noted_once_and_the_next_person_helps(ann, mine):
    from rapport.program.cases.selectors import case
    from rapport.program.cases.services import cases_escalate

    lead = person("Pam", "program_manager")
    now = datetime.now(UTC)
    assert cases_escalate(TERMINAL, MONDAY + timedelta(hours=1)) == 0
    assert cases_escalate(TERMINAL, now) == 1 and cases_escalate(TERMINAL, now) == 0
    found = case(ann, mine)
    assert found.line.owner == "Ann" and found.line.helper == "Pam" and kinds(ann, mine).count("overdue") == 1
    assert case(lead, mine) is not None
    with pytest.raises(NotAllowedError):
        cases_escalate(ann, now)


def letter(once=None, **facts):
    given = {"to": "mia@example.org", "subject": "Your bill", "body": "Dear Mia"}
    return Letter(once or str(uuid.uuid4()), **{**given, **facts})


def test_a_letter_sent_twice_is_queued_once_and_no_header_can_be_slipped_in(ann, mine):
    from rapport.program.cases.models import CaseMail
    from rapport.program.cases.services import case_mail

    same = letter()
    assert case_mail(ann, mine, same) == case_mail(ann, mine, same) and CaseMail.objects.count() == 1
    wrong = [
        {"to": "mia@example.org\nBcc: all@example.org"},
        {"to": "mia@example.org, all@example.org"},
        {"to": ""},
        {"subject": "Hi\r\nBcc: all@example.org"},
        {"subject": "Hi\x0cBcc: all@example.org"},
        {"subject": "Hi\x0bBcc: all@example.org"},
        {"subject": "Hi\x1cBcc: all@example.org"},
        {"subject": "Hi\x85Bcc: all@example.org"},
        {"subject": "Hi\u2028Bcc: all@example.org"},
        {"body": "Dear\0Mia"},
        {"reply_to": "me\n@example.org"},
        {"body": " "},
    ]
    for one in wrong:
        with pytest.raises(CaseError):
            case_mail(ann, mine, letter(**one))
    assert CaseMail.objects.count() == 1
    with pytest.raises(NotAllowedError):
        case_mail(person("Bob"), mine, letter())


def test_a_letter_is_taken_by_one_worker_and_never_sent_again_by_itself(ann, mine):
    from rapport.program.cases.models import CaseMail
    from rapport.program.cases.services import case_mail, case_mail_again
    from rapport.program.cases.services.mail import mail_take

    made = case_mail(ann, mine, letter())
    now = datetime.now(UTC) + timedelta(seconds=1)
    assert mail_take(now).id == made and mail_take(now) is None
    assert mail_take(now + timedelta(hours=1)) is None and CaseMail.objects.get().state == "unsure"
    case_mail_again(ann, mine, made)
    assert mail_take(datetime.now(UTC)).id == made
    with pytest.raises(CaseError, match="no such e-mail"):
        case_mail_again(ann, mine, "abc")


def test_what_became_of_a_letter_is_said_by_the_attempt_that_knows(ann, mine):
    from rapport.program.cases.models import CaseMail
    from rapport.program.cases.services import case_mail, case_mail_again
    from rapport.program.cases.services.mail import mail_failed, mail_sent, mail_take

    made = case_mail(ann, mine, letter())
    now = datetime.now(UTC) + timedelta(seconds=1)
    first = mail_take(now)
    assert mail_take(now + timedelta(minutes=11)) is None and CaseMail.objects.get().state == "unsure"
    mail_failed(first, "It was late", now, state="waiting")
    assert CaseMail.objects.get().state == "unsure", "an attempt that was given up sends nothing again"
    case_mail_again(ann, mine, made)
    second = mail_take(now + timedelta(minutes=12))
    mail_sent(first, now + timedelta(minutes=13))
    assert CaseMail.objects.get().state == "sending", "the second goes on as it is"
    mail_failed(second, "No", now, state="unsure")
    mail_sent(second, now + timedelta(minutes=14))
    assert CaseMail.objects.get().state == "sent", "it arrived: nobody is asked to send it again"
    assert mail_take(now + timedelta(hours=1)) is None


def test_a_case_that_is_taken_up_again_is_due_anew_and_can_be_late_again(ann, mine):
    from rapport.program.cases.models import Case
    from rapport.program.cases.services import case_close, case_reopen, case_urgency, cases_escalate

    person("Pam", "program_manager")
    late = MONDAY + timedelta(days=3)
    assert cases_escalate(TERMINAL, late) == 1
    case_close(ann, mine, Closing("solved", justified=False), version(mine), late)
    case_reopen(ann, mine, "Not solved", version(mine), late)
    case = Case.objects.get(pk=mine)
    assert (case.due_at > late, case.overdue_at, case.helper_id) == (True, None, None)
    assert cases_escalate(TERMINAL, late) == 0
    assert cases_escalate(TERMINAL, late + timedelta(days=7)) == 1
    Case.objects.filter(pk=mine).update(opened_at=datetime.now(UTC) - timedelta(days=90))
    case_urgency(ann, mine, "low", version(mine))
    case = Case.objects.get(pk=mine)
    assert case.due_at > datetime.now(UTC), "it counts from when it was taken up again"
    assert case.overdue_at is None and case.helper_id is None


def test_more_time_ends_being_late_only_where_it_is_enough(ann, mine):
    from rapport.program.cases.models import Case
    from rapport.program.cases.services import case_urgency, cases_escalate

    pam = person("Pam", "program_manager")
    late = MONDAY + timedelta(days=3)
    cases_escalate(TERMINAL, late)
    case_urgency(ann, mine, "low", version(mine), late)
    assert Case.objects.get(pk=mine).overdue_at is None
    assert cases_escalate(TERMINAL, late) == 0 and cases_escalate(TERMINAL, late + timedelta(days=9)) == 1
    case_urgency(ann, mine, "normal", version(mine), late + timedelta(days=9))
    assert str(Case.objects.get(pk=mine).helper_id) == pam.user_id, "still late: nobody is asked twice"
    assert cases_escalate(TERMINAL, late + timedelta(days=9)) == 0


def test_cases_of_unknown_customers_are_one_only_where_the_interaction_is(ann):
    from rapport.program.cases.models import Case
    from rapport.program.cases.services import case_merge

    first, second = opened("u1", None, interaction_id="i1"), opened("u2", None, interaction_id="i2")
    third, fourth = opened("u3", None, interaction_id=None), opened("u4", None, interaction_id=None)
    for case, into in ((first, second), (third, fourth), (first, third)):
        with pytest.raises(CaseError, match="two customers"):
            case_merge(ann, case, into)
    same = opened("u5", None, interaction_id="i1")
    case_merge(ann, same, first)
    assert str(Case.objects.get(pk=same).merged_into_id) == first


def test_pages_of_the_inbox_follow_one_another_without_gaps(ann, monkeypatch):
    from rapport.program.cases.selectors import cases, inbox

    monkeypatch.setattr(inbox, "PAGE", 10)  # each case takes a while to open
    ids = {opened(f"k{n}", f"c{n}", now=MONDAY + timedelta(minutes=n // 3)) for n in range(24)}
    found, after = [], None
    while True:
        page = cases(ann, Wanted(), after=after)
        found += [one.id for one in page.lines]
        after = page.after
        if after is None:
            break
    assert len(found) == 24 and set(found) == ids and page.counts["open"] == 24
    beginning = [one.id for one in cases(ann, Wanted()).lines]
    wrong = ("nonsense_x", f"2026-01-01T00:00:00+00:00_{'x' * 36}",
             f"0001-01-01T00:00:00+14:00_{uuid.uuid4()}",
             f"9999-12-31T23:59:59-14:00_{uuid.uuid4()}")  # fmt: skip
    for mark in wrong:
        assert [one.id for one in cases(ann, Wanted(), after=mark).lines] == beginning, mark


def test_a_whole_list_is_read_in_one_go(ann):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from rapport.program.cases.selectors import every_case

    ids = [opened(f"k{n}", f"c{n}", now=MONDAY + timedelta(hours=n)) for n in range(7)]
    with CaptureQueriesContext(connection) as asked:
        found = list(every_case(ann, Wanted(), 5))
    assert len(asked) == 1 and len(found) == 5 and {one.id for one in found} <= set(ids)
    assert [one.due_at for one in found] == sorted(one.due_at for one in found)


def test_an_erased_customer_leaves_counts_and_no_words(ann, mine):
    from rapport.program.cases.models import Case, CaseAlert, CaseEntry, CaseLink, CaseMail, Suggestion
    from rapport.program.cases.selectors import cases
    from rapport.program.cases.services import (
        case_link,
        case_mail,
        case_note,
        case_unlink,
        cases_erase,
        suggestion_answer,
        suggestion_make,
    )
    from rapport.program.people.models import LogEntry

    opened("c1:second", reason="secret words")
    case_note(ann, mine, "secret words")
    case_mail(ann, mine, letter(body="secret words"))
    case_link(ann, mine, "i7")
    other = opened("o", customer="c2", interaction_id="i9")
    case_link(ann, mine, "i8-of-them")
    case_unlink(ann, mine, "i8-of-them")
    told = suggestion_make(ann, "Call back those who say secret words")
    plain = suggestion_make(ann, "Print the number on the bill")
    suggestion_answer(TERMINAL, plain, "taken", "As they said: secret words")
    gone = cases_erase("c1", ["i1", "i7", "i8-of-them"], lambda text: "secret words" in text)
    assert (gone["cases"], gone["suggestions"]) == (1, 2)
    assert Suggestion.objects.get(pk=plain).text == "Print the number on the bill"
    assert "secret" not in str(list(Suggestion.objects.values())) and told
    assert "i8-of-them" not in str(list(LogEntry.objects.values()))
    case = Case.objects.get(pk=mine)
    assert (
        case.customer_id is None and case.interaction_id is None and case.holds is None and case.value is None
    )
    told = [str(list(table.objects.values())) for table in (Case, CaseAlert, CaseEntry)]
    for words in ("secret words", "NPS 2", "'c1", "i1'", "i7", "mia@"):
        mine_only = [
            text.replace("NPS 2", "", told[0].count("NPS 2")) if words == "NPS 2" else text for text in told
        ]
        assert not any(words in text for text in mine_only), words
    assert CaseMail.objects.count() == 0 and CaseLink.objects.count() == 0
    assert cases(ann, Wanted()).counts["open"] == 2
    assert Case.objects.get(pk=other).title == "NPS 2"

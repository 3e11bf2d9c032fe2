"""Cases with what happened beside them: looked up, mailed, published, learnt from, erased."""

import socket
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller

from rapport.home import create_home
from rapport.program.cases.plain import Closing, Letter, Wanted
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect, disconnect
from rapport.records import Answer, Customer, Event, Interaction, Turn
from rapport.warehouse import Warehouse

NOW = datetime.now(UTC)


def contact(name, days, **facts):
    at = NOW - timedelta(days=days)
    turns = (Turn("customer", "My bill is wrong again", at), Turn("agent", "Let me look", at))
    given = {"channel": "chat", "team": "Billing", "agent_id": "a1", "agent_name": "Mo", "customer_id": "c1"}
    return Interaction(name, **{**given, "concern": "refund", "started_at": at, "turns": turns, **facts})


@pytest.fixture
def home(tmp_path):
    made = create_home(tmp_path / "home")
    connect(made)
    with Warehouse(made.warehouse_path).write() as writer:
        writer.upsert(
            "interactions",
            [contact("i1", 9), contact("i2", 3), contact("x1", 3, customer_id="c2", team="North")],
        )
        writer.upsert(
            "customers",
            [Customer("c1", "Mia Berg", "mia@example.org", segment="gold", value=900.0, currency="EUR")],
        )
        writer.upsert("events", [Event("e1", "refund_failed", NOW - timedelta(days=2), "c1")])
        answers = [("s1", 8, 9.0), ("s2", 2, 2.0)]
        writer.upsert("answers", [
            Answer(f"a-{name}", name, "nps", "nps", value, None, 0, 10, customer_id="c1", interaction_id="i2",
                   answered_at=NOW - timedelta(days=days))
            for name, days, value in answers
        ])  # fmt: skip
    yield made
    disconnect()


def person(name, role="case_owner", team=None):
    from rapport.program.people.actor import Grant
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create

    grants = [Grant(role, team)]
    return actor_of(person_create(TERMINAL, f"{name.lower()}@example.org", name=name, grants=grants))


def opened(key="k", **facts):
    from rapport.program.cases.services import case_open

    given = {
        "customer_id": "c1",
        "interaction_id": "i2",
        "kind": "problem",
        "title": "Bill",
        "reason": "Said 2",
    }
    return case_open(key=key, **{**given, "source": "rule:1@1", "actor": TERMINAL, **facts})


def version(made):
    from rapport.program.cases.models import Case

    return Case.objects.get(pk=made).version


def closed(made, cause=None, **facts):
    from rapport.program.cases.services import case_close

    case_close(TERMINAL, made, Closing("solved", "Done", cause, facts.pop("justified", True)), version(made))


def test_what_is_known_of_a_case_is_looked_up_and_routes_it_again(home):
    from rapport.program.cases.models import Case, RoutingRule
    from rapport.work.cases.knowing import cases_to_know, know_cases

    ann, tom = person("Ann"), person("Tom", "team_manager", "Billing")
    RoutingRule.objects.create(
        place=1,
        name="Dear",
        conditions={"value_from": 500, "teams": ["Billing"]},
        people=[tom.user_id],
        changed_by="x",
    )
    made = opened()
    assert Case.objects.get(pk=made).owner_name == "Ann" and ann.name == "Ann"
    assert cases_to_know() and know_cases(home) == 1 and not cases_to_know()
    case = Case.objects.get(pk=made)
    assert (case.team, case.concern, case.channel, case.value) == ("Billing", "refund", "chat", 900.0)
    assert (
        case.owner_name == "Tom" and case.why.startswith("Rule “Dear”") and case.facts["agent_name"] == "Mo"
    )


def test_a_case_that_somebody_works_on_is_not_taken_from_them(home):
    from rapport.program.cases.models import Case
    from rapport.program.cases.services import case_note
    from rapport.work.cases.knowing import know_cases

    ann = person("Ann")
    made = opened()
    case_note(ann, made, "Mine")
    person("Tom", "team_manager", "Billing")
    know_cases(home)
    case = Case.objects.get(pk=made)
    assert case.owner_name == "Ann" and case.team == "Billing"


def test_the_story_tells_cases_and_where_it_turned_also_to_who_sees_no_contact_otherwise(home):
    from rapport.program.cases.selectors import case
    from rapport.work.cases.story import case_conversation, case_story
    from rapport.work.exploring.customer import customer_story

    ann = person("Ann")
    made = opened()
    story = case_story(home, ann, case(ann, made))
    assert {one.kind for one in story.happenings} == {"case", "survey", "event", "contact"}
    assert [one.turn for one in story.happenings if one.turn] == [-70.0]
    assert not any(one.facts["open"] for one in story.happenings if one.kind == "contact")
    assert customer_story(home, ann, "c1") is None
    assert case_conversation(home, ann, made, "i2")[1].turns[0]["text"] == "My bill is wrong again"
    assert (
        case_conversation(home, ann, made, "x1") is None
        and case_conversation(home, person("Bob"), made, "i2") is None
    )


def test_only_interactions_in_sight_or_of_the_same_customer_can_be_added(home):
    from rapport.program.cases.selectors import case
    from rapport.work.cases.story import may_link

    ann, pam = person("Ann"), person("Pam", "program_manager")
    found = case(ann, opened())
    assert may_link(home, ann, found, "i1") and not may_link(home, ann, found, "x1")
    assert may_link(home, pam, found, "x1") and not may_link(home, pam, found, "nothing")


class Inbox:
    """A mail server's handler that keeps what it takes, or refuses."""

    def __init__(self):
        self.mails, self.answer = [], "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=default))
        return self.answer


@pytest.fixture
def mailed(home):
    """The home with a real mail server, and what that took."""
    handler = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    settings = replace(
        home.settings,
        mail_server="127.0.0.1",
        mail_port=port,
        mail_security="none",
        mail_from="care@example.com",
    )
    yield replace(home, settings=settings), handler
    server.stop()


def letter(actor, made, **facts):
    from rapport.program.cases.services import case_mail

    given = {
        "to": "mia@example.org",
        "subject": "Ihre Rechnung: größer",
        "body": "Dear Mia,\nsorry.",
        "reply_to": "ann@example.org",
    }
    return case_mail(actor, made, Letter(str(uuid4()), **{**given, **facts}))


def test_a_letter_arrives_once_with_what_was_written(mailed):
    from rapport.program.cases.selectors import case
    from rapport.work.cases.mailing import send_letters

    home, inbox = mailed
    ann = person("Ann")
    made = opened()
    letter(ann, made)
    assert send_letters(home) == 1 and send_letters(home) == 0
    (mail,) = inbox.mails
    assert (mail["To"], mail["From"], mail["Reply-To"]) == (
        "mia@example.org",
        "care@example.com",
        "ann@example.org",
    )
    assert mail["Subject"] == "Ihre Rechnung: größer" and "sorry." in mail.get_content()
    found = case(ann, made)
    assert found.touched_at is not None and found.entries[-2].mail.state == "sent"


def test_a_letter_that_is_refused_says_so_and_one_without_a_server_waits_or_tells(mailed):
    from rapport.program.cases.models import CaseMail
    from rapport.work.cases.mailing import send_letters, send_letters_by

    home, inbox = mailed
    ann = person("Ann")
    made = opened()
    letter(ann, made)
    inbox.answer = "550 No such person"
    assert send_letters(home) == 0
    kept = CaseMail.objects.get()
    assert kept.state == "failed" and "550" in kept.problem and kept.case.touched_at is None
    gone = replace(home, settings=replace(home.settings, mail_port=1))
    CaseMail.objects.update(state="waiting", attempts=0)
    assert send_letters(gone) == 0 and CaseMail.objects.get().state == "waiting"
    inbox.answer = "250 OK"
    assert send_letters_by(home, lambda: datetime.now(UTC) + timedelta(hours=1)) == 1
    letter(ann, made)
    assert send_letters(replace(home, settings=replace(home.settings, mail_server=None))) == 0
    assert "No mail server is set" in CaseMail.objects.get(state="failed").problem


def test_a_letter_of_which_no_mail_can_be_made_failed_and_the_next_is_sent(mailed):
    from rapport.program.cases.models import CaseMail
    from rapport.work.cases.mailing import send_letters

    home, inbox = mailed
    ann = person("Ann")
    made = opened()
    wrong, broken, right = letter(ann, made), letter(ann, made), letter(ann, made)
    CaseMail.objects.filter(pk=wrong).update(to="a@example.org\x0cBcc: b@example.org")
    CaseMail.objects.filter(pk=broken).update(subject="Hi\x0cX-Evil: yes")
    assert send_letters(home) == 2
    kept = {str(one.pk): one.state for one in CaseMail.objects.all()}
    assert kept == {wrong: "failed", broken: "sent", right: "sent"}
    assert [mail["X-Evil"] for mail in inbox.mails] == [None, None]


def test_a_letter_that_waits_behind_slow_ones_is_not_lost_before_it_is_sent(mailed, monkeypatch):
    from rapport.program.cases.models import CaseMail
    from rapport.program.cases.services.mail import mail_take
    from rapport.work.cases import mailing

    home, _ = mailed
    ann, at = person("Ann"), [datetime.now(UTC) + timedelta(seconds=1)]
    made = opened()
    for _ in range(2):
        letter(ann, made)
    slowly = mailing._handed_over

    def slow(message, mail):
        at[0] += timedelta(minutes=9)
        other = mail_take(at[0])  # another worker looks for what is lost
        assert other is None or str(other.id) != mail.id
        assert not CaseMail.objects.filter(state="unsure").exists()
        if other is not None:
            CaseMail.objects.filter(pk=other.id).update(state="waiting")
        return slowly(message, mail)

    monkeypatch.setattr(mailing, "_handed_over", slow)
    assert mailing.send_letters_by(home, lambda: at[0]) == 2


def test_a_root_cause_in_the_middle_of_the_tree_counts_what_lies_below_it(home):
    from rapport.program.cases.services import cause_add, cause_move, cause_rename
    from rapport.work.estimate import estimate_metric

    quin = person("Quin", "qa_lead")
    top = cause_add(quin, "Billing")
    middle = cause_add(quin, "Wrong bill", top)
    leaf, other = cause_add(quin, "Wrong tax", middle), cause_add(quin, "Bill", top)
    for number, cause in enumerate([leaf] * 10 + [middle] * 5 + [other] * 5):
        closed(opened(f"k{number}", customer_id=f"p{number}", interaction_id=None), cause)
    shares = {"Billing": 1.0, "Wrong bill": 0.75, "Wrong tax": 0.5, "Bill": 0.25, "bill": 0.0}
    found = {name: estimate_metric(home, f"root_cause:{name}")[0].estimate for name in shares}
    assert {name: one.value for name, one in found.items()} == shares
    assert {one.base for one in found.values()} == {20}
    cause_rename(quin, middle, "Bill is wrong")
    cause_move(quin, other, None)
    shares = {"Billing": 0.75, "Bill is wrong": 0.75, "Wrong bill": 0.0, "Bill": 0.25}
    found = {name: estimate_metric(home, f"root_cause:{name}")[0].estimate for name in shares}
    assert {name: one.value for name, one in found.items()} == shares


def test_recovery_is_estimated_by_root_cause_and_taken_out_when_a_case_is_taken_up_again(home):
    from rapport.program.cases.models import RootCause
    from rapport.program.cases.services import (
        case_merge,
        case_part,
        case_reopen,
        causes_start,
        recovery_answered,
    )
    from rapport.work.estimate import estimate_metric, metric_rows

    causes_start(person("Quin", "qa_lead"))
    bill, late = (RootCause.objects.get(name=name).pk for name in ("Wrong bill", "Delivery"))
    made = [
        opened(f"k{n}", customer_id=f"p{n}", interaction_id=None, facts={"team": "Billing"})
        for n in range(12)
    ]
    for number, one in enumerate(made):
        closed(one, bill if number < 8 else late)
    later = datetime.now(UTC) + timedelta(minutes=1)
    for number, one in enumerate(made[:6]):
        recovery_answered(one, 1, later, recovered=number < 5)
    (found,) = estimate_metric(home, "recovered")
    assert (round(found.estimate.value, 4), found.estimate.base) == (round(5 / 6, 4), 6)
    assert found.estimate.excluded == {"not answered": 6}
    groups = {one.group: one.estimate for one in estimate_metric(home, "recovered", by=["root_cause"])}
    assert (
        groups["Wrong bill"].base == 6 and groups["Delivery"].base == 0 and groups["Delivery"].value is None
    )
    assert [one.group for one in estimate_metric(home, "recovered", by=["top_cause"])] == [
        "A partner",
        "Price and billing",
    ]
    assert estimate_metric(home, "closed_in_time", where={"team": "Billing"})[0].estimate.base == 12
    assert len(metric_rows(home, "recovered", by=["team"])) == 12
    case_reopen(TERMINAL, made[0], "Not solved", version(made[0]))
    assert estimate_metric(home, "recovered")[0].estimate.base == 5
    again = opened("again", customer_id="p0", interaction_id=None, kind="praise")
    case_merge(TERMINAL, again, made[0])
    assert _events(home, again) == []
    case_part(TERMINAL, again)
    assert _events(home, again) == ["case_opened"] and _events(home, made[1]) == [
        "case_closed",
        "case_opened",
    ]


def _events(home, made):
    from rapport.work.publish import publish

    publish(home)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT kind FROM events WHERE starts_with(event_id, ?) ORDER BY kind", [f"case:{made}"]
        )
        return [row["kind"] for row in rows.to_pylist()]


def test_publishing_evaluations_and_cases_together_loses_neither(home):
    from rapport.program.audits.selectors import outbox_size
    from rapport.work.publish import publish

    opened()
    assert outbox_size() == 1
    publish(home)
    publish(home)
    assert outbox_size() == 0


def test_what_helped_is_told_with_its_base_and_a_planted_effect_is_found(home):
    from rapport.program.cases.models import Case
    from rapport.program.cases.selectors import case
    from rapport.work.cases.learning.like import like_this
    from rapport.work.cases.learning.overview import learnt

    pam = person("Pam", "program_manager")
    for number in range(80):
        made = opened(
            f"k{number}", customer_id=f"p{number}", interaction_id=None, facts={"concern": "refund"}
        )
        called = number % 2 == 0
        at = NOW - timedelta(days=2)
        Case.objects.filter(pk=made).update(
            state="closed", opened_at=at, closed_at=NOW, resolution="solved" if number % 3 else "explained",
            called_at=at + timedelta(hours=2) if called else None, justified=True, resolution_s=3600.0 * 8,
            recovered=(number % 10 != 0) if called else number % 10 == 1, holds=None,
        )  # fmt: skip
    found = learnt(home, pam, NOW)
    told = {one.what: one for one in found.helps}["called within a day"]
    assert told.sure and told.difference.low > 0.3 and (told.done.base, told.others.base) == (40, 40)
    assert not {one.what: one for one in found.helps}["closed as “solved”"].sure
    now = opened("now", customer_id="new", interaction_id=None, facts={"concern": "refund"})
    best = like_this(pam, case(pam, now), 0.95)[0]
    assert best.what == "called within a day" and best.recovered.base == 40
    other = opened("other", customer_id="o", interaction_id=None, facts={"concern": "outage"})
    assert like_this(pam, case(pam, other), 0.95) == ()


def test_open_cases_count_as_not_over_yet(home):
    from rapport.program.cases.models import Case
    from rapport.work.cases.learning.overview import learnt

    pam = person("Pam", "program_manager")
    monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
    for number in range(40):
        made = opened(f"k{number}", customer_id=f"p{number}", interaction_id=None, now=monday)
        if number < 20:
            quick = {"state": "closed", "closed_at": monday + timedelta(hours=1), "resolution_s": 3600.0}
            Case.objects.filter(pk=made).update(**quick)
    found = learnt(home, pam, monday + timedelta(hours=4), days=None)
    assert dict(found.solved.done_within)[4.0].value == 0.5 and found.solved.median.base == 40
    assert [(one.cases, one.overdue) for one in found.ages] == [(20, 0), (0, 0), (0, 0), (0, 0)]
    Case.objects.update(state="closed", closed_at=monday + timedelta(hours=2), resolution_s=7200.0)
    done = dict(learnt(home, pam, monday + timedelta(hours=9), days=None).solved.done_within)[4.0]
    assert (done.value, done.low, done.high) == (1.0, None, None)


def test_erasing_a_customer_takes_the_words_and_leaves_the_count(home):
    from rapport.program.cases.models import Case, CaseMail
    from rapport.program.cases.services import suggestion_make
    from rapport.program.front.services import roundtable_save
    from rapport.work.cases.export import list_cases
    from rapport.work.erase import erase_customer
    from rapport.work.publish import publish

    ann = person("Ann")
    made = opened(reason="Mia Berg is angry")
    letter(ann, made)
    suggestion_make(ann, "Ask first, as Mia Berg said")
    roundtable_save(person("Pam", "program_manager"), "On Mia Berg", date(2026, 5, 4), "mia@example.org", ())
    publish(home)
    assert _events(home, made)
    erase_customer(home, "c1")
    case = Case.objects.get(pk=made)
    assert case.reason == "" and case.customer_id is None and CaseMail.objects.count() == 0
    assert _events(home, made) == [] and len(list_cases(home, Wanted())) == 1
    for path in home.root.rglob("rapport.sqlite3*"):
        assert b"Mia Berg" not in path.read_bytes() and b"mia@example.org" not in path.read_bytes()

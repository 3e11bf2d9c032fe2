"""Programmes in the pages: made, looked at beforehand, switched on; rules, lists, those who left; by whom."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.work.asking_home import contact, customer, publish, store

FORM = {"title": "After a call", "name": "calls", "survey": "after-support", "kind": "contact", "by": "email",
        "draw": "all", "channels": "call, chat", "delay_hours": "1", "expires_hours": "72"}  # fmt: skip


@pytest.fixture
def asking(served):
    """A served home with a survey and some contacts of today."""
    publish()
    now = timezone.now()
    store(
        served,
        [customer(n) for n in range(6)] + [customer(7, attributes={"minor": "yes"})],
        [contact(n, at=now - timedelta(hours=2)) for n in (0, 1, 2, 7)],
    )
    return served


@pytest.fixture
def lead(asking, sign_in):
    return sign_in("program_manager")


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_programme_is_made_looked_at_switched_on_and_put_away(lead, asking):
    from rapport.work.asking.planning import plan_by

    assert "None is here yet" in text(lead.get("/ask/programmes/"))
    made = lead.post("/ask/programmes/new/", FORM)
    assert made["Location"] == "/ask/programmes/calls/"
    page = text(lead.get("/ask/programmes/calls/"))
    assert (
        "call, chat" in page
        and "Switch on" in page
        and "It is off" in text(lead.get("/ask/programmes/new/")) + page
    )
    seen = text(lead.get("/ask/programmes/calls/preview/"))
    assert "under age" in seen and "an assumption" in seen and "±5 points need about 385 answers" in seen
    lead.post("/ask/programmes/calls/act", {"act": "start"})
    assert "on" in text(lead.get("/ask/programmes/"))
    plan_by(asking, timezone.now())
    lead.post("/ask/programmes/calls/act", {"act": "archive"})
    assert b"calls" not in lead.get("/ask/programmes/").content
    assert b"After a call" in lead.get("/ask/programmes/?archived").content


def test_what_cannot_hold_keeps_what_was_typed(lead):
    wrong = {**FORM, "delay_hours": "soon", "intro": "<b>Dear</b>", "arm_1_name": "warm"}
    answer = lead.post("/ask/programmes/new/", wrong)
    page = text(answer)
    assert answer.status_code == 400 and "is no number" in page
    assert 'value="soon"' in page and "&lt;b&gt;Dear&lt;/b&gt;" in page and 'value="warm"' in page
    one_arm = lead.post("/ask/programmes/new/", {**FORM, "arm_1_name": "warm"})
    assert one_arm.status_code == 400 and "2 to 6" in text(one_arm)
    assert lead.post("/ask/programmes/new/", {**FORM, "name": "rules"}).status_code == 400


def test_a_version_saved_meanwhile_is_not_overwritten(lead, sign_in):
    lead.post("/ask/programmes/new/", FORM)
    other = sign_in("administrator")
    both = {**FORM, "number": "1", "arm_1_name": "a", "arm_2_name": "b", "arm_2_hour": "18"}
    assert other.post("/ask/programmes/calls/edit/", both).status_code == 302
    late = lead.post("/ask/programmes/calls/edit/", {**FORM, "number": "1", "title": "Mine"})
    assert late.status_code == 400 and "saved version 2 meanwhile" in text(late) and "Mine" in text(late)
    page = text(lead.get("/ask/programmes/calls/"))
    assert "at 18:00" in page and "version 2" in page


def test_rules_hold_and_what_they_cannot_be_is_told(lead):
    given = {"days": "14", "relationship_days": "60", "follow_up_days": "7", "from_hour": "8",
             "to_hour": "18", "per_minute": "30", "weekday": ["0", "5"],
             "staff_domains": "k.example"}  # fmt: skip
    assert lead.post("/ask/programmes/rules/", given).status_code == 302
    assert 'value="14"' in text(lead.get("/ask/programmes/rules/"))
    wrong = lead.post("/ask/programmes/rules/", {**given, "from_hour": "19"})
    assert wrong.status_code == 400 and 'value="19"' in text(wrong)
    for days in ("often", "²"):
        assert lead.post("/ask/programmes/rules/", {**given, "days": days}).status_code == 400
    strange = {**given, "weekday": ["²", "9" * 5000]}
    assert lead.post("/ask/programmes/rules/", strange).status_code == 400
    assert lead.get("/ask/programmes/signs/", {"days": "²"}).status_code == 200
    lead.post("/ask/programmes/new/", FORM)
    for number in ("²", "9" * 5000):
        answer = lead.post("/ask/programmes/calls/edit/", {**FORM, "number": number})
        assert answer.status_code == 400 and "saved version 1 meanwhile" in text(answer)


def test_a_subject_may_hold_what_people_write_and_is_one_line(lead):
    joined = {**FORM, "subject": "Comment\u00a0ça va\u202f? 👩\u200d💻"}
    assert lead.post("/ask/programmes/new/", joined).status_code == 302
    for subject in ("a\x1bb", "a\u2028b"):
        answer = lead.post("/ask/programmes/new/", {**FORM, "name": "other", "subject": subject})
        assert answer.status_code == 400 and "more than one" in text(answer)


def test_whoever_leaves_is_in_no_list_and_can_come_back(lead):
    who = {"address": "Mia@example.org", "customer_id": ""}
    lead.post("/ask/programmes/left/", {**who, "act": "leave"})
    looked = lead.post("/ask/programmes/left/", {**who, "act": "look"}, follow=True)
    assert "They want to be asked no more" in text(looked)
    lead.post("/ask/programmes/left/", {**who, "act": "return"})
    looked = lead.post("/ask/programmes/left/", {**who, "act": "look"}, follow=True)
    assert "They did not say" in text(looked)
    assert lead.post("/ask/programmes/left/", {"act": "leave"}).status_code == 400


def bring(lead, rows, **given):
    file = SimpleUploadedFile("guests.csv", rows.encode(), "text/csv")
    return lead.post("/ask/programmes/lists/", {"file": file, "survey": "after-support", "kind": "contact",
                                                "by": "email", **given})  # fmt: skip


def test_a_list_tells_its_bad_rows_and_goes_on_without_them_when_told_so(lead):
    rows = "email,name\na@example.org,A\nnowhere,B\nA@example.org,C\n=cmd@example.org,D\n"
    first = bring(lead, rows)
    page = text(first)
    assert first.status_code == 400 and "2 rows of 4 cannot be used" in page
    assert "Row 3, email: an address that cannot be one. Correct it" in page
    assert "Row 4, email: stands in the list before. Nothing to do; the first of their rows counts." in page
    assert bring(lead, rows, leave_out="yes").status_code == 302
    page = text(lead.get("/ask/programmes/lists/"))
    assert "guests.csv" in page and "1 stands in the list before" in page
    address = re.search(r"/ask/programmes/lists/list-\w+/left-out", page)[0]
    file = lead.get(address).content.decode("utf-8-sig").splitlines()
    assert file == [
        "row,reason,what_to_do",
        '3,an address that cannot be one,"Correct it, or take the row out."',
        "4,stands in the list before,Nothing to do; the first of their rows counts.",
    ]
    again = bring(lead, rows, leave_out="yes")
    assert again.status_code == 302 and text(lead.get("/ask/programmes/lists/")).count("<td>guests.csv") == 1


def test_a_message_to_somebody_of_a_list_in_doubt_is_decided_there(lead):
    from rapport.program.people.actor import TERMINAL
    from rapport.program.sending.models import Message
    from rapport.program.sending.plain import Rules
    from rapport.program.sending.services import message_in_doubt, messages_take, rules_set

    rules_set(TERMINAL, Rules(from_hour=0, to_hour=24, weekdays=tuple(range(7))))
    bring(lead, "email\na@example.org\nb@example.org\n")
    now = timezone.now() + timedelta(minutes=1)
    for due in messages_take(now, ZoneInfo("UTC"), 5, ("email",)):
        message_in_doubt(due, "no answer came", now)
    page = text(lead.get("/ask/programmes/lists/"))
    assert "row 2 of guests.csv" in page and "row 3 of guests.csv" in page and "no answer came" in page
    first, second = re.findall(r"/ask/programmes/messages/[\w-]+/settle", page)
    back = lead.post(first, {"act": "again", "programme": ""})
    assert back.status_code == 302 and back["Location"] == "/ask/programmes/lists/"
    lead.post(second, {"act": "sent", "programme": ""})
    assert sorted(Message.objects.values_list("state", flat=True)) == ["sent", "waiting"]
    assert "In doubt" not in text(lead.get("/ask/programmes/lists/"))


@pytest.mark.parametrize("rows", ["", "name\nA\n", "email\n", "email\n\x00\xff"])
def test_what_is_no_list_is_told(lead, rows):
    assert bring(lead, rows).status_code == 400


def test_advice_comes_with_its_reasons_and_begins_a_programme(lead):
    page = text(lead.get("/ask/programmes/advice/?model=technician"))
    assert "2 h after it, by text message</p>" in page and "They are not at a desk" in page
    begun = text(lead.get("/ask/programmes/new/?model=technician&advice=visit"))
    assert 'value="visit"' in begun and '<option value="sms" selected>' in begun


def test_advice_differs_by_the_kind_of_business_and_can_be_kept():
    from rapport.program.sending.advice import ADVICE, MODELS
    from rapport.program.sending.checking import check_name, check_plan

    assert set(ADVICE) == set(MODELS)
    for proposals in ADVICE.values():
        assert len({one.id for one in proposals}) == len(proposals)
        for one in proposals:
            if one.begins:
                check_plan(one.plan)
                check_name(one.id)
    metrics = {name: {one.id: one.metric for one in proposals} for name, proposals in ADVICE.items()}
    usual = {"onboarding": "ces", "support": "csat", "product": "psat", "value": "nps", "renewal": "nps"}
    for name in ("self_serve", "assisted"):
        assert usual.items() <= metrics[name].items()
    assert metrics["self_serve"]["task"] == "ces" and "task" not in metrics["assisted"]
    first, later = (
        next(one for one in ADVICE[name] if one.id == "value").plan for name in ("self_serve", "assisted")
    )
    assert first.by == later.by == "email" and first.delay_hours < later.delay_hours
    assert {one.plan.by for one in ADVICE["technician"] if one.id in ("visit", "support")} == {"sms"}


def test_what_is_asked_in_the_product_begins_no_programme(lead):
    page = text(lead.get("/ask/programmes/advice/?model=self_serve"))
    assert "advice=value" in page and "advice=task" not in page and "advice=product" not in page
    assert "A task in the product" in page and "right after a task</p>" in page


def test_the_check_says_what_to_do(lead, sign_in, monkeypatch):
    from rapport.web.programmes import deliverability

    monkeypatch.setattr(deliverability, "ASK", lambda name, kind: ())
    page = text(lead.get("/ask/programmes/deliverability/"))
    assert "Set mail_server and mail_from" in page and "/asked/sms/" not in page
    assert "/asked/sms/" in text(sign_in("administrator").get("/ask/programmes/deliverability/"))


def test_others_may_look_or_not_and_never_change(lead, sign_in):
    lead.post("/ask/programmes/new/", FORM)
    reader, nobody = sign_in("auditor"), sign_in("client_viewer")
    for path in ("", "calls/", "calls/preview/", "advice/", "rules/", "lists/"):
        assert reader.get(f"/ask/programmes/{path}").status_code == 200, path
        assert nobody.get(f"/ask/programmes/{path}").status_code == 403, path
    leaving = {"act": "leave", "address": "a@b.org"}
    acts = {"new/": FORM, "calls/edit/": FORM, "calls/act": {"act": "start"}, "rules/": {}, "left/": leaving}
    for path, given in acts.items():
        for who in (reader, nobody):
            assert who.post(f"/ask/programmes/{path}", given).status_code in (400, 403), path
    assert reader.post("/ask/programmes/calls/act", {"act": "start"}).status_code == 403
    assert b"Switch on" not in reader.get("/ask/programmes/calls/").content
    assert lead.get("/ask/programmes/none/").status_code == 404


def test_gateways_tell_by_a_secret_address_who_said_stop(asking):
    from django.test import Client

    from rapport.program.sending.services import has_left
    from rapport.web.programmes.called import secret_for

    strict = Client(enforce_csrf_checks=True)
    said = {"from": "+12025550001", "text": "Stop please"}
    good, wrong = f"/asked/sms/{secret_for('sms')}", f"/asked/sms/{secret_for('bounces')}"
    assert strict.post(wrong, said, content_type="application/json").status_code == 404
    assert not has_left(address="+12025550001", customer_id="")
    assert strict.post(good, {"from": "+12025550001", "text": "Thanks!"}).json() == {}
    assert strict.post(good, said, content_type="application/json").json() == {"left": True}
    assert has_left(address="+1 202 555 0001", customer_id="")
    assert strict.post(good, "not json", content_type="application/json").json() == {}
    assert strict.get(good).status_code == 405


def test_the_list_asks_the_database_as_often_for_many_as_for_few(lead):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted():
        with CaptureQueriesContext(connection) as asked:
            assert lead.get("/ask/programmes/").status_code == 200
        return len(asked)

    lead.post("/ask/programmes/new/", FORM)
    few = counted()
    for n in range(8):
        lead.post("/ask/programmes/new/", {**FORM, "name": f"p{n}"})
    assert counted() == few


def test_the_audit_criticises_how_a_programme_is_set(lead, asking):
    from rapport.warehouse import Warehouse

    with Warehouse(asking.warehouse_path).write() as writer:
        writer.upsert("customers", [customer(9, language="uk-UA")])
    bad = {**FORM, "delay_hours": "240", "expires_hours": "500", "reminders": "2",
           "subject": "Please give us a 10"}  # fmt: skip
    lead.post("/ask/programmes/new/", bad)
    page = text(lead.get("/ask/programmes/calls/preview/"))
    said = page.partition("What the audit says of it")[2]
    for words in ("hours_after: 240", "expires_hours: 500", "reminders: 2", "channels: email",
                  "languages: en, ar, de", "closed_loop: false"):  # fmt: skip
        assert f'<q class="found">{words}</q>' in said, words
    assert "uk drop out" in said and "already says what to answer" in said
    lead.post("/ask/programmes/new/", {**FORM, "name": "texts", "by": "sms"})
    lead.post("/ask/programmes/texts/act", {"act": "start"})
    better = text(lead.get("/ask/programmes/calls/preview/"))
    assert "channels:" not in better


def test_a_follow_up_and_what_is_well_set_are_not_accused():
    from rapport.program.sending.plain import Plan, ProgrammeFacts, Rules
    from rapport.surveys.audit.programme.flaws import audit_programme
    from rapport.surveys.parse import parse_survey
    from rapport.work.asking.criticised import practice_of
    from tests.work.asking_home import SURVEY

    def found(rules=None, **plan):
        given = ProgrammeFacts("p", "P", 1, Plan("s", **plan), None, None, "t", timezone.now())
        known = {"channels": {"email", "sms"}, "spoken": ("de",), "answered": True}
        return [
            one.kind
            for one in audit_programme(practice_of(given, parse_survey(SURVEY), rules or Rules(), **known))
        ]

    assert found() == [] and found(kind="follow_up") == [] and found(kind="event", events=("visit",)) == []
    assert found(kind="relationship") == ["wrong_metric"]  # effort is of a task
    assert found(Rules(days=7)) == ["too_often"] and found(Rules(days=7), kind="follow_up") == []

"""Programmes in the pages: made, looked at beforehand, switched on; rules, lists, those who left; by whom."""

import re
from datetime import timedelta

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
    assert "Row 3: an address that cannot be one" in page and "Row 4: stands in the list before" in page
    assert bring(lead, rows, leave_out="yes").status_code == 302
    page = text(lead.get("/ask/programmes/lists/"))
    assert "guests.csv" in page and "1 stands in the list before" in page
    address = re.search(r"/ask/programmes/lists/list-\w+/left-out", page)[0]
    file = lead.get(address).content.decode("utf-8-sig").splitlines()
    assert file == ["row,reason", "3,an address that cannot be one", "4,stands in the list before"]
    again = bring(lead, rows, leave_out="yes")
    assert again.status_code == 302 and text(lead.get("/ask/programmes/lists/")).count("<td>guests.csv") == 1


@pytest.mark.parametrize("rows", ["", "name\nA\n", "email\n", "email\n\x00\xff"])
def test_what_is_no_list_is_told(lead, rows):
    assert bring(lead, rows).status_code == 400


def test_advice_comes_with_its_reasons_and_begins_a_programme(lead):
    page = text(lead.get("/ask/programmes/advice/?model=technician"))
    assert "by text message" in page and "They are not at a desk" in page
    begun = text(lead.get("/ask/programmes/new/?model=technician&advice=visit"))
    assert 'value="visit"' in begun and '<option value="sms" selected>' in begun


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

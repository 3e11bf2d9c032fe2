"""Ways in are made, copied, printed and closed by those who may; the widget's side refuses what it must."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.asked_home import EASE, MICRO, door, version
from tests.web.api_client import program

pytestmark = pytest.mark.usefixtures("served")
SITE = "https://shop.example.org"


def made(client, **given):
    usual = {"survey": "micro", "kind": "link", "name": "On the till receipt", **given}
    return client.post("/ask/doors/", usual)


def test_a_way_in_is_made_shown_closed_and_opened_again(sign_in):
    version(MICRO)
    manager = sign_in("program_manager")
    found = made(manager, kind="qr", touchpoint="shop", facts="interaction.channel = shop")
    path = found["Location"]
    page = manager.get(path).content.decode()
    address = re.search(r"http://testserver(/f/[\w-]+)", page)[1]
    assert Client().get(address).status_code == 200
    svg, pdf = manager.get(f"{path}code.svg"), manager.get(f"{path}code.pdf")
    assert svg.content.startswith(b"<?xml") and pdf.content.startswith(b"%PDF")
    assert manager.post(f"{path}close", follow=True).content.decode().count("Open it again")
    assert Client().get(address).status_code == 410
    manager.post(f"{path}open")
    assert Client().get(address).status_code == 200
    from rapport.program.people.models import LogEntry

    told = list(LogEntry.objects.filter(kind="door").values_list("action", flat=True).order_by("pk"))
    assert told == ["door.create", "door.close", "door.open"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "The name is empty"),
        ({"kind": "window"}, "no such way in"),
        ({"survey": "unknown"}, "no such survey to answer"),
        ({"kind": "widget"}, "No site may show the widget"),
        ({"kind": "widget", "origins": "http://shop.example.org"}, "is no site"),
        ({"kind": "widget", "origins": "https://shop.example.org/path"}, "is no site"),
        ({"kind": "widget", "origins": "javascript:alert(1)"}, "is no site"),
        ({"facts": "customer.id = k-1"}, "is no fact"),
        ({"facts": "channel: shop"}, "is no fact"),
        ({"closes_at": "soon"}, "is no day"),
        ({"closes_at": "2020-01-01"}, "closed already"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(sign_in, given, said):
    version(MICRO)
    found = made(sign_in("administrator"), **{"touchpoint": "kept words", **given})
    page = found.content.decode()
    assert found.status_code == 400 and said in page and "kept words" in page


def test_readers_see_no_secret_and_change_nothing(sign_in):
    found = door(version(MICRO), "widget", origins=[SITE])
    auditor, manager = sign_in("auditor"), sign_in("program_manager")
    page = auditor.get(f"/ask/doors/{found.pk}/").content.decode()
    assert f"/widget/{found.pk}.js" in page and "door_" not in page.replace(found.pk, "")
    assert re.search(r"door_[0-9a-f]{64}", manager.get(f"/ask/doors/{found.pk}/").content.decode())
    assert auditor.post(f"/ask/doors/{found.pk}/close").status_code == 403
    assert made(auditor).status_code == 403
    assert sign_in("case_owner").get("/ask/doors/").status_code == 403


def test_an_empty_home_says_what_belongs_here(sign_in):
    assert "has to be published first" in sign_in("administrator").get("/ask/doors/").content.decode()


def post(path, body, origin=SITE, **more):
    return Client().post(
        path, json.dumps(body), content_type="application/json", headers={"origin": origin, **more}
    )


@pytest.fixture
def widget():
    return door(version(EASE), "widget", origins=[SITE])


def test_only_named_sites_are_answered(widget):
    for path in ("form", "answers"):
        address = f"/f/{widget.pk}/{path}"
        asked = Client().options(address, headers={"origin": SITE})
        assert asked.status_code == 204 and asked["Access-Control-Allow-Origin"] == SITE
        assert "Access-Control-Allow-Credentials" not in asked and asked["Vary"] == "Origin"
        for other in ("https://evil.example", "null", f"{SITE}.evil.example", SITE.upper() + ":444"):
            found = post(address, {}, other)
            assert found.status_code == 403 and "Access-Control-Allow-Origin" not in found, other


def test_answers_of_the_widget_are_kept_page_by_page_and_once(widget):
    from rapport.program.surveys.models import Submission

    form = post(f"/f/{widget.pk}/form", {"language": "de"}).json()
    assert form["language"] == "de" and [one["id"] for one in form["items"]] == ["ease", "why", "reason"]
    body = {"token": form["token"], "stamp": form["stamp"], "language": "de"}
    address = f"/f/{widget.pk}/answers"
    assert post(address, {**body, "answers": {"ease": 2}}).json() == {"complete": False}
    whole = {**body, "answers": {"ease": 2, "reason": ["bill"]}, "complete": True}
    assert post(address, whole).status_code == 200
    again = post(address, whole)
    assert again.status_code == 409 and "schon" in again.json()["problem"]
    kept = Submission.objects.get()
    assert kept.answers == {"ease": 2, "reason": ["bill"]} and kept.channel == "widget" and not kept.known


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"ease": 9}, "ease"),
        ({}, "ease"),
        ({"ease": 3, "reason": ["gone"]}, "reason"),
        ({"ease": 3, "x": 1}, "x"),
        ({"ease": {"a": 1}}, "ease"),
        ({"ease": 3, "why": "w" * 10_001}, "why"),
        ({"ease": True, "nothing": 0}, "nothing"),
    ],
)
def test_answers_that_do_not_fit_are_told_by_item(widget, answers, field):
    from rapport.program.surveys.models import Submission

    form = post(f"/f/{widget.pk}/form", {}).json()
    body = {"token": form["token"], "stamp": form["stamp"], "answers": answers, "complete": True}
    found = post(f"/f/{widget.pk}/answers", body)
    assert found.status_code == 422 and field in found.json()["wrong"] and not Submission.objects.exists()


def test_odd_bodies_and_tokens_of_others_are_refused(widget):
    address = f"/f/{widget.pk}/answers"
    for body in ([], "x", None):
        assert post(address, body).status_code == 400
    assert Client().post(address, "a=1", content_type="application/x-www-form-urlencoded").status_code == 400
    assert post(address, {"answers": {"ease": 1}}).status_code == 404
    other = door(version(MICRO), "widget", origins=[SITE])
    form = post(f"/f/{other.pk}/form", {}).json()
    assert post(address, {"token": form["token"], "answers": {"ease": 1}}).status_code == 404
    assert post("/f/nowhere/form", {}).status_code == 404
    long = {"token": "x", "answers": {"why": "x" * 400_000}}
    assert post(address, long).status_code == 400


def test_no_fact_of_a_customer_stands_in_what_a_page_gets(widget):
    from rapport.program.surveys.doors import sign_facts

    until = (datetime.now(UTC) + timedelta(hours=1)).timestamp()
    facts = json.dumps({"customer.name": "Mia", "customer.id": "k-5", "until": until})
    signed = {"facts": facts, "signed": sign_facts(widget.pk, facts)}
    form = post(f"/f/{widget.pk}/form", signed).json()
    assert "What made it hard, Mia?" in json.dumps(form) and "k-5" not in json.dumps(form)
    unsigned = post(f"/f/{widget.pk}/form", {**signed, "signed": "0" * 64}).json()
    assert "Mia" not in json.dumps(unsigned)


def test_a_program_hands_in_with_a_key_and_again_harmlessly():
    from rapport.program.surveys.models import Submission

    way = door(version(EASE), "rest")
    shop = program("program_manager", scopes=["surveys.edit"])

    def hand_in(**given):
        usual = {"door": way.pk, "submission_id": "o-1", "customer_id": "k-9", "answers": {"ease": 6}}
        return shop.post("/api/submissions", {**usual, **given})

    assert hand_in(complete=False).json()["kept"] is True
    assert hand_in(answers={"reason": ["bill"], "ease": 7}).json()["kept"] is True
    again = hand_in(answers={"ease": 1})
    assert again.status_code == 200 and again.json()["kept"] is False
    kept = Submission.objects.get()
    assert kept.answers == {"ease": 7, "reason": ["bill"]} and kept.known == {"customer.id": "k-9"}
    assert again.json()["submission_id"] == kept.key and kept.channel == "rest"
    assert hand_in(door=door(version(MICRO)).pk).status_code == 404
    assert hand_in(submission_id="o-2", answers={"ease": 8}).status_code == 422
    assert hand_in(submission_id="o-2", answers={}).json()["errors"][0]["field"] == "answers.ease"
    assert Client().post("/api/submissions", "{}", content_type="application/json").status_code == 401
    assert program("auditor").post("/api/submissions", {}).status_code == 403


KNOWN = """\
survey: known
title: Your plan
items:
  - id: plan
    type: single_choice
    text: Which plan?
    known_from: customer.plan
    choices: [{id: gold, text: Gold}, {id: tin, text: Tin}]
  - {id: why, type: text, text: "Why {plan}?", required: true, asked_if: {plan: gold}}
  - {id: never, type: text, text: Why tin?, required: true, asked_if: [{plan: tin}, {customer.plan: tin}]}
  - {id: later, type: text, text: And then?, asked_if: {why: {answered: true}, plan: {not: [tin]}}}
"""


def test_a_widget_asks_what_hangs_on_an_answer_the_home_has():
    from rapport.program.surveys.doors import sign_facts
    from rapport.program.surveys.models import Submission

    of = door(version(KNOWN), "widget", origins=[SITE])
    facts = json.dumps({"customer.plan": "gold", "until": 4_000_000_000})
    proved = {"facts": facts, "signed": sign_facts(of.pk, facts)}

    form = post(f"/f/{of.pk}/form", proved).json()
    assert [(one["id"], one["text"], one["ways"]) for one in form["items"]] == [
        ("why", "Why gold?", [{}]),
        ("later", "And then?", [{"why": {"answered": True}}]),
    ]
    marks = {"token": form["token"], "stamp": form["stamp"], "complete": True, **proved}
    answers = {"why": "It shines", "later": ""}
    assert post(f"/f/{of.pk}/answers", {**marks, "answers": answers}).status_code == 200
    assert Submission.objects.get().answers["why"] == "It shines"
    unknown = post(f"/f/{of.pk}/form", {**proved, "signed": ""}).json()
    assert [one["id"] for one in unknown["items"]] == ["plan", "why", "never", "later"]

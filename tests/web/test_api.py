"""The API as a program meets it: keys, errors, pages of lists, limits, what is done once."""

import json
import re
from pathlib import Path

import pytest

from tests.web.api_client import audited, criteria_stored, evaluation, program
from tests.web.shown_home import shown

PROBLEM = "application/problem+json"
CHATS = "/api/interactions"


def chat(number, **facts):
    turns = [{"speaker": "agent", "text": "Hello", "at": f"2026-05-01T08:{number % 60:02d}:00Z"}]
    return {"interaction_id": f"n-{number}", "channel": "chat", "team": "Evening", "turns": turns, **facts}


@pytest.fixture(params=["sqlite", "postgres"])
def served(request, stocked, tmp_path):
    """Programs meet both kinds of database."""
    url = request.getfixturevalue("new_database")() if request.param == "postgres" else None
    with shown(stocked, tmp_path / "home", url) as home:
        yield home


@pytest.fixture
def lead(served):
    return program("qa_lead", name="Lea")


def holds(answer, status):
    """The problem, which every error is told as."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == PROBLEM
    said = answer.json()
    assert set(said) == {"type", "title", "status", "detail", "instance", "errors"}
    assert said["status"] == status and said["instance"] == f"urn:request:{answer['X-Request-Id']}"
    return said


def test_strangers_are_refused_whatever_they_ask(served, sign_in):
    from django.test import Client

    document = Client().get("/api/openapi.json").json()
    signed_in = sign_in("administrator")
    for path, methods in document["paths"].items():
        there = re.sub(r"{[^}]+}", "x", path)
        for method in methods:
            for client, headers in (
                (Client(), {}),
                (Client(), {"Authorization": "Bearer rapport_wrong"}),
                (Client(), {"Authorization": "Basic eDp5"}),
                (signed_in, {}),
            ):
                answer = client.generic(
                    method.upper(), there, headers=headers, content_type="application/json"
                )
                holds(answer, 401)
                assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_key_does_what_its_scopes_say_and_no_more(served, lead):
    from rapport.program.people.actor import TERMINAL
    from rapport.program.people.permissions import Permission
    from rapport.program.people.services import key_revoke, person_set_active

    narrow = program("qa_lead", scopes=[Permission.ESTIMATES_READ])
    assert narrow.get("/api/estimates", metric="handle_s").status_code == 200
    said = holds(narrow.get(CHATS), 403)
    assert "interactions.read" in said["detail"]
    holds(narrow.post(CHATS, {"interactions": [chat(1)]}), 403)
    mine = narrow.get("/api/keys/me").json()
    assert mine["scopes"] == mine["permissions"] == ["estimates.read"]
    key_revoke(TERMINAL, mine["id"])
    holds(narrow.get("/api/keys/me"), 401)
    person_set_active(TERMINAL, lead.actor.user_id, True)
    assert lead.get(CHATS).status_code == 200


@pytest.mark.parametrize("path", [CHATS, "/api/evaluations", "/api/estimates", "/api/findings", "/api/jobs"])
def test_unknown_parameters_are_refused(lead, path):
    said = holds(lead.get(path, metric="handle_s", chanel="chat"), 422)
    assert "chanel" in {one["field"] for one in said["errors"]}
    holds(lead("GET", f"{CHATS}?limit=1&limit=2"), 422)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"interactions": [chat(1, colour="red")]}, "interactions[0].colour"),
        ({"interactions": [chat(1) | {"turns": [{"speaker": "agent", "text": "x", "mood": 1}]}]},
         "interactions[0].turns[0].mood"),
        ({"interactions": []}, "interactions"),
        ({"interactions": [chat(1, started_at="2026-05-01T08:00:00")]}, "interactions[0].started_at"),
        ({"interactions": [chat(1, started_at="0001-01-01T00:00:00+14:00")]}, "interactions[0].started_at"),
        ({"interactions": [chat(1, team="a\x00b")]}, "interactions[0].team"),
        ({"interactions": [chat(1, interaction_id="shop:1")]}, "interactions[0].interaction_id"),
        ({"interactions": [chat(1)], "more": 1}, "more"),
    ],
)  # fmt: skip
def test_unknown_and_wrong_fields_are_named(lead, sent, field):
    assert field in [one["field"] for one in holds(lead.post(CHATS, sent), 422)["errors"]]


def test_bodies_that_are_none(lead):
    holds(lead("POST", CHATS, "{"), 400)
    holds(lead("POST", CHATS, '{"interactions": NaN}'), 400)
    holds(lead("POST", CHATS, '{"interactions": "\\ud800"}'), 400)
    holds(lead("POST", CHATS, "{}", content_type="text/plain"), 415)
    holds(lead("POST", CHATS), 422)
    holds(lead("POST", CHATS, "x" * (16 * 1024**2 + 1)), 413)
    answer = lead("PATCH", CHATS, {})
    holds(answer, 405)
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}
    holds(lead.get("/api/nothing"), 404)
    holds(lead.get("/api/"), 404)


def test_what_is_not_there_is_not_there(lead):
    holds(lead.get(f"{CHATS}/none"), 404)
    holds(lead.get("/api/evaluations/00000000-0000-4000-8000-000000000000"), 404)
    holds(lead.get("/api/jobs/00000000-0000-4000-8000-000000000000"), 404)


def pages(lead, path, limit, between=lambda: None, **query):
    found, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        answer = lead.get(path, limit=limit, **query, **more)
        assert answer.status_code == 200, answer.content
        found += answer.json()["items"]
        cursor = answer.json()["next"]
        if cursor is None:
            return found
        between()


def test_pages_stay_what_they_were_while_others_bring_in(lead):
    before = [one["interaction_id"] for one in pages(lead, CHATS, 200)]
    numbers = iter(range(1000))

    def bring():
        old, new = next(numbers), next(numbers)
        sent = [chat(new), chat(old, started_at="2020-01-01T00:00:00Z", turns=[])]
        assert lead.post(CHATS, {"interactions": sent}).status_code == 200

    found = [one["interaction_id"] for one in pages(lead, CHATS, 7, bring)]
    assert [one for one in found if not one.startswith("n-")] == before
    assert len(set(found)) == len(found)


def test_cursors_are_ours_and_hold_for_their_question(lead):
    cursor = lead.get(CHATS, limit=2).json()["next"]
    assert lead.get(CHATS, limit=5, cursor=cursor).status_code == 200
    for wrong in ({"cursor": cursor, "team": "Evening"}, {"cursor": cursor[:-2] + "xx"}, {"cursor": "x"}):
        assert holds(lead.get(CHATS, **wrong), 422)["errors"][0]["field"] == "cursor"


def test_filters_are_those_of_the_pages(lead):
    evening = pages(lead, CHATS, 200, team="Evening")
    assert evening and {one["team"] for one in evening} == {"Evening"}
    one = evening[0]
    same = lead.get(CHATS, since=one["started_at"], team="Evening").json()["items"]
    assert one["interaction_id"] in [each["interaction_id"] for each in same]
    whole = lead.get(f"{CHATS}/{one['interaction_id']}").json()
    assert len(whole["turns"]) == one["turn_count"]


def test_an_answer_that_is_known_costs_nothing(lead):
    first = lead.get(CHATS)
    again = lead("GET", CHATS, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and again.content == b""
    lead.post(CHATS, {"interactions": [chat(1)]})
    assert lead("GET", CHATS, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_interactions_are_redacted_and_stored_once(lead):
    said = chat(1, turns=[{"speaker": "customer", "text": "Write to ann@example.org"}])
    done = [lead.post(CHATS, {"interactions": [said]}).json() for _ in range(2)]
    assert [(one["new"], one["unchanged"]) for one in done] == [(1, 0), (0, 1)]
    assert lead.get(f"{CHATS}/n-1").json()["turns"][0]["text"] == "Write to [EMAIL]"
    two = [chat(2), chat(2, team="Day")]
    holds(lead.post(CHATS, {"interactions": two}), 422)
    holds(lead.get(f"{CHATS}/n-2"), 404)


def test_many_are_stored_beside(served, lead):
    from rapport.work.jobs.run import do_job

    sent = {"interactions": [chat(number) for number in range(201)]}
    answer = lead.post(CHATS, sent)
    assert answer.status_code == 202 and answer["Location"] == f"/api/jobs/{answer.json()['id']}"
    (waiting,) = (served.root / ".waiting").iterdir()
    assert waiting.stat().st_mode & 0o077 == 0
    do_job(served, answer.json()["id"])
    told = lead.get(answer["Location"]).json()
    assert told["state"] == "done" and told["result"]["new"] == 201
    assert not list((served.root / ".waiting").iterdir())
    holds(program("analyst").get(answer["Location"]), 404)


def test_a_key_that_asks_too_often_waits(served, lead, monkeypatch):
    from rapport.web.api import gate
    from rapport.web.api.limits import Buckets

    now = [0.0]
    monkeypatch.setattr(gate, "BUCKETS", Buckets(lambda: now[0]))
    answers = [lead.get("/api/jobs") for _ in range(601)]
    assert {one.status_code for one in answers[:600]} == {200}
    assert (
        answers[0]["RateLimit"] == '"key";r=599;t=1' and answers[0]["RateLimit-Policy"] == '"key";q=600;w=60'
    )
    assert holds(answers[600], 429)["detail"] and answers[600]["Retry-After"] == "1"
    assert program("analyst").get("/api/jobs").status_code == 200
    now[0] += 1
    assert lead.get("/api/jobs").status_code == 200


def test_evaluations_are_handed_in_once_and_read_again(served, lead):
    definition = criteria_stored()
    first, second = (one["interaction_id"] for one in lead.get(CHATS, limit=2).json()["items"])
    seen = evaluation(first)
    seen["decisions"]["greeting"]["evidence"] = [{"turn": 1, "start": 0, "end": 5, "rule": "said_hello"}]
    sent = {"definition": definition, "evaluations": [seen, evaluation(second, "Ann", hello=0)]}
    answers = [lead("POST", "/api/evaluations", sent, headers={"Idempotency-Key": "one"}) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert [one.get("Idempotency-Replayed") for one in answers] == [None, "true"]
    assert [one["outcome"] for one in answers[0].json()["items"]] == ["new", "new"]
    assert lead.post("/api/evaluations", sent).json()["items"][0]["outcome"] == "unchanged"
    other = sent | {"evaluations": [evaluation(first, hello=0)]}
    assert "Idempotency-Key" in str(
        holds(lead("POST", "/api/evaluations", other, headers={"Idempotency-Key": "one"}), 422)
    )
    holds(lead("POST", "/api/evaluations", other, headers={"Idempotency-Key": "a b"}), 422)
    mine = answers[0].json()["items"][0]
    assert mine["evaluator"] == "Lea"
    whole = lead.get(f"/api/evaluations/{mine['evaluation']}").json()
    (greeting,) = (one for one in whole["decisions"] if one["element"] == "greeting")
    assert greeting["evidence"] == [{"rule": "said_hello", "turn": 1, "start": 0, "end": 5}]
    assert whole["scores"]["qci"] == whole["qci"] == mine["qci"]
    assert lead.post("/api/evaluations", other).json()["items"][0]["outcome"] == "changed"
    listed = pages(lead, "/api/evaluations", 1)
    assert len(listed) == 2 and len(pages(lead, "/api/evaluations", 1, state="all")) == 3
    assert [one["state"] if "state" in one else one["evaluator"] for one in listed]


def test_evaluations_that_do_not_hold_are_all_named_and_none_is_stored(served, lead):
    definition = criteria_stored()
    first = lead.get(CHATS, limit=1).json()["items"][0]["interaction_id"]
    bad = evaluation(first, "Bob")
    bad["decisions"]["greeting"]["rules"] = {"said_hallo": 1}
    bad["decisions"]["tone"]["evidence"] = [{"turn": 999}]
    sent = {"definition": definition, "evaluations": [evaluation(first), evaluation("none"), bad]}
    said = holds(lead.post("/api/evaluations", sent), 422)
    assert {one["field"] for one in said["errors"]} == {
        "evaluations[1].interaction_id", "evaluations[2].decisions", "evaluations[2].decisions.tone.evidence",
    }  # fmt: skip
    assert lead.get("/api/evaluations").json()["items"] == []
    holds(lead.post("/api/evaluations", sent | {"definition": "none@1"}), 422)
    holds(lead.post("/api/evaluations", sent | {"purpose": "calibration"}), 422)


def test_estimates_are_those_of_the_terminal(served, lead):
    from rapport.work.estimate import estimate_metric

    audited(lead)
    for query, given in (
        ({"metric": "qci"}, {}),
        ({"metric": "qci", "by": ["team", "month"]}, {"by": ["team", "month"]}),
        ({"metric": "handle_s", "where": "team=Evening"}, {"where": {"team": "Evening"}}),
        ({"metric": "qci", "period": "2026-Q2"}, {"where": {"quarter": "2026-Q2"}}),
    ):
        told = lead.get("/api/estimates", **query)
        assert told.status_code == 200, told.content
        plain = estimate_metric(served, query["metric"], **given)
        assert [one["group"] for one in told.json()["items"]] == [one.group for one in plain]
        for one, line in zip(told.json()["items"], plain, strict=True):
            assert {key: one[key] for key in ("value", "low", "high", "base")} == {
                key: getattr(line.estimate, key) for key in ("value", "low", "high", "base")
            }
    holds(lead.get("/api/estimates", metric="none"), 422)
    holds(lead.get("/api/estimates", metric="qci", by="none"), 422)
    holds(lead.get("/api/estimates", metric="qci", period="2026-13"), 422)
    found = lead.get("/api/findings").json()
    assert found["provenance"]["criteria"] == "counter@1" and "qci" in found["scores"]


def test_a_customer_is_erased(served):
    admin = program("administrator")
    one = admin.get(CHATS, limit=1).json()["items"][0]
    holds(program("qa_lead")("DELETE", f"/api/customers/{one['customer_id']}"), 403)
    done = admin("DELETE", f"/api/customers/{one['customer_id']}")
    assert done.status_code == 200 and done.json()["counts"]
    holds(admin.get(f"{CHATS}/{one['interaction_id']}"), 404)


def test_no_sign_of_no_text_gets_into_an_address(lead):
    for path in (f"{CHATS}/a%00b", "/api/evaluations/a%00b", "/api/jobs/%00", "/api/none/%00"):
        holds(lead.get(path), 422)
    holds(lead("DELETE", "/api/customers/a%00b"), 422)
    holds(lead("GET", f"{CHATS}?team=a%00b"), 422)


def test_a_customer_whose_id_has_a_line_break_can_be_erased(served):
    admin = program("administrator")
    odd = chat(1, customer_id="k\n1")
    assert admin.post(CHATS, {"interactions": [odd]}).status_code == 200
    done = admin("DELETE", "/api/customers/k%0A1")
    assert done.status_code == 200 and done.json()["counts"]["interactions"] == 1


def test_the_document_names_every_error_and_is_the_same_for_all(served, lead):
    from django.test import Client

    answer = Client().get("/api/openapi.json")
    document = answer.json()
    assert document == lead.get("/api/openapi.json").json() and document["openapi"] == "3.1.0"
    names = [one["operationId"] for each in document["paths"].values() for one in each.values()]
    assert len(set(names)) == len(names) == 13
    for methods in document["paths"].values():
        for operation in methods.values():
            assert {"200", "401", "403", "422", "429"} <= set(operation["responses"])
            for status, one in operation["responses"].items():
                assert list(one["content"]) == [PROBLEM if int(status) >= 400 else "application/json"]
    page = Path(__file__).parents[2] / "docs" / "how-to" / "api.md"
    told = page.read_text(encoding="utf-8")
    for path, methods in document["paths"].items():
        plain = re.sub(r"{[^}]+}", "{id}", path)
        assert all(f"{method.upper()} {plain}" in told for method in methods)


def test_health_tells_details_to_who_manages(served, sign_in):
    admin = program("administrator")
    told = admin.get("/healthz").json()
    assert told["checks"]["database"]["well"] and not told["checks"]["workers"]["well"]
    assert "checks" in sign_in("administrator").get("/healthz").json()
    for other in (program("qa_lead").get("/healthz"), sign_in("analyst").get("/healthz")):
        assert set(other.json()) == {"status", "version"}
    (served.warehouse_path / "manifest.json").write_text("{")
    broken = admin.get("/healthz")
    assert broken.status_code == 503 and broken.json()["parts"] == ["tables"]
    assert json.loads(broken.content)["status"] == "broken"

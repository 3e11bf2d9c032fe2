"""Each key sees what its person sees in the pages: teams, own work, or aggregates only."""

import pytest

from tests.web.api_client import audited, program


@pytest.fixture
def people(served):
    lead = program("qa_lead")
    handed = audited(lead)
    return {
        "lead": lead,
        "evening": program("team_manager", "Evening"),
        "own": program("associate", agent_id="a-3"),
        "viewer": program("client_viewer"),
        "handed": handed,
    }


def everything(one, path):
    answer = one.get(path, limit=200)
    return answer.json()["items"] if answer.status_code == 200 else answer.status_code


def test_interactions_of_other_teams_and_agents_are_not_there(people):
    of = {
        name: everything(people[name], "/api/interactions") for name in ("lead", "evening", "own", "viewer")
    }
    assert {one["team"] for one in of["lead"]} > {"Evening"} == {one["team"] for one in of["evening"]}
    assert {one["agent_id"] for one in of["own"]} == {"a-3"} and of["viewer"] == 403
    others = [one["interaction_id"] for one in of["lead"] if one["team"] != "Evening"]
    assert others
    for name in ("evening", "own"):
        answers = {people[name].get(f"/api/interactions/{one}").status_code for one in others[:5]}
        assert answers == {404}
    assert people["evening"].get("/api/interactions", team=of["lead"][-1]["team"]).status_code == 200


def test_evaluations_of_other_teams_and_agents_are_not_there(people):
    of = {name: everything(people[name], "/api/evaluations") for name in ("lead", "evening", "own", "viewer")}
    assert len(of["lead"]) == len(people["handed"])
    assert {one["team"] for one in of["evening"]} == {"Evening"}
    assert {one["agent_id"] for one in of["own"]} == {"a-3"} and of["viewer"] == 403
    hidden = next(one for one in of["lead"] if one["team"] != "Evening")
    path = f"/api/evaluations/{hidden['evaluation']}"
    assert [people[name].get(path).status_code for name in ("lead", "evening", "own", "viewer")] == [
        200, 404, 404, 403,
    ]  # fmt: skip


def value(one, **query):
    answer = one.get("/api/estimates", metric="qci", **query)
    return [(line["group"], line["value"], line["base"]) for line in answer.json()["items"]]


def test_estimates_are_of_what_is_seen(people):
    by_team = {group: (group, found, base) for group, found, base in value(people["lead"], by="team")}
    assert value(people["evening"]) == [(None, *by_team["Evening"][1:])]
    assert value(people["evening"], by="team") == [by_team["Evening"]]
    other = next(name for name in by_team if name != "Evening")
    refused = people["evening"].get("/api/estimates", metric="qci", where=f"team={other}")
    unknown = people["evening"].get("/api/estimates", metric="qci", where="team=none")
    assert refused.status_code == unknown.status_code == 422
    assert value(people["viewer"]) == value(people["lead"])
    own = value(people["own"])
    assert own[0][2] == sum(
        one["agent_id"] == "a-3" for one in everything(people["lead"], "/api/interactions")
    )
    assert sum(one[2] for one in value(people["own"], by="agent")) <= own[0][2]


@pytest.mark.parametrize("by", ["agent", "agent_name", "colour"])
def test_who_sees_aggregates_sees_nobody(people, by):
    for name in ("by", "where"):
        asked = by if name == "by" else f"{by}=x"
        assert people["viewer"].get("/api/estimates", metric="handle_s", **{name: asked}).status_code == 422


def test_findings_are_of_what_is_seen(people):
    found = {name: people[name].get("/api/findings").json() for name in ("lead", "evening", "own", "viewer")}
    assert found["evening"]["provenance"]["evaluations"] < found["lead"]["provenance"]["evaluations"]
    assert all(not one["excerpts"] for one in found["viewer"]["items"])
    assert people["evening"].get("/api/findings", team="Morning").status_code == 422


def test_writing_takes_more_than_reading(people):
    sent = {"definition": "counter@1", "evaluations": [{"interaction_id": "c-01", "decisions": {}}]}
    chat = {"interactions": [{"interaction_id": "x", "channel": "chat"}]}
    for name in ("evening", "own", "viewer"):
        assert people[name].post("/api/evaluations", sent).status_code == 403
        assert people[name].post("/api/interactions", chat).status_code == 403
        assert people[name]("DELETE", "/api/customers/k-1").status_code == 403
    analyst = program("analyst", name="Ina")
    others = {**sent, "evaluations": [{**sent["evaluations"][0], "evaluator": "Ann"}]}
    assert analyst.post("/api/evaluations", others).status_code == 403

"""Explore: everybody sees as far as their role reaches, and no further."""

import pytest


def ids(client, query=""):
    found = client.get(f"/explore/{query}")
    assert found.status_code == 200
    return [row["interaction_id"] for row in found.context["found"].rows]


def test_who_sees_everything_sees_everything_newest_first(sign_in):
    client = sign_in("qa_lead")
    everything = ids(client)
    rows = client.get("/explore/").context["found"].rows
    times = [row["started_at"] for row in rows]
    assert len(everything) > 3 and times == sorted(times, reverse=True)


def test_a_filter_narrows_and_a_wrong_one_is_harmless(sign_in):
    client = sign_in("auditor")
    some = ids(client, "?concern=delivery")
    assert some and set(some) < set(ids(client))
    assert ids(client, "?concern=nobody%20asks%20this") == []
    assert ids(client, "?password=x") == ids(client)


def test_a_team_manager_sees_own_teams_only(sign_in):
    everything = sign_in("auditor").get("/explore/").context["found"].rows
    day = {row["interaction_id"] for row in everything if row["team"] == "Day"}
    other = {row["interaction_id"] for row in everything} - day
    client = sign_in("team_manager", "Day")
    assert set(ids(client)) == day and day and other
    assert client.get(f"/explore/interactions/{min(day)}").status_code == 200
    assert client.get(f"/explore/interactions/{min(other)}").status_code == 404


def test_an_associate_sees_own_interactions_only(sign_in):
    client = sign_in("associate", agent_id="a-1")
    rows = client.get("/explore/").context["found"].rows
    assert rows and {row["agent_id"] for row in rows} == {"a-1"}
    assert ids(sign_in("associate")) == []


@pytest.mark.parametrize("role", ["client_viewer", None])
def test_who_may_not_read_interactions_is_told_so(sign_in, role):
    client = sign_in(role)
    for path in ("/explore/", "/explore/interactions/c-01"):
        found = client.get(path)
        assert found.status_code == 403 and b"not yours to see" in found.content
    assert b"Explore" not in client.get("/").content


def test_one_interaction_shows_what_was_said_and_escapes_it(sign_in):
    found = sign_in("qa_lead").get("/explore/interactions/c-01")
    assert b"kettle" in found.content and b"Wednesday" in found.content


def test_pages_follow_one_another_without_gap_or_repeat(served, sign_in):
    from rapport.program.people.actor import TERMINAL
    from rapport.work.exploring.search import Search, find_interactions

    mark, seen = None, []
    while True:
        found = find_interactions(served, TERMINAL, Search(), after=mark, limit=3)
        seen += [row["interaction_id"] for row in found.rows]
        mark = found.after
        if mark is None:
            break
    assert len(seen) == len(set(seen)) == found.total


@pytest.mark.parametrize("path", ["/explore/?after=nonsense|x", "/nothing/here"])
def test_an_address_that_cannot_be_is_told_in_words(sign_in, path):
    found = sign_in("qa_lead").get(path)
    assert found.status_code in (400, 404) and b"Number of this request" in found.content

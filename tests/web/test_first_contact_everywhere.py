"""Solution at first contact is one number: on the page, in its rows, over the API and in the terminal."""

import csv
import io
import json

import pytest

from rapport.cli.main import _code
from tests.web.api_client import program
from tests.web.shown_home import shown
from tests.work.understood_home import understood_home


@pytest.fixture(scope="module")
def understood(tmp_path_factory, stocked):
    return understood_home(tmp_path_factory.mktemp("contacts") / "home", rounds=2).root


@pytest.fixture
def served(understood, tmp_path, monkeypatch):
    monkeypatch.setattr("rapport.web.feelings.pages.AT_ONCE_S", None)
    with shown(understood, tmp_path / "home") as home:
        yield home


def test_every_place_tells_the_same(served, sign_in, capsys):
    client = sign_in("analyst")
    page = client.get("/understand/effort/")
    [told] = [one for one in page.context["found"].numbers if one.key == "first_contact"]
    assert 0 < told.estimate.low < told.estimate.value < told.estimate.high < 1
    assert "/understand/read/rows?metric=first_contact" in page.content.decode().replace("?&amp;", "?")
    answer = client.get("/understand/read/rows?metric=first_contact&as=csv").content.decode("utf-8-sig")
    values = [float(row["value"]) for row in csv.DictReader(io.StringIO(answer))]
    assert len(values) == told.estimate.base
    assert told.estimate.value == pytest.approx(sum(values) / len(values))

    asked = {"metric": "first_contact", "source": "machine"}
    [item] = program("qa_lead").get("/api/estimates", **asked).json()["items"]
    assert (item["value"], item["low"], item["base"]) == (
        pytest.approx(told.estimate.value), pytest.approx(told.estimate.low), told.estimate.base,
    )  # fmt: skip
    assert item["source"] == "machine" and "within 7 days" in item["method"]
    line = ["estimate", "first_contact", "--source", "machine", "--by", "team", "--json"]
    assert _code([*line, "--home", str(served.root)]) == 0
    assert sum(one["base"] for one in json.loads(capsys.readouterr().out)) == told.estimate.base


def test_over_the_api_a_team_manager_sees_the_team(served):
    asked = {"metric": "first_contact", "source": "machine"}
    [north] = program("team_manager", "north").get("/api/estimates", **asked).json()["items"]
    by_team = program("qa_lead").get("/api/estimates", **asked, by="team").json()["items"]
    whole = {one["group"]: one for one in by_team}
    assert (north["base"], north["value"]) == (whole["north"]["base"], whole["north"]["value"])

"""Lists: sorted by their headings, taken along as files, with times in the zone of who looks."""

import csv
import io
from datetime import UTC, datetime

import pytest

from tests.web.judging import CRITERIA, Judging

BASE = "/audit/judging"


def rows_of(found):
    assert found.status_code == 200 and found["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(found.content.decode("utf-8-sig"))))


@pytest.fixture
def judging(served, sign_in):
    from rapport.program.audits.services.criteria import criteria_use
    from rapport.program.people.actor import TERMINAL

    criteria_use(TERMINAL, CRITERIA)
    made = Judging(served, sign_in)
    for name, role in (("Lee", "qa_lead"), ("=Ann()", "analyst"), ("Bob", "analyst")):
        made.client(name, role)
    return made


def calibrate(judging, title):
    found = judging.client("Lee").post(
        f"{BASE}/calibration/new",
        {
            "title": title,
            "how": "picked",
            "picked": "c-01",
            "participant": [judging.ids["=Ann()"], judging.ids["Bob"]],
            "criteria": CRITERIA.definition,
            "due": "2030-01-01",
        },
    )
    assert found.status_code == 302, found.content.decode()


def test_calibrations_are_taken_along_all_of_them(judging):
    for number in range(53):
        calibrate(judging, f"Session {number}")
    judging.do_tasks("Bob")
    found = rows_of(judging.client("Lee").get(f"{BASE}/calibration/?as=csv"))
    assert {one["title"] for one in found} == {f"Session {number}" for number in range(53)}
    assert all((one["done"], one["asked"]) == ("1", "2") for one in found)


def test_disputes_standings_and_reviews_are_taken_along(judging):
    lead = judging.client("Lee")
    (evaluation,) = judging.score("Bob", "c-01", worse=True)
    boss = judging.client("Mia", "team_manager", "Day")
    raised = boss.post(
        f"{BASE}/disputes/new",
        {"evaluation": evaluation, "element": "", "reason": "overlooked", "text": "Look again"},
    )
    standings = rows_of(lead.get(f"{BASE}/certification/?as=csv&criteria={CRITERIA.definition}"))
    assert {one["evaluator"]: one["state"] for one in standings}["'=Ann()"] == "not_started"
    found = rows_of(lead.get(f"{BASE}/disputes/?as=csv&state="))
    assert raised.status_code == 302 and [one["evaluator"] for one in found] == ["Bob"]
    rule = {"name": "All", "kind": "matching", "why": "a look", "where_team": "Day"}
    made = lead.post(
        f"{BASE}/disputes/targeted/new",
        {
            **rule,
            "evaluator": judging.ids["Bob"],
            "criteria": CRITERIA.definition,
            "days_back": "365",
            "number": "3",
        },
    )
    assert made.status_code == 302, made.content.decode()
    asked = rows_of(lead.get(f"{BASE}/disputes/targeted/?as=csv"))
    assert asked and {one["why"] for one in asked} == {"a look"}
    for place in ("certification/?as=csv", "certification/gold/?as=csv", "disputes/targeted/?as=csv"):
        found = judging.client("Bob").get(f"{BASE}/{place}")
        assert found.status_code in (200, 403) and "=Ann" not in found.content.decode()


def test_times_of_visits_and_tries_are_those_of_who_looks(served, sign_in):
    from django.template import Context, Template
    from django.test import RequestFactory

    sign_in("qa_lead")
    from rapport.program.people.models import User

    user = User.objects.get()
    user.time_zone = "Asia/Tokyo"
    request = RequestFactory().get("/")
    request.user = user
    when = {"a": datetime(2026, 3, 1, 14, 0, tzinfo=UTC), "b": datetime(2026, 3, 1, 16, 30, tzinfo=UTC)}
    said = Template("{% load moments %}{% span a b %}|{% day b %}").render(
        Context({"request": request, **when})
    )
    assert "2026-03-01 23:00</time>" in said and "2026-03-02 01:30</time>" in said and "JST" in said
    assert said.endswith("|2026-03-02")

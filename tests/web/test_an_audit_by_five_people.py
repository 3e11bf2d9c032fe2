"""An audit by five people, from invitation to report, through the pages of a real server and its worker."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.web import five_people as people
from tests.web.live_home import invited, live_home

pytestmark = pytest.mark.browser
SAMPLE = "five"


@pytest.fixture(scope="module")
def company(stocked, tmp_path_factory, browser_path):
    """A served home with conversations, and the administrator who lets people in."""
    root = tmp_path_factory.mktemp("five") / "home"
    with live_home(stocked, root, {}, worker=True) as (address, _), sync_playwright() as playwright:
        expect.set_options(timeout=people.LONG_MS)
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        found = people.Company(browser, address)
        found.comes("Ada", invited(root, {"ada": "administrator"})["ada"])
        yield found
        expect.set_options(timeout=20_000)
        browser.close()


def test_five_people_run_an_audit_through_the_pages(company):
    for name, role in (("Lee", "QA lead"), ("Ann", "Analyst"), ("Bob", "Analyst"), ("Eve", "Client viewer")):
        people.invited(company, name, role)
    criteria = people.publishes_criteria(company, "Lee", "five")
    sample = people.plans_and_draws(company, "Lee", criteria, SAMPLE, ("Ann", "Bob"))
    session = people.opens_calibration(company, "Lee", criteria, ("Ann", "Bob"))
    people.scores_by_keyboard(company, "Ann")
    people.scores_by_pointer(company, "Bob")

    interactions = company.at("Lee", session).get_by_role("region", name="Interactions")
    assert "nothing" not in interactions.inner_text(), "both saw the same, though one marked a rule"
    company.look(company.pages["Lee"], "calibration revealed")

    scores = people.SIZE + people.TWICE
    company.at("Lee", sample).get_by_text(f"{scores} of {scores}").first.wait_for()
    contested = min(people.done_by(company, "Ann") - people.done_by(company, "Bob"))
    agent, team = people.who_served(company, "Lee", contested)
    people.invited(company, "Cara", "Associate", agent=agent)
    people.invited(company, "Mia", "Team manager", teams=team)

    dispute = people.contests(company, "Cara", contested)
    people.accepts(company, "Lee", dispute, "Bob")
    people.scores_by_pointer(company, "Bob")
    company.at("Cara", dispute).get_by_text("The new score counts").wait_for()
    people.coaches(company, "Mia", agent, "Cara", "First reply")

    report = people.makes_a_report(company, "Lee", "pdf")
    numbers, dashboard = people.reads_and_takes_along(company, "Eve")
    assert f"{people.SIZE} of" in numbers and report == dashboard == b"%PDF-"
    assert not company.faults, "\n\n".join(company.faults)

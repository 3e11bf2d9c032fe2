"""A case from the alert to its closing, with the customer's answer, as people at browsers live it."""

import pytest
from playwright.sync_api import expect

from tests.started import output
from tests.web.live_home import come_in, live_home, look

PEOPLE = {"ann": "case_owner", "pam": "program_manager", "quin": "qa_lead"}


OPEN = """
import sys
from rapport.home import open_home
from rapport.program.setup import connect
home = open_home(sys.argv[1]); connect(home)
from rapport.program.cases.services import case_open
from rapport.program.people.actor import TERMINAL
for name, interaction, customer in (("a", "c-01", "k-101"), ("b", "c-02", "k-102")):
    case_open(key=name, customer_id=customer, interaction_id=interaction, kind="problem",
              urgency="high", title=f"Said 2 of 10 ({name})", reason="Never again", source="rule:1@1",
              actor=TERMINAL)
from rapport.work.cases.knowing import know_cases
know_cases(home)
"""
ANSWER = """
import sys
from django.utils import timezone
from rapport.home import open_home
from rapport.program.setup import connect
home = open_home(sys.argv[1]); connect(home)
from rapport.program.cases.services import recovery_answered
assert recovery_answered(sys.argv[2], 5, timezone.now(), recovered=True)
"""


@pytest.fixture(scope="module")
def here(stocked, browser, tmp_path_factory):
    """The address, who sits at which browser, and the home's folder."""
    root = tmp_path_factory.mktemp("cases") / "home"
    with live_home(stocked, root, PEOPLE) as (address, paths):
        states = {name: come_in(browser, address, paths[name], name.title()) for name in PEOPLE}
        run(OPEN, str(root))
        yield address, states, root


def at(browser, here, name):
    address, states, _ = here
    context = browser.new_context(storage_state=states[name], viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page, address


def run(script, *words):
    """In a process of its own: a browser's loop and the database do not go together."""
    output(["-c", script, *words])


def test_from_the_alert_to_a_customer_who_came_back(browser, here):
    quin, address = at(browser, here, "quin")
    quin.goto(f"{address}/act/cases/causes/")
    quin.get_by_role("button", name="Begin with that tree").click()
    expect(quin.locator(".tree .name").get_by_text("Wrong bill")).to_be_visible()

    ann, _ = at(browser, here, "ann")
    ann.goto(f"{address}/act/cases/")
    expect(ann.get_by_role("link", name="Cases 2 waiting for you")).to_be_visible()
    ann.keyboard.press("j")
    ann.keyboard.press("o")
    expect(ann.get_by_role("heading", level=1)).to_contain_text("Said 2 of 10")
    expect(ann.locator(".facts")).to_contain_text("has the fewest open")
    expect(ann.locator("#whole + div")).to_contain_text("Case opened")
    case = ann.url

    ann.keyboard.press("c")
    ann.get_by_label("Reached the customer").check()
    ann.get_by_label("What was said").fill("A new bill comes on Friday")
    ann.get_by_role("button", name="Keep the call").click()
    expect(ann.get_by_text("A new bill comes on Friday")).to_be_visible()

    pam, _ = at(browser, here, "pam")
    pam.goto(case)
    ann.keyboard.press("d")
    ann.get_by_label("What came of it").select_option("solved")
    ann.get_by_label("justified", exact=True).check()
    ann.get_by_label("Root cause").select_option(label="Price and billing › Wrong bill")
    ann.get_by_label("In words").fill("Corrected")
    ann.get_by_label("What should we do differently").fill("Check bills before they go out")

    pam.get_by_text("State and urgency").click()
    pam.get_by_label("State", exact=True).select_option("waiting")
    pam.get_by_role("button", name="Move").click()
    expect(pam.locator(".state")).to_contain_text("Waiting for the customer")

    ann.get_by_role("button", name="Close the case").click()
    expect(ann.get_by_role("alert")).to_contain_text("Somebody else changed this case")
    expect(ann.get_by_label("In words")).to_have_value("Corrected")
    ann.get_by_role("button", name="Close the case").click()
    expect(ann.locator(".state")).to_contain_text("Closed")
    expect(ann.get_by_text("not known: the customer has not said")).to_be_visible()

    run(ANSWER, str(here[2]), case.rstrip("/").rpartition("/")[2])
    ann.reload()
    expect(ann.locator(".state")).to_contain_text("recovered")
    pam.goto(f"{address}/act/cases/suggestions/")
    pam.get_by_text("Say what became of it").click()
    pam.get_by_label("It was").select_option("taken")
    pam.get_by_label("Said to who made it").fill("From May on")
    pam.get_by_role("button", name="Keep").click()
    ann.goto(f"{address}/act/cases/suggestions/")
    expect(ann.get_by_text("From May on")).to_be_visible()
    for page in (ann, pam, quin):
        page.context.close()


def test_many_are_given_on_by_keyboard(browser, here):
    pam, address = at(browser, here, "pam")
    pam.goto(f"{address}/act/cases/?state=open")
    for key in ("j", "x", "a"):
        pam.keyboard.press(key)
    pam.get_by_label("To", exact=True).select_option(index=1)
    pam.get_by_role("button", name="Give", exact=True).click()
    expect(pam.get_by_text("1 given on")).to_be_visible()
    pam.context.close()


PAGES = ("", "?state=closed", "learning/", "causes/", "routing/", "suggestions/", "new")


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_cases_are_accessible_and_fit(browser, here, path):
    address, states, _ = here
    look(browser, address, states["pam"], f"/act/cases/{path}")


def test_a_case_and_its_parts_are_accessible_and_fit(browser, here):
    pam, address = at(browser, here, "pam")
    pam.goto(f"{address}/act/cases/?state=all")
    paths = [one.get_attribute("href") for one in pam.locator("a.open").all()]
    pam.context.close()
    for path in paths:
        look(browser, address, here[1]["pam"], path)
    for part in ("mail", "story", "conversation/c-01"):
        look(
            browser, address, here[1]["ann"], f"{_with(paths, address, here, browser)}{part}", (390, "light")
        )


def _with(paths, address, here, browser):
    """The case that is about c-01."""
    page, _ = at(browser, here, "ann")
    for path in paths:
        if page.goto(f"{address}{path}conversation/c-01").status == 200:
            page.context.close()
            return path
    raise AssertionError("no case is about c-01")

"""Mystery shops and interviews in a real browser: what is typed is saved by itself; every page accessible."""

import pytest
from playwright.sync_api import sync_playwright

from rapport.records import Customer
from rapport.warehouse import Warehouse
from tests.web.live_home import come_in, live_home, look

pytestmark = pytest.mark.browser
PEOPLE = {"lena": "qa_lead", "shona": "shopper"}


@pytest.fixture(scope="module")
def stage(stocked, tmp_path_factory, browser_path):
    """(browser, address, name → what their browser keeps) with a plan of shops and a study."""
    root = tmp_path_factory.mktemp("field") / "home"
    with live_home(stocked, root, PEOPLE) as (address, paths), sync_playwright() as playwright:
        _reachable(root)
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        states = {name: come_in(browser, address, path, name.title()) for name, path in paths.items()}
        page = browser.new_context(storage_state=states["lena"]).new_page()
        _plan(page, address)
        _study(page, address)
        page.context.close()
        yield browser, address, states
        browser.close()


def _reachable(root):
    """The customers of the home's chats get addresses."""
    warehouse = Warehouse(root / "warehouse")
    with warehouse.snapshot() as snapshot:
        ids = snapshot.sql("SELECT DISTINCT customer_id AS id FROM interactions ORDER BY id")[
            "id"
        ].to_pylist()
    with warehouse.write() as writer:
        people = [Customer(one, name="Mia", email=f"{one}@example.org", segment="new") for one in ids if one]
        writer.upsert("customers", people)


def _plan(page, address):
    page.goto(f"{address}/audit/shops/personas")
    page.get_by_label("Name", exact=True).fill("Mia")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{address}/audit/shops/new")
    page.get_by_label("Name", exact=True).fill("Spring")
    page.get_by_role("button", name="Go on to the scenarios").click()
    page.locator("#t-title").fill("Lost receipt")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Visits", exact=True).fill("4")
    page.get_by_label("Shona").check()
    page.get_by_role("button", name="Draw", exact=True).click()
    page.get_by_text("4 visits are drawn").wait_for()


def _study(page, address):
    page.goto(f"{address}/audit/interviews/guides/new")
    page.get_by_label("Name", exact=True).fill("Silence")
    page.get_by_label("Questions").fill("Why do you not answer?\n- Time?")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{address}/audit/interviews/studies/new")
    page.get_by_label("Name", exact=True).fill("March")
    page.get_by_label("Interviews wanted").fill("3")
    page.get_by_role("button", name="Draw").click()
    page.get_by_role("heading", name="March").wait_for()


def test_a_report_saves_itself_and_survives_a_closed_window(stage):
    browser, address, states = stage
    page = browser.new_context(storage_state=states["shona"]).new_page()
    page.goto(f"{address}/audit/shops/")
    page.get_by_role("link", name="Lost receipt").first.click()
    visit = page.url
    page.get_by_label("What was said and done").fill("Agent: Good morning")
    page.get_by_text("Saved").wait_for()
    page.get_by_label("What else you noticed").fill("They smiled")
    page.context.close()
    again = browser.new_context(storage_state=states["shona"]).new_page()
    again.goto(visit)
    assert again.get_by_label("What was said and done").input_value() == "Agent: Good morning"
    again.get_by_label("When it began").fill("2026-03-24T10:00")
    again.get_by_role("button", name="Send the report").click()
    again.get_by_text("Your report is in").wait_for()
    again.context.close()


def test_an_interview_is_noted_with_consent_and_a_passage_is_marked(stage):
    browser, address, states = stage
    page = browser.new_context(storage_state=states["lena"]).new_page()
    page.goto(f"{address}/audit/interviews/studies/1")
    page.locator("tbody a").first.click()
    page.get_by_role("button", name="The customer agrees").click()
    note = page.get_by_label("Why do you not answer?")
    note.fill("Nobody reads it anyway")
    page.get_by_text("Saved").wait_for()
    note.focus()
    page.keyboard.press("Control+A")
    assert page.get_by_label("Passage").input_value() == "Nobody reads it anyway"
    page.get_by_label("Code", exact=True).fill("no effect")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("“Nobody reads it anyway”").wait_for()
    page.context.close()


@pytest.mark.parametrize(
    "path",
    [
        "shops/", "shops/personas", "shops/new", "shops/plans/1", "interviews/", "interviews/guides/new",
        "interviews/guides/1", "interviews/studies/new", "interviews/studies/1",
        "interviews/studies/1/represent", "interviews/studies/1/said",
    ],
)  # fmt: skip
def test_the_pages_are_accessible_and_fit(stage, path):
    browser, address, states = stage
    look(browser, address, states["lena"], f"/audit/{path}")


def test_the_pages_of_one_visit_and_one_customer_are_accessible_and_fit(stage):
    browser, address, states = stage
    for name, path in (("shona", "/audit/shops/"), ("lena", "/audit/interviews/studies/1")):
        page = browser.new_context(storage_state=states[name]).new_page()
        page.goto(address + path)
        target = page.locator("main tbody a").first.get_attribute("href")
        page.context.close()
        look(browser, address, states[name], target)

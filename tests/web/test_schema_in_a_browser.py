"""The inventory in a real browser: made from the data, coded by two at the keyboard, their agreement."""

import pytest
from playwright.sync_api import sync_playwright

from tests.web.live_home import come_in, live_home, look

pytestmark = pytest.mark.browser
PEOPLE = {"lena": "qa_lead", "ana": "analyst", "ben": "analyst"}


@pytest.fixture(scope="module")
def stage(stocked, tmp_path_factory, browser_path):
    """(browser, address, name → what their browser keeps) with a schema and a round of coding."""
    root = tmp_path_factory.mktemp("schema") / "home"
    with live_home(stocked, root, PEOPLE) as (address, paths), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        states = {name: come_in(browser, address, path, name.title()) for name, path in paths.items()}
        _prepare(browser, address, states["lena"])
        yield browser, address, states
        browser.close()


def _prepare(browser, address, state):
    page = browser.new_context(storage_state=state).new_page()
    page.goto(f"{address}/audit/schema/")
    page.get_by_role("link", name="Make the first version").click()
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_role("link", name="Draw a sample to code").click()
    page.get_by_label("Name", exact=True).fill("First look")
    page.get_by_label("Interactions").fill("5")
    page.get_by_label("Coded by two, in %").fill("100")
    for name in ("Ana", "Ben"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Draw").click()
    page.get_by_role("heading", name="First look").wait_for()
    page.context.close()


def _code(page, key):
    """Codes everything that waits, touching nothing but the keyboard."""
    while "/seats/" in page.url:
        before = page.url
        page.locator(".axis.now").wait_for()
        for _ in range(page.locator(".axis:has(input[data-key='1'])").count()):
            page.keyboard.press(key)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
        page.wait_for_load_state()


def test_two_code_by_keyboard_and_see_how_far_they_agree(stage):
    browser, address, states = stage
    ana = browser.new_context(storage_state=states["ana"]).new_page()
    ana.goto(f"{address}/audit/schema/coding/1/next")
    ana.locator(".axis.now").wait_for()
    ana.keyboard.press("k")
    ana.keyboard.press("p")
    ana.keyboard.type("Loyal customer")
    ana.keyboard.press("Enter")
    ana.get_by_text("Loyal customer").wait_for()
    _code(ana, "1")
    ana.get_by_text("Nothing is left for you to code here").wait_for()
    ben = browser.new_context(storage_state=states["ben"]).new_page()
    ben.goto(f"{address}/audit/schema/coding/1")
    assert ben.get_by_role("heading", name="Agreement").count() == 0
    ben.goto(f"{address}/audit/schema/coding/1/next")
    _code(ben, "1")
    ben.get_by_role("heading", name="Agreement").wait_for()
    assert ben.get_by_role("row", name="Concern").get_by_text("all ratings are the same").count() == 1
    lena = browser.new_context(storage_state=states["lena"]).new_page()
    lena.goto(f"{address}/audit/schema/versions/1")
    lena.get_by_role("link", name="Loyal customer").wait_for()
    for page in (ana, ben, lena):
        page.context.close()


@pytest.mark.parametrize(
    "path",
    [
        "", "new", "versions/1", "versions/1/axes/concern", "versions/1/pairs", "versions/1/scenarios",
        "versions/1/coding/new", "coding/1",
    ],
)  # fmt: skip
def test_the_pages_are_accessible_and_fit(stage, path):
    browser, address, states = stage
    look(browser, address, states["lena"], f"/audit/schema/{path}")


def test_the_coding_page_is_accessible_and_fits(stage):
    browser, address, states = stage
    for name in ("ana", "ben"):
        page = browser.new_context(storage_state=states[name]).new_page()
        for seat in range(1, 11):
            if page.goto(f"{address}/audit/schema/seats/{seat}").status == 200:
                look(browser, address, states[name], f"/audit/schema/seats/{seat}")
                break
        else:
            raise AssertionError("nobody's seat was found")
        page.context.close()

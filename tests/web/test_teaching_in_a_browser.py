"""Reviews and drafts in a real browser: by keyboard alone, and accessible."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.started import output
from tests.web.live_home import come_in, live_home, look

pytestmark = pytest.mark.browser
PEOPLE = {"ana": "analyst", "ben": "analyst", "lea": "qa_lead"}


@pytest.fixture(scope="module")
def stage(stocked, tmp_path_factory, browser_path):
    """(browser, address, name → what their browser keeps, the key of Ben's targeted review)."""
    root = tmp_path_factory.mktemp("teaching") / "home"
    with live_home(stocked, root, PEOPLE) as (address, paths), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        states = {name: come_in(browser, address, path, name.title()) for name, path in paths.items()}
        key = output(["-m", "tests.web.teaching_home", root, "ben@example.org"]).decode().strip()
        yield browser, address, states, key
        browser.close()


def test_a_review_by_keyboard(stage):
    browser, address, states, _ = stage
    page = browser.new_context(storage_state=states["ana"]).new_page()
    page.goto(f"{address}/understand/review/?kind=behaviour")
    page.locator("body[data-ready]").wait_for()
    expect(page.locator(".last")).to_have_count(0)
    first = page.locator("#card h2").inner_text(), page.locator("li.asked").inner_text()
    page.keyboard.press("y")
    expect(page.locator(".last")).to_contain_text("the machine:")
    page.locator("body[data-ready]").wait_for()
    page.keyboard.press("u")
    expect(page.get_by_text("Taken back.")).to_be_visible()
    page.locator("body[data-ready]").wait_for()
    assert (page.locator("#card h2").inner_text(), page.locator("li.asked").inner_text()) == first
    page.keyboard.press("n")
    expect(page.locator(".last")).to_contain_text("You: No")
    page.locator("body[data-ready]").wait_for()
    page.keyboard.press("0")
    expect(page.locator(".last")).to_contain_text("You: cannot tell")
    page.locator("body[data-ready]").wait_for()
    page.keyboard.press("s")
    expect(page.locator(".last")).to_contain_text("You: skipped")
    expect(page.get_by_text("1 checked.")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("Undo the last answer")
    page.context.close()


def test_drafts_by_keyboard_after_ones_own_judgement(stage):
    browser, address, states, work = stage
    page = browser.new_context(storage_state=states["ben"]).new_page()
    page.goto(f"{address}/audit/scoring/{work}")
    page.locator("body[data-ready]").wait_for()
    drafted = page.locator(".element.here .drafted")
    page.keyboard.press("d")
    expect(drafted).to_contain_text("Judge it yourself first")
    page.keyboard.press("1")
    page.keyboard.press("d")
    expect(drafted).to_contain_text("Good morning")
    assert page.evaluate("CSS.highlights.get('draft').size") >= 1
    page.keyboard.press("a")
    expect(drafted).to_contain_text("you agree")
    page.keyboard.press("x")
    expect(drafted).to_contain_text("you differ")
    expect(page.locator("#score [name='rule/greeting/gave_name']")).not_to_be_checked()
    page.context.close()


def test_cards_and_rules_are_set_by_keyboard(stage):
    browser, address, states, _ = stage
    page = browser.new_context(storage_state=states["lea"]).new_page()
    page.goto(f"{address}/settings/models/rules/desk")
    page.get_by_label("Cares", exact=True).focus()
    page.keyboard.type("Empathy")
    page.get_by_role("button", name="Keep").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Conversations are read again by it")).to_be_visible()
    assert page.get_by_label("Cares", exact=True).input_value() == "empathy"
    page.context.close()


def test_pages_are_accessible_and_fit(stage):
    browser, address, states, work = stage
    for path in ("/understand/review/", "/understand/review/?kind=behaviour", f"/audit/scoring/{work}"):
        look(browser, address, states["ben"], path)
    paths = ("", "behaviours", "feelings", "rules/desk")
    for path in paths:
        look(browser, address, states["lea"], f"/settings/models/{path}")

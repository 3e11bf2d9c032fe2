"""Explore in a real browser: found, walked and opened by keyboard; accessible at every width and theme."""

import pytest
from playwright.sync_api import sync_playwright

from rapport.home import open_home
from rapport.work.annotate import annotate_home
from rapport.work.exploring.index.build import bring_up_to_date
from tests.web.live_home import come_in, live_home, look

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stage(stocked, tmp_path_factory, browser_path):
    """(browser, address, what the browser keeps of a QA lead), the index made."""
    root = tmp_path_factory.mktemp("explore") / "home"
    with live_home(stocked, root, {"lea": "qa_lead"}) as (address, paths), sync_playwright() as playwright:
        bring_up_to_date(open_home(root))
        annotate_home(open_home(root), processes=1)
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield browser, address, come_in(browser, address, paths["lea"], "Lea")
        browser.close()


def test_found_walked_and_opened_by_keyboard_alone(stage):
    browser, address, state = stage
    page = browser.new_context(storage_state=state).new_page()
    page.goto(f"{address}/explore/")
    page.keyboard.press("/")
    page.keyboard.type("the")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=the**")
    rows = page.locator("a.open")
    first, second = (rows.nth(number).get_attribute("href").split("?")[0] for number in (0, 1))
    assert page.locator("mark").first.inner_text().lower() == "the"
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator(".rows input:checked").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}**")
    page.keyboard.press("j")
    page.wait_for_url(f"**{second}**")
    page.keyboard.press("k")
    page.wait_for_url(f"**{first}**")
    page.keyboard.press("u")
    page.wait_for_url("**/explore/?q=the")
    page.context.close()


def test_a_filter_is_kept_and_the_selected_rows_are_taken_along(stage):
    browser, address, state = stage
    page = browser.new_context(storage_state=state).new_page()
    page.goto(f"{address}/explore/?channel=chat")
    page.get_by_text("Kept filters").click()
    page.get_by_label("Keep this filter as").fill("Only chats")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_text("Kept filters (1)").click()
    page.get_by_role("link", name="Only chats").click()
    page.locator(".rows input").first.check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Export selected").click()
    lines = taken.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2 and lines[0].startswith("interaction_id,")
    page.context.close()


@pytest.mark.parametrize(
    "path",
    [
        "?q=kettle",
        "?q=kettle&sort=oldest&concern=delivery&evaluated=no",
        "?q=zebra",
        "interactions/c-01",
        "readings/c-01",
    ],
)
@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1440, "light")])
def test_every_page_is_accessible_and_fits(stage, path, width, theme):
    browser, address, state = stage
    look(browser, address, state, f"/explore/{path}", width, theme)

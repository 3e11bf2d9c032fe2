"""Explore in a real browser: found, walked and opened by keyboard; accessible at every width and theme."""

import pytest
from playwright.sync_api import expect, sync_playwright

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
def test_every_page_is_accessible_and_fits(stage, path):
    browser, address, state = stage
    look(browser, address, state, f"/explore/{path}")


CONTRASTS = """marks => marks.map(mark => {
    const light = colour => {
        const part = value => value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
        const [red, green, blue] = colour.match(/[\\d.]+/g).map(one => part(one / 255));
        return .2126 * red + .7152 * green + .0722 * blue;
    };
    const below = getComputedStyle(mark).backgroundColor;
    return [mark, ...mark.querySelectorAll("a")].map(one => {
        const [low, high] = [light(getComputedStyle(one).color), light(below)].sort((a, b) => a - b);
        return (high + .05) / (low + .05);
    });
}).flat()"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_machines_marked_is_read_easily_and_leads_to_and_from_its_label(stage, theme):
    browser, address, state = stage
    page = browser.new_context(storage_state=state, color_scheme=theme).new_page()
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(f"{address}/explore/interactions/c-01")
    contrasts = page.locator(".turns mark.read").evaluate_all(CONTRASTS)
    assert len(contrasts) > 4 and min(contrasts) >= 4.5
    words = page.locator(".told a.words").first
    said, place = words.locator("q").inner_text().strip('“”"'), words.get_attribute("href")
    words.click()
    sign = page.locator(f".turns {place}")
    expect(sign).to_be_in_viewport()
    expect(page.locator(".turns mark.read", has=page.locator(place))).to_contain_text(said)
    sign.click()
    expect(page.locator(place.replace("words", "read"))).to_be_in_viewport()
    page.context.close()

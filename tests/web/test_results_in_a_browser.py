"""Dashboards, reports, coaching and the mini-rating in a browser: accessible, fitting, usable by keyboard."""

from pathlib import Path

import pytest

from tests.web.live_home import come_in, live_home, look

pytestmark = pytest.mark.browser
CHATS = Path(__file__).parents[2] / "docs" / "tutorial" / "chats.csv"
PEOPLE = {"lee": "qa_lead", "mia": "team_manager:Billing", "cleo": "client_viewer", "pia": "program_manager"}
PAGES = [
    ("lee", "/"),
    ("lee", "/?dashboard=manager"),
    ("lee", "/reports/rows?metric=qci"),
    ("lee", "/reports/rows?metric=nps"),
    ("lee", "/reports/"),
    ("lee", "/reports/schedules/"),
    ("lee", "/reports/links/"),
    ("lee", "/reports/mini-rating/"),
    ("lee", "/act/"),
    ("lee", "/act/plans/"),
    ("lee", "/act/plans/new/"),
    ("lee", "/act/training/"),
    ("lee", "/act/training/new/"),
    ("pia", "/act/ideas/"),
    ("lee", "/notices/"),
    ("mia", "/"),
    ("mia", "/act/"),
    ("cleo", "/"),
]


@pytest.fixture(scope="module")
def served(audited, tmp_path_factory):
    with live_home(audited, tmp_path_factory.mktemp("results") / "home", PEOPLE) as found:
        yield found


@pytest.fixture(scope="module")
def states(browser, served):
    """What these people's browsers keep, once their dashboards are worked out."""
    address, paths = served
    found = {name: come_in(browser, address, paths[name], name.capitalize()) for name in PEOPLE}
    for name, path in PAGES:
        if path.startswith("/?") or path == "/":
            page = browser.new_context(storage_state=found[name]).new_page()
            page.goto(address + path)
            page.locator(".board:not(.working) .numbers").wait_for(timeout=120_000)
            page.context.close()
    return found


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_every_page_is_accessible_and_fits(browser, served, states, who, path):
    look(browser, served[0], states[who], path)


def test_a_dashboard_fills_in_by_itself_and_the_filter_is_used_by_keyboard(browser, served, states):
    page = browser.new_context(storage_state=states["lee"]).new_page()
    page.goto(served[0] + "/")
    page.get_by_label("Channel", exact=True).focus()
    page.keyboard.type("chat")
    page.get_by_role("button", name="Show").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**channel=chat**")
    page.locator(".board:not(.working) .numbers").wait_for(timeout=120_000)
    page.get_by_role("link", name="Explore").click()
    page.wait_for_url("**/explore/**channel=chat**")
    page.context.close()


def test_a_cell_of_the_map_tells_its_interval_to_who_tabs_to_it_and_leads_to_its_rows(
    browser, served, states
):
    page = browser.new_context(storage_state=states["lee"]).new_page()
    page.goto(served[0] + "/?dashboard=manager")
    cell = page.locator(".heat a").first
    cell.focus()
    assert cell.locator(".more").is_visible()
    page.keyboard.press("Enter")
    page.get_by_role("region", name="Scored interactions").wait_for()
    page.context.close()


def test_a_mini_rating_is_made_without_the_mouse(browser, served, states):
    page = browser.new_context(storage_state=states["lee"]).new_page()
    page.goto(served[0] + "/reports/mini-rating/")
    page.get_by_label("Title").fill("By keyboard")
    page.set_input_files("#file", CHATS)
    page.get_by_role("button", name="Upload and begin").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/score")
    while page.url.split("?")[0].endswith("/score"):
        for key in "323323":
            page.keyboard.press(key)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    page.get_by_role("heading", name="By keyboard").wait_for()
    assert page.get_by_text("clearly under the target").is_visible()
    look(browser, served[0], states["lee"], page.url.removeprefix(served[0]), (390, "dark"))
    page.context.close()


def test_a_link_is_opened_by_a_stranger(browser, served, states):
    page = browser.new_context(storage_state=states["lee"]).new_page()
    page.goto(served[0] + "/reports/links/")
    page.get_by_label("Title").fill("For the board")
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_role("region", name="Links").get_by_role("link").first.get_attribute("href")
    stranger = browser.new_context().new_page()
    stranger.goto(address)
    stranger.locator(".board:not(.working) .numbers").wait_for(timeout=120_000)
    look(browser, served[0], None, address.removeprefix(served[0]), (1440, "light"))
    for one in (page, stranger):
        one.context.close()


def test_a_plan_is_made_from_a_finding(browser, served, states):
    address, _ = served
    page = browser.new_context(storage_state=states["lee"]).new_page()
    page.goto(address + "/")
    finding = page.locator("article.story:has-text('Make a plan') h3").first.inner_text()
    page.get_by_role("link", name="Make a plan").first.click()
    assert page.get_by_label("The finding or root cause behind it").input_value() == finding
    page.get_by_label("Why it should become so").fill("Customers know what comes next.")
    page.get_by_label("Compared with").select_option("rest")
    page.get_by_label("Team", exact=True).select_option("Billing")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("It begins on").fill("2026-04-01")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("By how much more it changed").wait_for()
    plan = page.url.removeprefix(address)
    page.context.close()
    look(browser, address, states["lee"], plan)

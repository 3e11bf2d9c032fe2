"""Criteria in a real browser: built, published, compared, tried by keyboard; two windows; lost servers."""

import re

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.web.live_home import come_in, live_home, look

pytestmark = pytest.mark.browser
PEOPLE = {"lea": "qa_lead", "mo": "qa_lead"}


@pytest.fixture(scope="module")
def stage(stocked, tmp_path_factory, browser_path):
    """(browser, address, name → what their browser keeps)."""
    root = tmp_path_factory.mktemp("criteria") / "home"
    with live_home(stocked, root, PEOPLE) as (address, paths), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        states = {name: come_in(browser, address, path, name.title()) for name, path in paths.items()}
        yield browser, address, states
        browser.close()


def at(stage, who, path):
    browser, address, states = stage
    page = browser.new_context(storage_state=states[who]).new_page()
    page.goto(address + path)
    return page


def saved(page):
    """Waits until everything typed is stored."""
    page.wait_for_timeout(100)
    expect(page.locator("#state")).to_contain_text("Saved", timeout=15000)


def begun(stage, who, name, way="From nothing"):
    page = at(stage, who, "/audit/criteria/new/")
    section = page.get_by_role("region", name=way)
    section.get_by_label("Name").first.fill(name)
    section.get_by_role("button", name="Start").click()
    page.locator("html.scripted").wait_for()
    return page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_criteria_are_built_published_compared_and_tried_at_the_keyboard(stage):
    page = begun(stage, "lea", "desk")
    yaml = page.locator("#yaml")
    for part in ("f0", "e0.0"):
        press(page, "j")
        page.wait_for_url(f"**part={part}")
        page.locator("html.scripted").wait_for()
    press(page, "e", "Control+A")
    page.keyboard.type("Greeting")
    saved(page)
    page.locator("#field-max").focus()
    press(page, "Control+A")
    page.keyboard.type("5")
    page.locator("#field-rule-0-points").focus()
    press(page, "Control+A")
    page.keyboard.type("3")
    press(page, "Control+Enter")
    expect(page.locator("#field-rule-1-id")).to_be_focused()
    page.keyboard.type("gave_name")
    press(page, "Tab")
    page.keyboard.type("2")
    saved(page)
    expect(yaml).to_have_value(re.compile("id: gave_name"))
    press(page, "Alt+ArrowUp")
    expect(page.locator("[name=act][value=rule-up-0]")).to_be_focused()
    text = yaml.input_value()
    assert text.index("gave_name") < text.index("first_rule") and "title: Greeting" in text
    press(page, "Alt+Delete")
    expect(yaml).not_to_have_value(re.compile("gave_name"))
    page.locator("h1").click()
    press(page, "u")
    expect(yaml).to_have_value(re.compile("gave_name"))
    page.get_by_role("link", name="Try it").focus()
    press(page, "Enter")
    page.locator(".picks a").first.focus()
    press(page, "Enter")
    page.get_by_role("checkbox", name="What somebody can see or hear").focus()
    press(page, "Space")
    page.get_by_text("60.0").first.wait_for()
    page.go_back()
    page.go_back()
    page.get_by_role("button", name="Publish").focus()
    press(page, "Enter")
    page.get_by_text("desk@1 is published").wait_for()
    page.get_by_role("button", name="Write the next version").focus()
    press(page, "Enter")
    page.locator("html.scripted").wait_for()
    for part in ("f0", "e0.0"):
        press(page, "j")
        page.wait_for_url(f"**part={part}")
        page.locator("html.scripted").wait_for()
    page.locator("#field-weight").fill("3")
    saved(page)
    page.get_by_role("link", name="Differences").focus()
    press(page, "Enter")
    page.get_by_text("weight: 1 → 3").wait_for()
    page.context.close()


def test_forms_and_text_follow_each_other_and_shares_follow_the_scenario(stage):
    page = begun(stage, "lea", "follow", "From a set that comes with Rapport")
    yaml = page.locator("#yaml")
    yaml.fill(yaml.input_value().replace("weight: 4.1", "weight: 8.2   # doubled"))
    saved(page)
    accuracy = page.locator("#outline a", has_text="Accuracy")
    before = accuracy.inner_text()
    page.get_by_label("emotional_state").select_option("upset")
    expect(accuracy).not_to_have_text(before)
    page.get_by_role("link", name="Accuracy").click()
    page.locator("#field-weight").fill("ten")
    page.get_by_text("1 to mend").first.wait_for()
    assert "not a number" in page.locator("#problem-weight").inner_text()
    page.locator("#field-weight").fill("4.5")
    page.get_by_text("Nothing to mend").wait_for()
    assert "weight: 4.5   # doubled" in page.locator("#yaml").input_value()
    page.locator("#yaml").fill("criteria: [")
    page.get_by_text("cannot be read as YAML").wait_for()
    page.context.close()


def test_two_windows_are_told_and_nothing_is_lost(stage):
    mine = begun(stage, "lea", "both")
    theirs = at(stage, "mo", mine.url.removeprefix(stage[1]))
    theirs.locator("html.scripted").wait_for()
    theirs.get_by_label("Title").fill("Theirs")
    saved(theirs)
    mine.get_by_label("Language").fill("de")
    mine.get_by_text("Mo changed this draft meanwhile").wait_for()
    assert mine.get_by_label("Language").input_value() == "de"
    mine.get_by_role("button", name="Keep yours on top").click()
    mine.get_by_text("Nothing to mend").wait_for()
    text = mine.locator("#yaml").input_value()
    assert "title: Theirs" in text and "language: de" in text
    mine.context.close()
    theirs.context.close()


def test_what_is_typed_while_the_server_is_away_or_the_session_over_is_saved_later(stage):
    page = begun(stage, "lea", "away")
    page.route("**/save", lambda route: route.abort())
    page.get_by_label("Title").fill("Typed offline")
    page.get_by_text("The server does not answer").wait_for()
    page.unroute("**/save")
    saved(page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_label("Title").fill("Typed signed out")
    page.get_by_text("You are signed out").wait_for()
    page.context.add_cookies(cookies)
    saved(page)
    page.reload()
    assert page.get_by_label("Title").input_value() == "Typed signed out"
    page.context.close()


def test_every_page_of_criteria_is_accessible_and_fits(stage):
    browser, address, states = stage
    page = begun(stage, "lea", "axe", "From a set that comes with Rapport")
    draft = page.url.removeprefix(address).split("?")[0]
    page.context.close()
    parts = ("e0.1", "f1", "components", "weights")
    paths = ["/audit/criteria/", "/audit/criteria/new/", draft, f"{draft}try/?interaction=c-01"]
    paths += [f"{draft}try/", f"{draft}rescored/", *(f"{draft}?part={part}" for part in parts)]
    for path in paths:
        look(browser, address, states["lea"], path)

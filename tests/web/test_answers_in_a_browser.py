"""Model answers in a real browser: written by keyboard, saved as they are typed, found beside the scores."""

import re

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.web.live_home import come_in, live_home, look

pytestmark = pytest.mark.browser
PEOPLE = {"ana": "analyst", "lea": "qa_lead"}


@pytest.fixture(scope="module")
def stage(stocked, tmp_path_factory, browser_path):
    """(browser, address, name → what their browser keeps)."""
    root = tmp_path_factory.mktemp("answers") / "home"
    with live_home(stocked, root, PEOPLE) as (address, paths), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        states = {name: come_in(browser, address, path, name.title()) for name, path in paths.items()}
        yield browser, address, states
        browser.close()


def test_an_answer_is_written_saved_published_and_filled_by_keyboard(stage):
    browser, address, states = stage
    page = browser.new_context(storage_state=states["ana"]).new_page()
    page.goto(f"{address}/audit/answers/new/")
    page.get_by_label("Title").focus()
    page.keyboard.type("A parcel is late")
    page.keyboard.press("Enter")
    page.get_by_text("Saved as a draft").wait_for()
    page.get_by_label("E-mail", exact=True).focus()
    page.keyboard.type("Dear {{customer_name | customer}}, {{wrong}}")
    page.get_by_text("Nothing fills wrong").wait_for()
    for _ in "{{wrong}}":
        page.keyboard.press("Backspace")
    expect(page.locator("#preview")).not_to_contain_text("Nothing fills")
    page.get_by_label("Checklist").focus()
    page.keyboard.type("Day named")
    expect(page.locator("#state")).to_have_text(re.compile("^Saved"))
    page.get_by_role("button", name="Publish").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Version 1 is published").wait_for()
    page.get_by_label("Fill in an interaction").focus()
    page.keyboard.type("c-01")
    page.keyboard.press("Enter")
    page.get_by_text("All variables are filled").wait_for()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page.get_by_role("button", name="Copy the text").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copied").wait_for()
    page.goto(f"{address}/audit/answers/for/c-01")
    page.get_by_text("A parcel is late").wait_for()
    page.context.close()
    shown = [
        "/audit/answers/",
        page.url.removeprefix(address),
        "/audit/answers/new/",
        "/audit/answers/import/",
    ]
    for path in shown:
        look(browser, address, states["ana"], path)


def test_two_who_write_one_answer_are_told(stage):
    browser, address, states = stage
    mine = browser.new_context(storage_state=states["ana"]).new_page()
    mine.goto(f"{address}/audit/answers/new/")
    mine.get_by_label("Title").fill("Both")
    mine.get_by_role("button", name="Save the draft").click()
    mine.get_by_text("Saved as a draft").wait_for()
    theirs = browser.new_context(storage_state=states["lea"]).new_page()
    theirs.goto(mine.url)
    theirs.get_by_label("How the conversation goes").fill("Theirs")
    expect(theirs.locator("#state")).to_have_text(re.compile("^Saved"))
    mine.get_by_label("How the conversation goes").fill("Mine")
    mine.get_by_text("Lea changed this draft meanwhile").wait_for()
    assert mine.get_by_label("How the conversation goes").input_value() == "Mine"
    mine.get_by_role("button", name="Save mine over theirs").click()
    expect(mine.get_by_label("How the conversation goes")).to_have_value("Mine")
    theirs.reload()
    expect(theirs.get_by_label("How the conversation goes")).to_have_value("Mine")
    for page in (mine, theirs):
        page.context.close()
    look(browser, address, states["ana"], mine.url.removeprefix(address))

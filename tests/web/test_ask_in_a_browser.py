"""A survey in a real browser: written, criticised, translated, published, previewed; two windows."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.live_home import come_in, live_home, look

pytestmark = pytest.mark.browser
PEOPLE = {"pia": "program_manager", "max": "program_manager"}


@pytest.fixture(scope="module")
def stage(stocked, tmp_path_factory, browser):
    """(browser, address, name → what their browser keeps)."""
    root = tmp_path_factory.mktemp("ask") / "home"
    with live_home(stocked, root, PEOPLE) as (address, paths):
        yield browser, address, {name: come_in(browser, address, paths[name], name) for name in PEOPLE}


def at(stage, who, path):
    browser, address, states = stage
    page = browser.new_context(storage_state=states[who]).new_page()
    page.goto(address + path)
    return page


def saved(page):
    """Waits until everything typed is stored."""
    page.wait_for_timeout(100)
    expect(page.locator("#state")).to_contain_text("Saved", timeout=20000)


def begun(stage, who, name):
    page = at(stage, who, "/ask/surveys/new/")
    section = page.get_by_role("region", name="One metric and one open question")
    section.get_by_label("After a contact with support").check()
    section.get_by_label("Id").fill(name)
    section.get_by_role("button", name="Start").click()
    page.locator("html.scripted").wait_for()
    return page


def part(page, name):
    page.locator(f"#outline a[data-part='{name}']").click()
    page.wait_for_url(f"**part={name}*")
    page.locator("html.scripted").wait_for()


def test_a_survey_is_written_criticised_translated_and_published(stage):
    page = begun(stage, "pia", "care")
    phone = page.locator("#phone")
    expect(phone).to_contain_text("How satisfied or dissatisfied are you with the way we handled")
    # A leading question is criticised while it is typed, and the better wording taken.
    page.locator("#field-text").fill("How great was our friendly service?")
    audit = page.locator("#audit")
    expect(audit).to_contain_text("The question leans to an answer")
    expect(phone).to_contain_text("How great was our friendly service?")
    audit.get_by_role("button", name="Use this wording").first.click()
    expect(page.locator("#field-text")).not_to_have_value(re.compile("How great"))
    # One press takes it back, and brings it again.
    page.locator("h1").click()
    page.keyboard.press("u")
    expect(page.locator("#field-text")).to_have_value(re.compile("How great"))
    page.locator("#field-text").fill("How satisfied or dissatisfied are you with our help?")
    saved(page)
    # A choice question, by keyboard: choices added and moved; who is asked.
    page.locator("#new-type").select_option("single_choice")
    page.locator("#new-text").fill("What was it about?")
    page.get_by_role("button", name="Add an item").click()
    expect(page.locator("#field-choice-1-text")).to_have_value("Another")
    page.locator("#field-choice-0-text").fill("A bill")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#field-choice-2-text")).to_be_focused()
    page.keyboard.type("A delivery")
    saved(page)
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#field-choice-1-text")).to_have_value("A delivery")
    page.get_by_role("button", name="Only under a condition").click()
    page.locator("#field-way-0-0-of").fill("satisfied")
    page.locator("#field-way-0-0-how").select_option("at_most")
    page.locator("#field-way-0-0-value").fill("2")
    page.locator("#field-id").click()
    saved(page)
    expect(page.locator("#yaml")).to_have_value(re.compile(r"asked_if: \{satisfied: \{at_most: 2\}\}"))
    # The preview follows the answer.
    expect(phone).not_to_contain_text("What was it about?")
    page.locator("#phone .steps label").first.click()
    expect(phone).to_contain_text("What was it about?")
    # Translated side by side; what is missing is counted down.
    part(page, "languages")
    page.locator("#new-language").fill("de")
    page.get_by_role("button", name="Add a language").click()
    expect(page.locator("#outline")).to_contain_text(re.compile(r"de\s*\d+ missing"))
    page.locator("[name='w-satisfied.text']").fill("Wie zufrieden sind Sie mit unserer Hilfe?")
    saved(page)
    page.locator("#preview-language").select_option("de")
    expect(phone).to_contain_text("Wie zufrieden")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("care@1 is published").wait_for()
    page.get_by_role("link", name="Preview", exact=True).first.click()
    expect(page.locator("#phone")).to_contain_text("with our help?")
    page.context.close()


def test_two_windows_are_told_and_nothing_is_lost(stage):
    one = begun(stage, "pia", "both")
    other = at(stage, "max", "/ask/surveys/both/edit/?part=i1")
    other.locator("html.scripted").wait_for()
    one.locator("#field-help").fill("Any answer helps")
    saved(one)
    other.locator("#field-help").fill("In a few words")
    other.get_by_role("heading", name="pia changed this draft meanwhile").wait_for()
    other.get_by_role("button", name="Keep yours on top").click()
    expect(other.locator("#yaml")).to_have_value(re.compile("Any answer helps[^~]*In a few words"))
    for page in (one, other):
        page.context.close()


def test_what_is_put_in_lands_where_the_cursor_was(stage):
    page = begun(stage, "pia", "piped")
    part(page, "i1")
    page.locator("#field-text").fill("Hello ")
    page.get_by_text("Put in what is known").click()
    page.get_by_role("button", name="{customer.name|…}").click()
    page.keyboard.type("there")
    saved(page)
    expect(page.locator("#phone")).to_contain_text("Hello there")
    page.get_by_text("Made-up facts").click()
    page.locator("[id='fact-customer.name']").fill("Ann")
    page.keyboard.press("Tab")
    expect(page.locator("#phone")).to_contain_text("Hello Ann")
    page.context.close()


def test_every_page_of_surveys_is_accessible_and_fits(stage):
    browser, address, states = stage
    page = begun(stage, "pia", "axe")
    page.context.close()
    edit = "/ask/surveys/axe/edit/"
    paths = ["/ask/", "/ask/surveys/new/", "/ask/audit/", "/ask/themes/", "/ask/surveys/axe/"]
    paths += [f"{edit}?part={one}" for one in ("general", "i0", "i1", "languages")]
    paths += ["/ask/surveys/axe/preview/", "/ask/surveys/axe/differences/"]
    paths += ["/ask/results/", "/ask/results/axe/", "/ask/results/axe/submissions/"]
    for path in paths:
        look(browser, address, states["pia"], path)

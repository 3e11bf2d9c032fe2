"""Concerns in a real browser: accessible at every width, and changed by keyboard alone."""

import pytest
from playwright.sync_api import expect, sync_playwright

from rapport.program.setup import disconnect
from rapport.work.concerns.kept import kept_concerns
from rapport.work.understanding.sheet.build import bring_sheet
from tests.web.live_home import come_in, live_home, look
from tests.work.understood_home import understood_home

pytestmark = pytest.mark.browser
PEOPLE = {"lea": "qa_lead", "cleo": "client_viewer"}
LIST = "/understand/concerns/"


@pytest.fixture(scope="module")
def stage(tmp_path_factory, browser_path):
    """(browser, address, name → what their browser keeps, two concerns of the home)."""
    home = understood_home(tmp_path_factory.mktemp("understood") / "home", rounds=2)
    bring_sheet(home)
    kept = kept_concerns(home)
    concerns = [one for one in kept.model.concerns if one in kept.taxonomy.concerns][:2]
    disconnect()
    root = tmp_path_factory.mktemp("live") / "home"
    with live_home(home.root, root, PEOPLE) as (address, paths), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        states = {name: come_in(browser, address, path, name.title()) for name, path in paths.items()}
        yield browser, address, states, concerns
        browser.close()


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("lea", LIST),
        ("lea", LIST + "{concern}/"),
        ("lea", LIST + "{concern}/conversations/"),
        ("lea", LIST + "reasons/"),
        ("lea", LIST + "new/"),
        ("lea", LIST + "edit/?concern={concern}"),
        ("cleo", LIST + "{concern}/"),
    ],
)
def test_every_page_is_accessible_and_fits(stage, who, path):
    browser, address, states, concerns = stage
    look(browser, address, states[who], path.format(concern=concerns[0]))


def test_rename_merge_and_undo_by_keyboard(stage):
    browser, address, states, (one, other) = stage
    page = browser.new_context(storage_state=states["lea"]).new_page()
    page.goto(f"{address}{LIST}edit/")
    page.locator(f"#c-{one}").focus()
    page.keyboard.press("Space")
    expect(page.locator("#touched")).to_contain_text("conversations")
    page.keyboard.press("r")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Late parcels")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Renamed.")).to_be_visible()
    expect(page.get_by_label("Late parcels")).to_be_visible()
    for name in (one, other):
        page.locator(f"#c-{name}").focus()
        page.keyboard.press("Space")
    page.keyboard.press("m")
    expect(page.locator("#into")).to_be_focused()
    page.keyboard.type("Late parcels")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Merged.")).to_be_visible()
    expect(page.locator(f"#c-{other}")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.get_by_text("The last change was taken back.")).to_be_visible()
    expect(page.locator(f"#c-{other}")).to_be_visible()
    expect(page.get_by_label("Late parcels")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("Undo the last change")
    page.context.close()


def test_the_list_is_sorted_and_what_is_new_comes_by_itself(stage):
    browser, address, states, _ = stage
    page = browser.new_context(storage_state=states["lea"]).new_page()
    page.goto(address + LIST)
    expect(page.get_by_role("heading", name="Not in the tree")).to_be_visible()
    page.get_by_role("button", name="Share of conversations").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    shares = page.locator("table.concerns tbody tr td:nth-child(2) strong").all_inner_texts()
    found = [float(one.removesuffix(" %")) for one in shares]
    assert len(found) > 2 and found == sorted(found, reverse=True)
    page.context.close()

"""An audit planned in a real browser: from objective to sample, handed out, moved, replaced, taken."""

import re

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.web.live_home import come_in, live_home, look

pytestmark = pytest.mark.browser
PEOPLE = {"zora": "qa_lead", "quill": "analyst", "yve": "analyst"}


@pytest.fixture(scope="module")
def stage(audited, tmp_path_factory, browser_path):
    """(browser, address, name → what their browser keeps), with an audit planned and drawn by keyboard."""
    root = tmp_path_factory.mktemp("planning") / "home"
    with live_home(audited, root, PEOPLE) as (address, paths), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        states = {name: come_in(browser, address, path, name.title()) for name, path in paths.items()}
        _plan(browser, address, states["zora"])
        yield browser, address, states
        browser.close()


def _plan(browser, address, state):
    page = browser.new_context(storage_state=state).new_page()
    page.goto(f"{address}/audit/")
    page.get_by_role("link", name="New objective").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What is to be better").fill("Whole answers")
    page.get_by_label("Education").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Propose emphases").press("Enter")
    expect(page.get_by_label("Emphases")).to_have_value(
        "competitive_edge = 1.5\ninformation = 2\ncustomer_effort = 1.25"
    )
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_role("link", name="Plan an audit").press("Enter")
    page.get_by_label("Criteria").select_option(label="telecom-support@1")
    page.get_by_label("Done by").fill("2030-06-30")
    page.get_by_role("button", name="Plan it").press("Enter")
    page.get_by_role("link", name="Draw a sample").press("Enter")
    _design(page)
    page.get_by_label("Name", exact=True).fill("june")
    page.get_by_role("button", name="Draw the sample").press("Enter")
    page.get_by_role("heading", name="june").wait_for()
    page.context.close()


def _design(page):
    """The figures beside the form follow what is typed, without a button."""
    result = page.locator("#design")
    page.get_by_label("So many interactions").check()
    page.get_by_label("Interactions", exact=True).fill("60")
    expect(result).to_contain_text("more than the 60 asked for", timeout=30_000)
    page.get_by_label("Team", exact=True).uncheck()
    expect(result).to_contain_text("60 of", timeout=30_000)
    before = result.inner_text()
    page.get_by_label("Interactions", exact=True).fill("90")
    expect(result).to_contain_text("90 of", timeout=30_000)
    assert result.inner_text() != before
    page.get_by_label("Confidence, %").fill("nine")
    expect(result).to_contain_text("The confidence is 'nine'", timeout=30_000)
    page.get_by_label("Confidence, %").fill("95")
    for name in ("Quill", "Yve", "Zora"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_label("Share of Quill").fill("2")
    expect(result.get_by_role("row", name="Quill")).to_contain_text(
        re.compile("(49|50|51) %"), timeout=30_000
    )


@pytest.mark.parametrize(
    "path",
    [
        "/audit/", "/audit/objectives/", "/audit/objectives/new", "/audit/objectives/1/",
        "/audit/objectives/1/audit", "/audit/audits/1/", "/audit/samples/", "/audit/samples/new",
        "/audit/samples/june/",
    ],
)  # fmt: skip
def test_every_page_is_accessible_and_fits(stage, path):
    browser, address, states = stage
    look(browser, address, states["zora"], path)


def test_work_is_moved_and_an_interaction_replaced(stage):
    browser, address, states = stage
    page = browser.new_context(storage_state=states["zora"]).new_page()
    page.goto(f"{address}/audit/samples/june/?evaluator=Yve&state=open")
    chosen = page.get_by_role("checkbox", name="Choose number").first
    chosen.check()
    page.get_by_label("Ask instead").select_option(["Quill", "Zora"])
    page.get_by_role("button", name="Move").click()
    page.get_by_text("A reason is needed").wait_for()
    expect(page.get_by_role("checkbox", name="Choose number").first).to_be_checked()
    page.get_by_label("Reason").fill("Yve is away")
    page.get_by_role("button", name="Move").click()
    page.get_by_text("1 moved to Quill, Zora").wait_for()
    page.goto(f"{address}/audit/samples/june/?evaluator=Quill&state=open")
    page.get_by_text("Leave out…").first.click()
    page.get_by_label("Why").first.select_option("Unreadable or incomplete")
    page.get_by_label("Note").first.fill("no sound")
    page.get_by_role("button", name="Replace by the next").first.click()
    page.get_by_text("The next of its stratum took its place").wait_for()
    page.goto(f"{address}/audit/samples/june/?state=removed")
    page.get_by_text("Unreadable or incomplete: no sound").first.wait_for()
    page.context.close()


def test_an_analyst_finds_own_work_and_nothing_to_plan(stage):
    browser, address, states = stage
    page = browser.new_context(storage_state=states["quill"]).new_page()
    page.goto(f"{address}/audit/")
    page.get_by_role("link", name="to score").click()
    page.wait_for_url("**/audit/scoring/**")
    page.goto(f"{address}/audit/samples/june/")
    assert page.get_by_role("row", name="Quill").count() and not page.get_by_role("row", name="Yve").count()
    assert page.get_by_role("button", name="Move").count() == 0
    page.context.close()

"""A rule in a browser: written, looked at meanwhile, switched on; accessible and fitting a phone."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from rapport.program.people.actor import TERMINAL
from tests.web.live_home import come_in, live_home, look

pytestmark = pytest.mark.browser
PEOPLE = {"pat": "program_manager", "cora": "case_owner"}
WORDS = "any:\n- words: {said_by: anybody, any_of: [kettle, order, thank]}\ndays_back: 90\n"
NOW = datetime(2026, 4, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def alerted(stocked, tmp_path_factory):
    """The home with chats, with a rule that has fired and one that stopped."""
    root = tmp_path_factory.mktemp("alerted") / "home"
    shutil.copytree(stocked, root)
    with ThreadPoolExecutor(1) as aside:  # a browser's loop and the database do not go together
        return root, aside.submit(rules_that_fired, root).result()


def rules_that_fired(root):
    """Rules that are on, asked once → their ids."""
    from rapport.home import open_home
    from rapport.program.setup import connect, disconnect
    from rapport.work.alerts.run import run_alerts

    home = open_home(root)
    connect(home)
    from rapport.program.alerts.services import rule_create, rule_previewed, rule_switch

    made = []
    for text in (
        f"rule: Kettles\n{WORDS}",
        f"rule: Stopped\n{WORDS}most_a_day: 2\n",
        f"rule: Wow\nkind: praise\n{WORDS}",
    ):
        made.append(rule_create(TERMINAL, text))
        rule_previewed(TERMINAL, made[-1], 1, 3)
        rule_switch(TERMINAL, made[-1], True)
    run_alerts(home, TERMINAL, now=NOW)
    disconnect()
    return made


@pytest.fixture(scope="module")
def served(alerted, tmp_path_factory):
    with live_home(alerted[0], tmp_path_factory.mktemp("alerts") / "home", PEOPLE) as found:
        yield found


@pytest.fixture(scope="module")
def states(browser, served):
    address, paths = served
    return {name: come_in(browser, address, paths[name], name.capitalize()) for name in PEOPLE}


PAGES = [
    ("pat", "/act/alerts/"),
    ("pat", "/act/alerts/new/?starter=hard-effort"),
    ("pat", "/act/alerts/{0}/"),
    ("pat", "/act/alerts/{1}/"),
    ("pat", "/act/alerts/{0}/edit/"),
    ("pat", "/act/alerts/fired/"),
    ("pat", "/act/alerts/praise/"),
    ("cora", "/act/alerts/{0}/"),
]


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_every_page_is_accessible_and_fits(browser, served, states, alerted, who, path):
    look(browser, served[0], states[who], path.format(*alerted[1]))


def test_a_rule_is_written_looked_at_and_switched_on(browser, served, states):
    page = browser.new_context(storage_state=states["pat"]).new_page()
    page.goto(served[0] + "/act/alerts/new/")
    page.get_by_label("Title").fill("Asked about a kettle")
    first = page.get_by_role("group", name="Condition 1")
    first.get_by_label("About").select_option("words:customer")
    expect(first.get_by_label("at least")).to_be_hidden()
    first.get_by_label("one of, a line each").fill("kettle")
    page.get_by_role("button", name="Another condition").click()
    second = page.get_by_role("group", name="Condition 2")
    second.get_by_label("About").select_option("read:resolved")
    second.get_by_role("button", name="not solved").click()
    expect(second.get_by_label("one of, a line each")).to_have_value("not_solved")
    second.get_by_label("About").select_option("")
    page.locator("h1").click()
    page.keyboard.press("p")
    expect(page.locator("#would")).to_contain_text("Would have fired")
    expect(page.get_by_label("Title")).to_have_value("Asked about a kettle")
    page.get_by_role("button", name="Keep the rule").click()
    expect(page.get_by_role("status").first).to_contain_text("It is off until you switch it on")
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator(".state")).to_contain_text("on")
    page.context.close()


def test_without_script_a_rule_is_looked_at_too(browser, served, states):
    context = browser.new_context(storage_state=states["pat"], java_script_enabled=False)
    page = context.new_page()
    page.goto(served[0] + "/act/alerts/new/")
    page.get_by_label("Title").fill("Kettles again")
    first = page.get_by_role("group", name="Condition 1")
    first.get_by_label("About").select_option("words:customer")
    first.get_by_label("one of, a line each").fill("kettle")
    page.get_by_role("button", name="See what it would have done").click()
    expect(page.locator("#would")).to_contain_text("Would have fired")
    expect(page.get_by_label("Title")).to_have_value("Kettles again")
    context.close()


def test_a_stopped_rule_goes_on_with_one_click(browser, served, states, alerted):
    page = browser.new_context(storage_state=states["pat"]).new_page()
    page.goto(f"{served[0]}/act/alerts/{alerted[1][1]}/")
    expect(page.locator(".stop")).to_contain_text("It stopped by itself")
    page.get_by_role("button", name="Go on without them").click()
    expect(page.get_by_role("status").first).to_contain_text("were let go")
    expect(page.locator(".stop")).to_have_count(0)
    page.context.close()

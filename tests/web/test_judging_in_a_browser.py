"""Calibration, certification and disputes in a browser: accessible, and usable by keyboard alone."""

import shutil

import pytest

from tests.web.live import LiveServer, in_process
from tests.web.live_home import PASSWORD, look

pytestmark = pytest.mark.browser
LEAD = (
    "calibration/",
    "calibration/new",
    "calibration/{session}/",
    "calibration/{session}/1/",
    "calibration/agreement/?source=calibration",
    "calibration/rewrites/",
    "certification/",
    "certification/gold/",
    "certification/standard/",
    "disputes/",
    "disputes/{dispute}/",
    "disputes/rates/",
    "disputes/targeted/",
    "disputes/targeted/new",
)
ANALYST = ("calibration/", "calibration/{session}/1/", "certification/", "certification/evaluator/?who=Ann")
ASSOCIATE = ("disputes/", "disputes/{dispute}/")
PAGES = (
    [("lee", one) for one in LEAD] + [("ann", one) for one in ANALYST] + [("cara", one) for one in ASSOCIATE]
)


@pytest.fixture(scope="module")
def story(stocked, tmp_path_factory):
    """A served home with a story → (server, what is where)."""
    root = tmp_path_factory.mktemp("judging") / "home"
    shutil.copytree(stocked, root)
    places = in_process("tests.web.judging_home", root)
    server = LiveServer(root).start()
    yield server, places
    server.stop()


@pytest.fixture(scope="module")
def states(browser, story):
    """What the browsers of these people keep once they signed in."""
    found = {}
    for name in ("lee", "max", "ann", "bob", "cara"):
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{story[0].address}/account/login/")
        page.get_by_label("E-mail address").fill(f"{name}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{story[0].address}/")
        found[name] = context.storage_state()
        context.close()
    return found


def at(browser, story, state, path):
    """A page somebody has open."""
    page = browser.new_context(storage_state=state).new_page()
    page.goto(f"{story[0].address}/audit/judging/{path.format(**story[1])}")
    return page


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_every_page_is_accessible_and_fits(browser, story, states, who, path):
    place = f"/audit/judging/{path.format(**story[1])}"
    look(browser, story[0].address, states[who], place)


def test_two_people_settle_an_interaction_by_keyboard_and_it_becomes_gold(browser, story, states):
    lead = at(browser, story, states["lee"], "calibration/{session}/2/")
    lead.get_by_placeholder("Why").first.focus()
    lead.keyboard.type("Late, but told why")
    lead.keyboard.press("Enter")
    lead.get_by_text("The consensus is kept, and you stand by it.").wait_for()
    other = at(browser, story, states["max"], "calibration/{session}/2/")
    other.get_by_role("button", name="I stand by this consensus").focus()
    other.keyboard.press("Enter")
    other.get_by_text("It is gold now").wait_for()
    assert other.get_by_placeholder("Why").first.input_value() == "Late, but told why"
    gold = at(browser, story, states["lee"], "certification/gold/")
    gold.get_by_role("link", name="c-02").wait_for()
    for page in (lead, other, gold):
        page.context.close()


def test_a_dispute_is_answered_and_the_associate_reads_it(browser, story, states):
    lead = at(browser, story, states["lee"], "disputes/")
    lead.get_by_role("row").nth(1).get_by_role("link").first.click()
    lead.get_by_label("Your answer to Cara").fill("The first answer came after three minutes.")
    lead.get_by_role("button", name="Uphold the evaluation").click()
    lead.get_by_text("The evaluation is upheld").wait_for()
    cara = at(browser, story, states["cara"], "disputes/{dispute}/")
    cara.get_by_text("The first answer came after three minutes.").wait_for()
    for page in (lead, cara):
        page.context.close()

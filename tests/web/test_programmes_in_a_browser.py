"""Programmes in a browser: every page accessible and fitting, light and dark; one made and switched on."""

import pytest

from tests.started import output
from tests.web.live_home import come_in, live_home, look

PUBLISH = """\
import sys
from rapport.home import open_home
from rapport.program.setup import connect
from tests.work.asking_home import publish

connect(open_home(sys.argv[1]))
publish()
"""
PATHS = ("", "new/", "advice/", "rules/", "lists/", "deliverability/", "signs/", "calls/", "calls/edit/",
         "calls/preview/")  # fmt: skip


@pytest.fixture(scope="module")
def live(stocked, tmp_path_factory, browser):
    root = tmp_path_factory.mktemp("programmes") / "home"
    with live_home(stocked, root, {"lead": "program_manager"}) as (address, paths):
        # A browser's loop and the database do not go together: the survey is made by another process.
        output(["-c", PUBLISH, root])
        yield address, come_in(browser, address, paths["lead"], "Lead")


def test_a_programme_is_made_looked_at_and_switched_on(live, browser):
    address, state = live
    context = browser.new_context(storage_state=state)
    page = context.new_page()
    page.goto(f"{address}/ask/programmes/advice/?model=assisted")
    page.get_by_role("link", name="Support, when the contact is closed").click()
    page.get_by_label("What it is called").fill("After a call")
    page.get_by_label("Its short name").fill("calls")
    page.get_by_label("Survey").select_option("after-support")
    page.get_by_role("button", name="Keep the programme, off").click()
    page.get_by_text("could be asked").wait_for()
    page.get_by_role("button", name="Switch on").click()
    page.get_by_text("It asks about what happens from now on.").wait_for()
    context.close()


def test_every_page_is_accessible_and_fits(live, browser):
    address, state = live
    for path in PATHS:
        look(browser, address, state, f"/ask/programmes/{path}")

"""Feelings, effort and comments in a browser: accessible, fitting a phone, and there while they are worked
out."""

import pytest

from tests.web.live_home import come_in, live_home, look

pytestmark = pytest.mark.browser
PEOPLE = {"pat": "program_manager", "cleo": "client_viewer"}
PAGES = [
    ("pat", "/understand/feelings/"),
    ("pat", "/understand/effort/"),
    ("pat", "/understand/comments/"),
    ("pat", "/understand/read/rows?metric=effort"),
    ("cleo", "/understand/feelings/"),
]


@pytest.fixture(scope="module")
def read_through(audited, tmp_path_factory):
    """The audited company, every conversation of it read."""
    import shutil

    from rapport.home import open_home
    from rapport.work.annotate import annotate_home

    root = tmp_path_factory.mktemp("through") / "home"
    shutil.copytree(audited, root)
    annotate_home(open_home(str(root)), processes=1)
    return root


@pytest.fixture(scope="module")
def served(read_through, tmp_path_factory):
    with live_home(read_through, tmp_path_factory.mktemp("feelings") / "home", PEOPLE) as found:
        yield found


@pytest.fixture(scope="module")
def states(browser, served):
    """What these people's browsers keep; the pages come by themselves when they are worked out."""
    address, paths = served
    found = {name: come_in(browser, address, paths[name], name.capitalize()) for name in PEOPLE}
    for name, path in PAGES:
        page = browser.new_context(storage_state=found[name]).new_page()
        page.goto(address + path)  # looked at once their numbers are worked out
        page.locator("[aria-busy]").first.wait_for(state="detached", timeout=120_000)
        page.context.close()
    return found


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_every_page_is_accessible_and_fits(browser, served, states, who, path):
    look(browser, served[0], states[who], path)


def test_from_a_number_to_its_rows_to_a_conversation_by_keyboard(browser, served, states):
    context = browser.new_context(storage_state=states["pat"])
    page = context.new_page()
    page.goto(served[0] + "/understand/effort/")
    link = page.get_by_role("link", name="Rows behind Satisfaction", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/understand/read/rows?**metric=satisfaction")
    first = page.locator("tbody a").first
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/interactions/**")
    context.close()

"""Everything a public page can come to, on phones and desks, by day and by night: accessible, and it fits."""

import pytest

from tests.web.live import in_process
from tests.web.live_home import live_home, wrong_at

pytestmark = pytest.mark.browser
SIGHTS = [(width, theme) for width in (390, 1440) for theme in ("dark", "light")]
SEND = """([path, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: path });
  for (const [name, value] of Object.entries(fields)) {
    const field = Object.assign(document.createElement("textarea"), { name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""


@pytest.fixture(scope="module")
def states(stocked, tmp_path_factory):
    root = tmp_path_factory.mktemp("states") / "home"
    with live_home(stocked, root, {}) as (address, _):
        yield address, in_process("tests.web.public_states_home", root)


def test_every_state_is_accessible_and_fits(browser, states):
    address, found = states
    wrong = []
    for language in ("en", "ar"):
        context = browser.new_context(locale=language)
        page = context.new_page()
        asked = []
        page.on("request", lambda request, seen=asked: seen.append(request.url))
        for name, state in found.items():
            # In Arabic also what goes by the browser's language alone, as no survey is known there.
            if language == "ar" and state["status"] not in (404, 410):
                continue
            wrong += [f"{name}, {language}: {one}" for one in looked_at(page, address, state)]
        assert all(url.startswith((address, "data:")) for url in asked), "asks nobody else"
        context.close()
    assert wrong == []


def looked_at(page, address, state):
    """What is wrong with a state, in words."""
    if state["sent"] is None:
        answer = page.goto(address + state["path"])
    else:
        page.goto(f"{address}/s/no-address-of-ours")
        with page.expect_navigation() as came:
            page.evaluate(SEND, [address + state["path"], state["sent"]])
        answer = came.value
    if answer.status != state["status"]:
        yield f"answered {answer.status}"
    yield from wrong_at(page, SIGHTS)
    if page.locator("h1").count() != 1 or not page.title().strip():
        yield "no title"
    if page.locator("html").get_attribute("dir") not in ("ltr", "rtl"):
        yield "no direction"


def test_every_state_says_what_it_is(browser, states):
    address, found = states
    page = browser.new_context(locale="en").new_page()
    for name, heading in (
        ("question", "After your call"),
        ("thanks", "Thank you"),
        ("answered already", "We have your answer already"),
        ("just expired", "This invitation has expired"),
        ("expired", "This invitation has expired"),
        ("closed", "This survey is closed"),
        ("cancelled", "This survey is closed"),
        ("asked no more", "You will not be asked any more. Thank you."),
        ("leave", "Ask me no more"),
        ("unknown link", "This address is not one of ours"),
        ("thanks of an open form, in Arabic", "شكرًا لك"),
    ):
        page.goto(address + found[name]["path"])
        assert page.locator("h1").inner_text() == heading, name
    page.context.close()


def test_from_right_to_left_a_field_of_own_words_stands_in_from_the_right(browser, states):
    address, found = states
    page = browser.new_context(viewport={"width": 390, "height": 900}).new_page()
    page.goto(address + found["all types, screen 4, in Arabic"]["path"])
    choice, own = page.locator(".choice").first.bounding_box(), page.locator("input.own").bounding_box()
    assert own["x"] == choice["x"]
    assert own["x"] + own["width"] == choice["x"] + choice["width"] - 2 * 16, "two rem"
    page.context.close()

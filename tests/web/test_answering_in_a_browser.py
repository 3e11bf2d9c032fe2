"""A phone answers a survey; a widget asks on another site's page under a strict policy; all accessible."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.accessible import violations
from tests.web.live import in_process
from tests.web.live_home import come_in, live_home, look
from tests.web.other_site import Site

pytestmark = pytest.mark.browser
STATIC = Path(__file__).parents[2] / "src" / "rapport" / "web" / "answer" / "static" / "answer"


@pytest.fixture(scope="module")
def site():
    made = Site()
    yield made
    made.server.shutdown()


@pytest.fixture(scope="module")
def served_surveys(stocked, tmp_path_factory, site):
    root = tmp_path_factory.mktemp("answering") / "home"
    with live_home(stocked, root, {"mara": "program_manager"}) as (address, paths):
        places = in_process("tests.web.answering_home", root, "make", site.address)
        yield address, {**places, "join": paths["mara"]}, root


def carried(served):
    return in_process("tests.web.answering_home", served[2], "carried")


def test_a_phone_answers_it_and_a_scanner_of_mails_does_not(browser, served_surveys):
    address, places, _ = served_surveys
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{address}{places['phone']}?ease=3")
    expect(page.get_by_role("radio", name="3")).to_be_checked()
    assert [one for one in carried(served_surveys) if one["text"] == "On the phone"] == []
    page.get_by_role("radio", name="2").check()
    page.get_by_role("button", name="Next").tap()
    page.get_by_label("What made it hard, Mia?").fill("On the phone")
    page.go_back()
    expect(page.get_by_role("radio", name="2")).to_be_checked()
    page.get_by_role("button", name="Next").tap()
    page.get_by_label("What made it hard, Mia?").fill("On the phone")
    page.get_by_role("checkbox", name="A delivery").check()
    page.get_by_role("button", name="Send").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.goto(address + places["phone"])
    expect(page.get_by_role("heading", name="We have your answer already")).to_be_visible()
    assert context.cookies() == []
    context.close()
    told = {one["item"]: one for one in carried(served_surveys) if one["customer_id"] == "k-1"}
    assert told["ease"]["number"] == 2 and told["why"]["text"] == "On the phone"
    assert told["reason"]["text"] == "delivery"


def test_the_widget_asks_on_another_sites_page_under_a_strict_policy(browser, served_surveys, site):
    address, places, _ = served_surveys
    site.show(address, places["widget"], facts=places["facts"], signed=places["signed"])
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.goto(site.address)
    opener = page.get_by_role("button", name="Feedback")
    opener.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog", name="After your call")
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    box.get_by_role("button", name="Next").click()
    expect(box.get_by_text("Please answer this question.")).to_be_visible()
    box.get_by_role("radio", name="1, Very difficult").focus()
    page.keyboard.press("ArrowRight")
    assert [one["id"] for one in violations(page) if "rapport" in str(one)] == []
    page.keyboard.press("Enter")
    box.get_by_label("What made it hard, if you may say?").fill("<b>From the widget</b>")
    box.get_by_role("checkbox", name="Something else").check()
    box.get_by_label("Something else: In your own words").fill("The shop itself")
    box.get_by_role("button", name="Send").click()
    expect(box.get_by_text("Thank you, we read every word.")).to_be_visible()
    box.get_by_role("button", name="Close").click()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "answered" in kept and "k-77" not in kept
    assert complaints == []
    context.close()
    told = {one["item"]: one for one in carried(served_surveys) if one["customer_id"] == "k-77"}
    assert told["ease"]["number"] == 2 and told["why"]["text"] == "<b>From the widget</b>"
    assert told["reason.other"]["text"] == "The shop itself"
    assert told["ease"]["channel"] == "widget" and told["ease"]["attributes"]["door"] == places["widget"]


def test_what_was_begun_in_a_widget_goes_on_after_the_page_was_left(browser, served_surveys, site):
    address, places, _ = served_surveys
    site.show(address, places["widget"], after="0")
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.address)
    box = page.get_by_role("dialog", name="After your call")
    box.get_by_role("radio", name="3").check()
    box.get_by_role("button", name="Next").click()
    expect(box.get_by_label("What made it hard, if you may say?")).to_be_visible()
    page.goto(site.address + "?other")
    expect(box.get_by_label("What made it hard, if you may say?")).to_be_visible()
    box.get_by_label("What made it hard, if you may say?").fill("On the next page")
    box.get_by_role("checkbox", name="A bill").check()
    box.get_by_role("button", name="Send").click()
    expect(box.get_by_text("Thank you, we read every word.")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    rows = carried(served_surveys)
    (mine,) = [one for one in rows if one["text"] == "On the next page"]
    whole = {one["item"]: one for one in rows if one["submission_id"] == mine["submission_id"]}
    assert whole["ease"]["number"] == 3 and whole["reason"]["text"] == "bill"
    context.close()


def test_what_one_customer_began_is_not_shown_to_the_next_one(browser, served_surveys, site):
    address, places, _ = served_surveys
    site.show(address, places["widget"])
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.address)
    page.get_by_role("button", name="Feedback").click()
    box = page.get_by_role("dialog", name="After your call")
    box.get_by_role("radio", name="3").check()
    box.get_by_role("button", name="Next").click()
    expect(box.get_by_label("What made it hard, if you may say?")).to_be_visible()
    site.show(address, places["widget"], facts=places["facts"], signed=places["signed"])
    page.goto(site.address + "?signed-in")
    page.get_by_role("button", name="Feedback").click()
    expect(box.get_by_role("radio", name="3")).to_be_visible()
    expect(box.get_by_role("radio", name="3")).not_to_be_checked()
    context.close()


def test_choices_of_a_widget_tell_what_was_answered_before(browser, served_surveys, site):
    address, places, _ = served_surveys
    site.show(address, places["piped"])
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.address)
    page.get_by_role("button", name="Feedback").click()
    box = page.get_by_role("dialog", name="Your shop")
    box.get_by_label("Which shop?").fill("Leith")
    box.get_by_role("button", name="Next").click()
    expect(box.get_by_role("radio", name="Leith again")).to_be_visible()
    context.close()


def test_what_a_page_says_without_its_servers_word_is_not_believed(browser, served_surveys, site):
    address, places, _ = served_surveys
    forged = places["facts"].replace("k-77", "k-78")
    site.show(address, places["widget"], facts=forged, signed=places["signed"])
    page = browser.new_page()
    page.goto(site.address)
    page.get_by_role("button", name="Feedback").click()
    box = page.get_by_role("dialog")
    box.get_by_role("radio", name="7").check()
    box.get_by_role("button", name="Next").click()
    box.get_by_role("checkbox", name="A bill").check()
    box.get_by_role("button", name="Send").click()
    expect(box.get_by_text("Thank you, we read every word.")).to_be_visible()
    page.context.close()
    rows = carried(served_surveys)
    assert any(one["text"] == "bill" and one["customer_id"] is None for one in rows)
    assert not any(one["customer_id"] == "k-78" for one in rows)


def test_it_comes_by_itself_once_and_not_again_after_it_was_put_aside(browser, served_surveys, site):
    address, places, _ = served_surveys
    site.show(address, places["widget"], after="0", language="de")
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(site.address)
    box = page.get_by_role("dialog", name="Nach Ihrem Anruf")
    expect(box).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box.get_by_role("button", name="Schließen").click()
    page.reload()
    page.wait_for_timeout(800)
    expect(box).to_have_count(0)
    context.close()


def test_a_site_that_is_not_named_gets_nothing(browser, served_surveys, site):
    address, places, _ = served_surveys
    other = Site()
    other.show(address, places["widget"])
    page = browser.new_page()
    page.goto(other.address)
    with page.expect_event("requestfailed", lambda one: one.url.endswith("/form")):
        page.get_by_role("button", name="Feedback").click()
    page.wait_for_timeout(300)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.context.close()
    other.server.shutdown()


def test_what_a_site_loads_is_small():
    assert (STATIC / "loader.js").stat().st_size <= 5_000
    assert len(gzip.compress((STATIC / "survey.js").read_bytes())) <= 15_000


def test_the_back_button_leads_back_into_an_open_form(browser, served_surveys):
    address, places, _ = served_surveys
    page = browser.new_page()
    page.goto(address + places["form"])
    page.get_by_role("radio", name="4").check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("What made it hard")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("radio", name="4")).to_be_checked()
    page.context.close()


def test_public_pages_are_accessible_and_fit(browser, served_surveys):
    address, places, _ = served_surveys
    paths = [places["asked"], f"{places['asked']}?p=1&lang=ar", f"{places['asked']}?lang=de"]
    paths += [places["micro"], places["leave"], places["form"]]
    for path in paths:
        look(
            browser,
            address,
            None,
            path,
            *((width, theme) for width in (390, 1440) for theme in ("dark", "light")),
        )


def test_pages_of_ways_in_are_accessible_and_fit(browser, served_surveys):
    address, places, _ = served_surveys
    state = come_in(browser, address, places["join"], "Mara")
    paths = ("/ask/doors/", f"/ask/doors/{places['widget']}/", f"/ask/doors/{places['form'][3:]}/")
    for path in paths:
        look(browser, address, state, path)

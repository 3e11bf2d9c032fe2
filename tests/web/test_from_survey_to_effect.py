"""The whole walk, as people live it: a survey is written, sent, answered; a low score becomes a case with the
right owner, who resolves it; the customer confirms; a plan shows what came of it."""

import hashlib
import hmac
import json
import re
import shutil
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.mail_server import mail_server
from tests.web.live import LiveServer, in_process
from tests.web.live_home import come_in, look
from tests.web.other_site import Site
from tests.web.walking_home import BEGAN_DAYS_AGO

pytestmark = pytest.mark.browser
SETTINGS = """\
address = "{address}"
mail_server = "127.0.0.1"
mail_port = {port}
mail_security = "none"
mail_from = "care@kettles.example"
"""
GERMAN = {
    "satisfied.text": "Wie zufrieden sind Sie mit unserer Hilfe?",
    "satisfied.low": "Sehr unzufrieden",
    "satisfied.high": "Sehr zufrieden",
    "why.text": "Was ist der wichtigste Grund dafür?",
    "title": "Unsere Hilfe",
}


class Walk:
    """A home that is served, with its mail server and the people at their browsers."""

    def __init__(self, browser, root, address, post, states):
        self.browser, self.root, self.address, self.post, self.states = browser, root, address, post, states

    def at(self, who, path, width=1280, **more):
        """A page in front of somebody; nobody: a customer."""
        state = self.states.get(who)
        context = self.browser.new_context(
            storage_state=state, viewport={"width": width, "height": 900}, **more
        )
        page = context.new_page()
        page.goto(path if path.startswith("http") else self.address + path)
        return page

    def round(self, name):
        """What the worker does by itself."""
        return in_process("tests.web.walking_home", self.root, name)


@pytest.fixture(scope="module")
def walk(stocked, browser, tmp_path_factory):
    root = tmp_path_factory.mktemp("walk") / "home"
    shutil.copytree(stocked, root)
    server = LiveServer(root)
    with mail_server() as (post, port):
        own = root / "rapport.toml"
        own.write_text(SETTINGS.format(address=server.address, port=port) + own.read_text())
        paths = in_process("tests.web.walking_home", root, "begin")
        server.start()
        try:
            states = {
                name: come_in(browser, server.address, path, name.title()) for name, path in paths.items()
            }
            yield Walk(browser, root, server.address, post, states)
        finally:
            server.stop()


@pytest.fixture(scope="module")
def site():
    made = Site()
    yield made
    made.server.shutdown()


def test_from_the_first_word_of_a_survey_to_what_came_of_it(walk, site):
    a_survey_is_written_mended_translated_and_published(walk)
    a_programme_sends_it(walk)
    a_low_score_shall_go_to_zoe(walk)
    door, secret = a_way_in_for_another_site(walk, site)
    letter = a_customer_is_asked(walk)
    answered_on_a_phone(walk, letter)
    answered_in_the_widget(walk, site, door, secret)
    case = the_case_is_zoes(walk)
    zoe_resolves_it(walk, case)
    the_customer_confirms(walk, case)
    plans = plans_show_what_came_of_them(walk)
    what_was_passed_is_accessible(walk, case, plans, letter)


def a_survey_is_written_mended_translated_and_published(walk):
    page = walk.at("pam", "/ask/surveys/new/")
    section = page.get_by_role("region", name="One metric and one open question")
    section.get_by_label("After a contact with support").check()
    section.get_by_label("Id").fill("care")
    section.get_by_role("button", name="Start").click()
    page.locator("html.scripted").wait_for()
    page.locator("#field-text").fill("How great was our friendly service?")
    expect(page.locator("#outline")).to_contain_text("2 flaws")
    audit = page.locator("#audit")
    expect(audit).to_contain_text("The question leans to an answer")
    audit.get_by_role("button", name="Use this wording").first.click()
    expect(page.locator("#field-text")).not_to_have_value(re.compile("great"))
    expect(page.locator("#outline")).to_contain_text("1 flaw")
    page.locator("#field-text").fill("How satisfied or dissatisfied are you with our help?")
    expect(page.locator("#outline")).not_to_contain_text("flaw")
    page.locator("#outline a[data-part='languages']").click()
    page.wait_for_url("**part=languages*")
    page.locator("#new-language").fill("de")
    page.get_by_role("button", name="Add a language").click()
    expect(page.locator("#outline")).to_contain_text(re.compile(r"de\s*\d+ missing"))
    for field in page.locator("textarea[name^='w-']").all():
        field.fill(GERMAN[field.get_attribute("name").removeprefix("w-")])
    expect(page.locator("#outline")).not_to_contain_text("missing")
    page.locator("#preview-language").select_option("de")
    expect(page.locator("#phone")).to_contain_text(GERMAN["satisfied.text"])
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("care@1 is published").wait_for()
    page.context.close()


def a_programme_sends_it(walk):
    page = walk.at("pam", "/ask/programmes/rules/")
    page.get_by_label("Send from (hour)").fill("0")
    page.get_by_label("Send until (hour)").fill("24")
    for day in ("Saturday", "Sunday"):
        page.get_by_label(day).check()
    page.get_by_role("button", name="Save the rules").click()
    page.goto(f"{walk.address}/ask/programmes/")
    page.get_by_role("link", name="New programme").click()
    page.get_by_label("What it is called").fill("After a call")
    page.get_by_label("Survey").select_option("care")
    page.get_by_label("Hours after it", exact=True).fill("0")
    page.get_by_role("button", name="Keep the programme, off").click()
    page.get_by_role("button", name="Switch on").click()
    page.get_by_text("It asks about what happens from now on.").wait_for()
    page.goto(f"{walk.address}/ask/programmes/")
    page.get_by_role("button", name="Make it, switched off").click()
    page.get_by_role("button", name="Switch on").click()
    page.get_by_text("It asks about what happens from now on.").wait_for()
    page.context.close()


def a_low_score_shall_go_to_zoe(walk):
    page = walk.at("pam", "/act/alerts/new/")
    page.get_by_label("Title").fill("Not satisfied")
    first = page.get_by_role("group", name="Condition 1")
    first.get_by_label("About").select_option("answer:csat")
    first.get_by_label("at most").fill("2")
    first.get_by_label("in the survey").fill("care")
    page.get_by_role("button", name="See what it would have done").click()
    expect(page.locator("#would")).to_contain_text("Would not have fired")
    page.get_by_role("button", name="Keep the rule").click()
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator(".state")).to_contain_text("on")
    page.goto(f"{walk.address}/act/cases/routing/")
    page.get_by_text("A new rule").click()
    new = page.locator("details", has_text="A new rule")
    new.get_by_label("Name").fill("Bills to Zoe")
    new.get_by_label("Team", exact=True).select_option("Billing")
    new.get_by_label("Goes to").select_option("Zoe")
    new.get_by_role("button", name="Keep the rule").click()
    expect(page.locator("ol.tree")).to_contain_text("Bills to Zoe")
    page.context.close()
    quin = walk.at("quin", "/act/cases/causes/")
    quin.get_by_role("button", name="Begin with that tree").click()
    expect(quin.locator(".tree .name").get_by_text("Wrong bill")).to_be_visible()
    quin.context.close()


def a_way_in_for_another_site(walk, site):
    page = walk.at("pam", "/ask/doors/")
    page.get_by_label("Survey").select_option("care")
    page.get_by_label("What it is").select_option("widget")
    page.get_by_label("Name").fill("In the shop")
    page.get_by_label("Sites that may show the widget").fill(site.address)
    page.get_by_role("button", name="Open it").click()
    page.get_by_text("Say who the customer is, signed by your server").click()
    secret = page.locator("#secret").text_content()
    door = urlsplit(page.url).path.split("/")[-2]
    page.context.close()
    return door, secret


def a_customer_is_asked(walk):
    walk.round("called")
    (letter,) = walk.post.mails
    assert letter["To"] == "lena@customer.example" and letter["Content-Language"] == "de"
    assert GERMAN["satisfied.text"] in letter.get_body(("plain",)).get_content()
    return letter


def link_in(letter, ending):
    """The address in a mail that ends so."""
    words = letter.get_body(("plain",)).get_content()
    return next(one for one in re.findall(r"http://\S+", words) if one.endswith(ending))


def answered_on_a_phone(walk, letter):
    page = walk.at(None, link_in(letter, "?satisfied=2"), 390, has_touch=True, is_mobile=True, locale="de-DE")
    expect(page.get_by_role("radio", name="2")).to_be_checked()
    page.get_by_role("radio", name="Sehr unzufrieden").check()
    page.get_by_label(GERMAN["why.text"]).fill("Die Rechnung ist schon wieder falsch.")
    page.get_by_role("button", name="Absenden").tap()
    expect(page.get_by_role("heading", name="Vielen Dank")).to_be_visible()
    page.context.close()


def answered_in_the_widget(walk, site, door, secret):
    facts = json.dumps({"customer.id": "c-wim", "until": int(time.time()) + 3600})
    signed = hmac.new(secret.encode(), facts.encode(), hashlib.sha256).hexdigest()
    site.show(walk.address, door, facts=facts, signed=signed)
    page = walk.at(None, site.address)
    complaints = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.get_by_role("button", name="Feedback").click()
    box = page.get_by_role("dialog")
    box.get_by_role("radio", name="5").check()
    box.get_by_role("textbox").fill("Quick and kind")
    box.get_by_role("button", name="Send").click()
    expect(box.get_by_role("button", name="Close")).to_be_visible()
    expect(box.get_by_text("Thank you")).to_be_visible()
    assert complaints == []
    page.context.close()


def the_case_is_zoes(walk):
    came = walk.round("answered")
    assert came["cases"] == [["c-lena", "Zoe"]]
    said = {(customer, item): (words, channel) for customer, item, words, channel, _ in came["answers"]}
    assert float(said["c-lena", "satisfied"][0]) == 1 and said["c-lena", "satisfied"][1] == "email"
    assert said["c-wim", "why"] == ("Quick and kind", "widget")
    olga = walk.at("olga", "/act/cases/")
    expect(olga.get_by_text("Nothing waits.")).to_be_visible()
    olga.context.close()
    zoe = walk.at("zoe", "/act/cases/")
    zoe.get_by_role("link", name="Not satisfied").click()
    expect(zoe.get_by_role("heading", level=1)).to_contain_text("Not satisfied")
    expect(zoe.locator(".facts")).to_contain_text("Bills to Zoe")
    expect(zoe.locator(".facts")).to_contain_text("by a rule, version 1")
    expect(zoe.get_by_role("link", name="a rule")).to_have_attribute("href", re.compile("^/act/alerts/.+/$"))
    case = zoe.url.removeprefix(walk.address)
    zoe.context.close()
    return case


def zoe_resolves_it(walk, case):
    page = walk.at("zoe", case)
    expect(page.locator("body")).to_contain_text("Die Rechnung ist schon wieder falsch.")
    page.get_by_role("link", name="Write an e-mail").click()
    expect(page.get_by_label("To", exact=True)).to_have_value("lena@customer.example")
    page.get_by_label("Subject").fill("Your bill")
    page.get_by_label("Message").fill("The corrected bill comes on Friday.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".letter")).to_contain_text("The corrected bill comes on Friday.")
    assert walk.round("letters") == 1
    assert (
        walk.post.mails[-1]["To"] == "lena@customer.example" and walk.post.mails[-1]["Subject"] == "Your bill"
    )
    page.reload()
    page.get_by_text("Close the case").first.click()
    page.get_by_label("What came of it").select_option("solved")
    page.get_by_label("justified", exact=True).check()
    page.get_by_label("Root cause").select_option(label="Price and billing › Wrong bill")
    page.get_by_label("In words").fill("The bill was written anew")
    page.get_by_label("What should we do differently").fill("Look at bills before they go out")
    page.get_by_role("button", name="Close the case").click()
    expect(page.locator(".state")).to_contain_text("Closed")
    expect(page.get_by_text("not known: the customer has not said")).to_be_visible()
    page.context.close()


def the_customer_confirms(walk, case):
    before = len(walk.post.mails)
    assert walk.round("next_day") == 1 and len(walk.post.mails) == before + 1
    letter = walk.post.mails[-1]
    assert letter["To"] == "lena@customer.example"
    page = walk.at(None, link_in(letter, "?settled=yes_settled"), 390, has_touch=True, is_mobile=True)
    expect(page.get_by_label("Yes, it is settled")).to_be_checked()
    page.get_by_role("button", name="Send").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.context.close()
    assert walk.round("confirmed") == 1
    zoe = walk.at("zoe", case)
    expect(zoe.locator(".state")).to_contain_text("recovered")
    expect(zoe.locator(".facts")).to_contain_text("Yes, the customer said")
    zoe.context.close()
    pam = walk.at("pam", "/act/cases/suggestions/")
    expect(pam.locator("main")).to_contain_text("Look at bills before they go out")
    pam.context.close()


def plans_show_what_came_of_them(walk):
    """Bills became better since, and the page says so; where nothing changed it says that."""
    helped = begun_plan(walk, "Bills that are right", "Billing", "rest")
    nothing = begun_plan(walk, "Kinder words in deliveries", "Delivery", "team:Sales")
    page = walk.at("pam", helped)
    expect(page.locator("#helped")).to_have_text("Clearly better since it began.")
    expect(page.locator(".sides")).to_contain_text(
        "By how much more it changed than where the plan did nothing"
    )
    page.goto(walk.address + nothing)
    expect(page.locator("#helped")).to_contain_text("No effect seen")
    page.context.close()
    return helped, nothing


def begun_plan(walk, title, team, others):
    """A plan about satisfaction in a team against others, begun five weeks ago → its path."""
    page = walk.at("pam", "/act/plans/new/?cause=Wrong+bill")
    page.get_by_label("What is to be better").fill(title)
    page.get_by_label("Why it should become so").fill("Somebody looks at each before it goes out.")
    page.get_by_label("Number", exact=True).select_option("csat")
    page.get_by_label("Team", exact=True).select_option(team)
    page.get_by_label("Compared with").select_option(others)
    page.locator("main form button").last.click()
    began = datetime.now(UTC).date() - timedelta(days=BEGAN_DAYS_AGO)
    page.get_by_label("It begins on").fill(began.isoformat())
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.locator(".sides")).to_be_visible()
    path = urlsplit(page.url).path
    page.context.close()
    return path


def what_was_passed_is_accessible(walk, case, plans, letter):
    """Pages with something in them that other tests see only empty."""
    page = walk.at("pam", "/ask/results/care/submissions/")
    submission = page.locator("table a").first.get_attribute("href")
    page.goto(f"{walk.address}/ask/programmes/")
    programmes = [one.get_attribute("href") for one in page.locator("td:first-child a").all()]
    page.context.close()
    paths = [case, *plans, *programmes, submission, "/ask/results/care/", "/act/cases/?state=closed"]
    for path in paths:
        look(walk.browser, walk.address, walk.states["pam"], path)
    look(walk.browser, walk.address, walk.states["zoe"], "/act/ideas/", (390, "light"))
    over = link_in(letter, "?satisfied=2").removeprefix(walk.address)
    look(walk.browser, walk.address, None, over, (390, "dark"))

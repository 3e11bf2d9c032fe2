"""What five people, and who lets them in, do with an audit: every step through the pages."""

import re
import time
from contextlib import suppress

from playwright.sync_api import TimeoutError as TooLateError
from playwright.sync_api import expect

from tests.web.accessible import faults
from tests.web.live_home import PASSWORD

LONG_MS = 120_000
LOOK_AGAIN_MS = 500
SIZE, TWICE = 5, 1
"""Interactions of the sample, and how many of them two people score."""
SIZES = ((390, 900), (1440, 900))


class Company:
    """The served home, the browsers of its people, and the pages that were looked at on the way."""

    def __init__(self, browser, address):
        self.browser, self.address = browser, address
        self.pages, self.checked, self.faults = {}, set(), []

    def comes(self, name, path):
        """Somebody opens the address they were sent and chooses a password."""
        page = self.browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.set_default_timeout(LONG_MS)
        page.on("response", self._note)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda line: self._hear(page, line))
        page.goto(self.address + path)
        page.get_by_label("Your name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(self.address + "/")
        self.pages[name] = page
        return page

    def at(self, name, path):
        """This person's window, at an address."""
        page = self.pages[name]
        page.goto(self.address + path)
        return page

    def look(self, page, what):
        """Asserts that the page as it stands is accessible and fits on a phone and on a desk."""
        if what in self.checked:
            return
        self.checked.add(what)
        expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            found = faults(page)
            if found:
                self.faults.append(f"{what} at {width}: {found}")
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if wide:
                self.faults.append(f"{what} at {width}: wider than the window by {wide} px")

    def until(self, page, what):
        """Opens the page again until something is there: the worker publishes what people decide."""
        until = time.monotonic() + LONG_MS / 1000
        while time.monotonic() < until:
            with suppress(TooLateError):
                return what.wait_for(timeout=LOOK_AGAIN_MS)
            page.reload()
        raise AssertionError(f"{page.url} does not show {what}")

    def _hear(self, page, line):
        if line.type in ("error", "warning"):
            self.faults.append(f"{page.url}: {line.text}")

    def _note(self, answer):
        if answer.status >= 500:
            self.faults.append(f"{answer.status} at {answer.url}")


def invited(company, name, role, *, teams="", agent=""):
    """The administrator invites somebody in the pages; they come in."""
    page = company.at("Ada", "/settings/people/")
    page.get_by_label("E-mail address").fill(f"{name.lower()}@five.example")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Agent, if they serve customers").fill(agent)
    page.get_by_role("checkbox", name=role, exact=True).check()
    if teams:
        page.get_by_label("Teams of the team manager").fill(teams)
    page.get_by_role("button", name="Invite").click()
    address = page.get_by_role("status").locator("code").inner_text()
    company.look(page, "people")
    return company.comes(name, address.removeprefix(company.address))


def publishes_criteria(company, name, criteria):
    """The lead starts from a set that comes along, reads it over and publishes it → criteria@version."""
    page = company.at(name, "/audit/criteria/new/")
    company.look(page, "new criteria")
    section = page.get_by_role("region", name="From a set that comes with Rapport")
    section.get_by_label("Name").first.fill(criteria)
    section.get_by_role("button", name="Start").click()
    page.locator("html.scripted").wait_for()
    company.look(page, "criteria editor")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text(f"{criteria}@1 is published").wait_for()
    company.look(page, "criteria version")
    return f"{criteria}@1"


def plans_and_draws(company, name, criteria, sample, people):
    """From an objective to a drawn sample that these people score → the sample's address."""
    page = company.at(name, "/audit/objectives/new")
    page.get_by_label("What is to be better").fill(f"Better answers, {sample}")
    page.get_by_label("Education").check()
    company.look(page, "new objective")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Plan an audit").click()
    page.get_by_label("Criteria").select_option(label=criteria)
    page.get_by_label("Done by").fill("2030-06-30")
    company.look(page, "new audit")
    page.get_by_role("button", name="Plan it").click()
    company.look(page, "audit")
    page.get_by_role("link", name="Draw a sample").click()
    page.get_by_label("So many interactions").check()
    page.get_by_label("Interactions", exact=True).fill(str(SIZE))
    while page.locator("input[name=by]:checked").count():
        page.locator("input[name=by]:checked").first.uncheck()
    page.get_by_label("Scored twice, %").fill(str(100 * TWICE // SIZE))
    for one in people:
        page.get_by_role("checkbox", name=one, exact=True).check()
    expect(page.locator("#design")).to_contain_text(f"{SIZE} of")
    page.get_by_label("Name", exact=True).fill(sample)
    company.look(page, "new sample")
    page.get_by_role("button", name="Draw the sample").click()
    page.get_by_role("heading", name=sample).wait_for()
    company.look(page, "sample")
    return page.url.removeprefix(company.address)


def opens_calibration(company, name, criteria, people):
    """Two analysts are to score the same interaction, blind → the session's address."""
    page = company.at(name, "/audit/judging/calibration/new")
    page.get_by_label("Title").fill("Do we see the same")
    page.get_by_label("Criteria").select_option(label=criteria)
    for one in people:
        page.get_by_role("checkbox", name=one, exact=True).check()
    page.get_by_label("How many").fill("1")
    company.look(page, "new calibration")
    page.get_by_role("button", name="Open the session").click()
    page.get_by_role("heading", name="Do we see the same").wait_for()
    company.look(page, "calibration")
    return page.url.removeprefix(company.address)


def scores_by_keyboard(company, name, keys="0"):
    """Everything in the queue, without a pointer; `keys` is said of every element."""
    page = company.at(name, "/audit/scoring/")
    page.evaluate("addEventListener('pointerdown', () => { document.body.dataset.pointed = '1'; }, true)")
    company.look(page, "queue")
    page.locator("#go").wait_for()
    page.keyboard.press("Enter")
    while _at_a_screen(page):
        here = page.url
        for number in range(page.locator(".element").count()):
            expect(page.locator(".element").nth(number)).to_be_focused()
            for key in keys:
                page.keyboard.press(key)
            page.keyboard.press("Enter")
        expect(page.locator("#state")).to_have_text("Saved")
        page.keyboard.press("Control+Enter")
        page.wait_for_url(lambda address, here=here: address != here)
        assert page.locator("body[data-pointed]").count() == 0


def _at_a_screen(page):
    """Whether the page that comes is one to score on, once it takes keys; else it is the queue."""
    page.locator("body[data-ready], .samples, .empty").first.wait_for()
    return bool(page.locator("body[data-ready]").count())


def scores_by_pointer(company, name):
    """Everything in the queue, by clicking: a first rule, shown by words, nothing in the rest."""
    page = company.at(name, "/audit/scoring/")
    page.locator("#go").click()
    while _at_a_screen(page):
        here, elements = page.url, page.locator(".element")
        elements.first.locator("input[name^='rule/']").first.check()
        page.locator(".turn.agent .words").first.dblclick(position={"x": 20, "y": 8})
        elements.first.get_by_role("button", name="Evidence").click()
        expect(elements.first.locator(".evidence .quote")).to_have_count(1)
        company.look(page, "screen")
        for number in range(1, elements.count()):
            elements.nth(number).locator("input[name^='ok/']").check()
        expect(page.locator("#state")).to_have_text("Saved")
        page.locator("#submit").click()
        page.wait_for_url(lambda address, here=here: address != here)


def done_by(company, name):
    """The interactions this person scored, as the queue lists them."""
    page = company.at(name, "/audit/scoring/")
    links = page.get_by_role("region", name="Done last").locator("tbody").get_by_role("link").all()
    return {one.inner_text() for one in links}


def who_served(company, name, interaction):
    """The agent and the team of an interaction, as its page tells them."""
    page = company.at(name, f"/explore/interactions/{interaction}")
    company.look(page, "interaction")
    facts = page.get_by_role("region", name="Facts", exact=True)

    def told(fact):
        return facts.locator("div", has=page.locator("dt", has_text=re.compile(f"^{fact}$"))).locator("dd")

    return told("Agent id").inner_text(), told("Team").inner_text()


def contests(company, name, interaction):
    """The associate says what was overlooked → the dispute's address."""
    page = company.at(name, f"/explore/interactions/{interaction}")
    page.get_by_role("link", name="Contest").first.click()
    page.get_by_label("Reason").select_option(index=1)
    page.get_by_label("In your own words").fill("I told them when the technician comes.")
    company.look(page, "new dispute")
    page.get_by_role("button", name="Raise the dispute").click()
    page.get_by_text("Your dispute is raised").wait_for()
    company.look(page, "dispute of an associate")
    return page.url.removeprefix(company.address)


def accepts(company, name, dispute, rescorer):
    """The lead reads it, finds it right, and asks somebody who saw neither."""
    page = company.at(name, dispute)
    company.look(page, "dispute to decide")
    page.get_by_label("Your answer to").fill("You did; it is scored again.")
    page.get_by_label("If it is right").select_option(label=rescorer)
    page.get_by_role("button", name="Accept, and score again").click()
    page.get_by_text("scored again, blind").first.wait_for()


def coaches(company, name, agent, associate, element):
    """The manager plans a session about what was marked and holds it; the associate acknowledges it."""
    page = company.at(name, f"/act/people/{agent}")
    company.look(page, "associate")
    page.get_by_role("link", name=f"Plan a session about {element}").click()
    company.until(page, page.get_by_role("checkbox", name="Show this").first)
    company.look(page, "new session")
    page.get_by_label("What it is to reach").fill("Say when help comes")
    page.get_by_role("checkbox", name="Show this").first.check()
    page.get_by_label("Action 1").fill("Name the day at the start")
    page.locator("#d1").fill("2030-01-15")
    page.get_by_role("button", name="Plan the session").click()
    page.get_by_role("button", name="It took place").click()
    page.get_by_text("Waits for the associate").wait_for()
    company.look(page, "session")
    session = page.url.removeprefix(company.address)
    own = company.at(associate, session)
    company.look(own, "session of an associate")
    own.get_by_label("Your own words").fill("I will")
    own.get_by_role("button", name="It took place as written").click()
    company.at(name, session)
    page.get_by_text("I will", exact=True).wait_for()


def makes_a_report(company, name, form):
    """The lead makes a report for executives; the worker writes it → the first bytes of its file."""
    page = company.at(name, "/reports/")
    page.get_by_label("For", exact=True).select_option("executive")
    page.get_by_label("As", exact=True).select_option(form)
    company.look(page, "reports")
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url("**/jobs/**")
    company.look(page, "job")
    expect(page.locator("#state")).to_contain_text("Done")
    company.at(name, "/reports/")
    return _kept(page, page.get_by_role("region", name="Reports").get_by_role("link").first)


def reads_and_takes_along(company, name):
    """Who pays for the service reads the dashboard and keeps it → (the numbers, the file's first bytes)."""
    page = company.at(name, "/reports/")
    company.look(page, "reports of a client")
    company.at(name, "/")
    page.locator(".board:not(.working) .numbers").wait_for()
    company.look(page, "dashboard")
    numbers = page.locator(".board .numbers").inner_text()
    return numbers, _kept(page, page.get_by_role("link", name="PDF", exact=True))


def _kept(page, link):
    with page.expect_download() as kept:
        link.click()
    return kept.value.path().read_bytes()[:5]

"""The scoring screen as people meet it: by keyboard, through killed servers, two windows, ended sessions."""

import math
import re
import struct
import time
import wave

import pytest
from playwright.sync_api import expect, sync_playwright

from rapport.criteria import Decision, parse_criteria, score
from tests.web.accessible import faults
from tests.web.live import LiveServer, in_process
from tests.web.scoring_home import criteria_text

# One home for all of these, and they follow each other: what one scored another looks at.
pytestmark = pytest.mark.browser
CHATS = 8


@pytest.fixture(scope="module")
def made(stocked, tmp_path_factory):
    """A served home in which Ann and Lea are asked to score → the server, and what each holds."""
    root = tmp_path_factory.mktemp("scoring") / "home"
    people = in_process("tests.web.scoring_home", root, CHATS, "Ann", "Lea")
    server = LiveServer(root).start()
    yield server, people
    server.stop()


@pytest.fixture(scope="module")
def chromium(browser_path):
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def window(chromium, made):
    """Opens a browser of a person, signed in, at a place → its page."""
    server, people = made
    opened = []

    def open_at(path, name="Ann", **facts):
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **facts})
        context.add_cookies([{"name": "sessionid", "value": people[name]["cookie"], "url": server.address}])
        opened.append(context)
        page = context.new_page()
        page.goto(server.address + path)
        return page

    yield open_at
    for context in opened:
        context.close()


def work(made, number, name="Ann"):
    return f"/audit/scoring/{made[1][name]['works'][number]}"


def ready(page):
    page.wait_for_selector("body[data-ready]")
    return page


def saved(page):
    expect(page.locator("#state")).to_have_text("Saved")


def scored(made, window, number, name="Ann"):
    """Submits a piece of work, unless it is."""
    page = window(work(made, number, name), name)
    if page.locator("#submit").count():
        ready(page)
        for _ in range(15):
            page.keyboard.press("Enter")
        here = page.url
        page.keyboard.press("Control+Enter")
        page.wait_for_url(lambda address: address != here)


def until(page, holds, seconds=10):
    """Waits until an expression holds; the page itself may evaluate no text."""
    for _ in range(int(seconds * 20)):
        if page.evaluate(holds):
            return
        time.sleep(0.05)
    raise AssertionError(f"{holds} never held")


def test_an_analyst_scores_twenty_turns_on_fifteen_elements_without_the_mouse(window, made):
    page = window("/audit/scoring/")
    page.evaluate("addEventListener('pointerdown', () => { window.pointed = true; }, true)")
    page.keyboard.press("Enter")
    ready(page)
    assert page.locator(".turn").count() == 20 and page.locator(".element").count() == 15
    decisions = {}
    for number in range(1, 16):
        name = f"element_{number}"
        expect(page.locator(f"#el-{name}")).to_be_focused()
        if number % 4 == 0:
            page.keyboard.press("n")
            decisions[name] = Decision(not_applicable=True)
        elif number % 3 == 0:
            page.keyboard.press("3")
            page.keyboard.press("3")
            decisions[name] = Decision({"slip": 2})
        elif number % 5 == 0:
            decisions[name] = Decision()
        else:
            page.keyboard.press("1")
            page.keyboard.press("2")
            decisions[name] = Decision({"good": 1, "better": 1})
        if number == 3:
            for key in ("t", "j", "j", "Shift+ArrowRight", "Shift+ArrowRight", "e", "t"):
                page.keyboard.press(key)
            assert page.locator("[data-evidence=element_3] .quote").inner_text() == "“Hello, my”"
        if number == 7:
            page.keyboard.press("c")
            page.keyboard.type("ja: j, k und 1 sind hier Buchstaben")
            page.keyboard.press("Escape")
        page.keyboard.press("Enter")
    expected = score(parse_criteria(criteria_text()), decisions, {})
    expect(page.locator("#decided")).to_have_text("15")
    expect(page.locator("#qci")).to_have_text(f"{expected.qci:.1f}")
    saved(page)
    here = page.url
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda address: address != here)
    ready(page)
    expect(page.locator("#notices")).to_contain_text("chat-0000 is submitted")
    assert page.locator("h1").inner_text() == "chat-0001"
    page.goto(here)
    expect(page.locator(".qci output")).to_have_text(f"{expected.qci:.1f}")
    assert page.locator("[name='comment/element_7']").input_value().startswith("ja: j, k")
    assert page.locator("[data-evidence=element_3] .quote").inner_text() == "“Hello, my”"
    page.goto(made[0].address + "/audit/scoring/")
    expect(page.locator(".samples")).to_contain_text(f"1 of {CHATS} done")


def test_undo_and_redo_by_key_and_none_of_these_excludes_rules(window, made):
    page = ready(window(work(made, 2)))
    mark = page.locator("[name='rule/element_1/good']")
    none = page.locator("[name='ok/element_1']")
    page.keyboard.press("1")
    expect(mark).to_be_checked()
    page.keyboard.press("0")
    expect(mark).not_to_be_checked()
    expect(none).to_be_checked()
    page.keyboard.press("u")
    expect(mark).to_be_checked()
    page.keyboard.press("u")
    expect(mark).not_to_be_checked()
    page.keyboard.press("r")
    expect(mark).to_be_checked()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#state")).to_contain_text("14 elements are not decided yet")


def test_a_server_killed_while_somebody_types_costs_nothing(window, made):
    server, _ = made
    page = ready(window(work(made, 3)))
    page.keyboard.press("1")
    page.keyboard.press("c")
    page.keyboard.type("stored before. ")
    saved(page)
    server.kill()
    page.keyboard.type("typed while the server was dead")
    expect(page.locator("#state")).to_contain_text("Not saved yet", timeout=20_000)
    server.start()
    expect(page.locator("#state")).to_have_text("Saved", timeout=30_000)
    page.reload()
    ready(page)
    text = page.locator("[name='comment/element_1']").input_value()
    assert text == "stored before. typed while the server was dead"
    assert page.locator("[name='rule/element_1/good']").is_checked()


def test_a_browser_closed_while_the_server_is_dead_brings_the_notes_back(window, made):
    server, _ = made
    page = ready(window(work(made, 4)))
    page.keyboard.press("1")
    saved(page)
    server.kill()
    page.keyboard.press("j")
    page.keyboard.press("2")
    page.keyboard.press("o")
    page.keyboard.type("only in the browser")
    context = page.context
    page.close(run_before_unload=False)
    server.start()
    again = context.new_page()
    again.goto(server.address + work(made, 4))
    ready(again)
    assert again.locator("#comment").input_value() == "only in the browser"
    assert again.locator("[name='rule/element_2/better']").is_checked()
    saved(again)
    again.reload()
    assert again.locator("#comment").input_value() == "only in the browser"


def test_two_windows_that_edit_are_compared_and_neither_is_lost(window, made):
    first = ready(window(work(made, 5)))
    first.keyboard.press("p")
    first.keyboard.press("1")
    saved(first)
    second = ready(window(work(made, 5)))
    second.keyboard.press("p")
    second.keyboard.press("j")
    second.keyboard.press("3")
    saved(second)
    first.keyboard.press("o")
    first.keyboard.type("from the first window")
    conflict = first.locator("#conflict")
    expect(conflict).to_be_visible()
    expect(conflict).to_contain_text("from the first window")
    expect(conflict).to_contain_text("Slip 2")
    first.locator("#theirs").click()
    expect(first.locator("#state")).to_have_text("Saved")
    assert first.locator("#comment").input_value() == ""
    first.keyboard.press("Escape")
    first.keyboard.press("u")
    assert first.locator("#comment").input_value() == "from the first window"
    saved(first)
    second.keyboard.press("j")
    second.keyboard.press("1")
    expect(second.locator("#conflict")).to_be_visible()
    second.locator("#mine").click()
    saved(second)
    second.reload()
    ready(second)
    assert second.locator("#comment").input_value() == ""
    assert second.locator("[name='rule/element_3/good']").is_checked()


def test_a_session_that_ends_is_renewed_beside_and_the_save_goes_on(window, made):
    server, _ = made
    page = ready(window(work(made, 6)))
    page.keyboard.press("1")
    saved(page)
    page.context.clear_cookies()
    page.keyboard.press("2")
    expect(page.locator("#signed-out")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    beside = opened.value
    beside.get_by_label("E-mail address").fill("lea@example.org")
    beside.get_by_label("Password").fill("a long enough password")
    beside.keyboard.press("Enter")
    expect(page.locator("#signed-state")).to_contain_text("Somebody else is signed in", timeout=15_000)
    page.context.clear_cookies()
    another = page.context.new_page()
    another.goto(server.address + "/account/login/")
    another.get_by_label("E-mail address").fill("ann@example.org")
    another.get_by_label("Password").fill("a long enough password")
    another.keyboard.press("Enter")
    expect(page.locator("#signed-out")).to_be_hidden(timeout=15_000)
    saved(page)
    page.reload()
    assert page.locator("[name='rule/element_1/better']").is_checked()


def test_a_slip_is_taken_back(window, made):
    page = ready(window(work(made, 0, "Lea"), "Lea"))
    for _ in range(15):
        page.keyboard.press("Enter")
    here = page.url
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda address: address != here)
    ready(page)
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(here)
    ready(page)
    expect(page.locator("#decided")).to_have_text("15")


def tone(path, seconds):
    """A WAV file: a tone, five seconds of silence after the first two, a tone."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        for second in range(seconds):
            loud = 0 if 2 <= second < 7 else 9000
            values = (int(loud * math.sin(2 * math.pi * 440 * step / 8000)) for step in range(8000))
            file.writeframes(b"".join(struct.pack("<h", value) for value in values))


def test_a_recording_plays_in_step_with_the_transcript(window, made, tmp_path):
    tone(tmp_path / "call.wav", 150)
    page = window("/audit/scoring/recordings/", "Lea")
    page.get_by_label("Interaction").fill("chat-0007")
    page.get_by_label("Recording").set_input_files(tmp_path / "call.wav")
    page.get_by_role("button", name="Attach").click()
    expect(page.get_by_text("The recording of chat-0007 is attached")).to_be_visible()
    page.goto(made[0].address + work(made, 7, "Lea"))
    ready(page)
    until(page, "document.getElementById('audio').readyState > 0")
    now = "document.getElementById('audio').currentTime"
    for key in ("t", "j", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#turn-1")).to_have_class(re.compile("heard"))
    until(page, f"{now} > 60")
    page.keyboard.press("Space")
    until(page, "document.getElementById('audio').paused")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    until(page, f"{now} < 60")
    expect(page.locator("#turn-0")).to_have_class(re.compile("heard"))
    page.keyboard.press(">")
    assert page.evaluate("document.getElementById('audio').playbackRate") == 1.25
    page.locator("#skip").check()
    page.evaluate("document.getElementById('audio').currentTime = 2.6")
    page.locator("#el-element_1").focus()
    page.keyboard.press("Space")
    until(page, f"{now} > 6.5", 2.5)


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1440, "light")])
@pytest.mark.parametrize("place", ["queue", "screen", "done", "recordings", "phone criteria"])
def test_every_page_of_scoring_is_accessible_and_fits(window, made, place, width, theme):
    paths = {"queue": "/audit/scoring/", "recordings": "/audit/scoring/recordings/", "done": work(made, 0)}
    page = window(
        paths.get(place, work(made, 1, "Lea")),
        "Ann" if place == "done" else "Lea",
        viewport={"width": width, "height": 900},
        color_scheme=theme,
    )
    if place == "done":
        scored(made, window, 0)
        page.reload()
        expect(page.locator("header .qci .label")).to_have_text("QCI")
    if place in ("screen", "phone criteria"):
        ready(page)
        page.keyboard.press("1")
        saved(page)
    if place == "phone criteria" and width == 390:
        page.get_by_role("button", name="Criteria").click()
    found = faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert not found, found
    assert wide == 0


def test_a_save_answers_fast_enough_to_feel_immediate(window, made):
    page = ready(window(work(made, 2, "Lea"), "Lea"))
    saved(page)
    start = time.perf_counter()
    page.keyboard.press("1")
    expect(page.locator("#qci")).to_have_text("80.0")
    assert time.perf_counter() - start < 2.0

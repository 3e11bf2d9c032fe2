"""Notes typed fast while answers are slow, refused or lost: everything arrives, and the page never hangs."""

import socket
import wave

import pytest
from playwright.sync_api import expect

from tests.web.test_scoring_in_a_browser import chromium, made, ready, saved, window, work

__all__ = ["chromium", "made", "window"]
pytestmark = pytest.mark.browser
LONG = "one two three four five six seven eight nine ten, and on. " * 4


class Line:
    """The way from a page to the server; `fate` says what becomes of each save, or how long it waits."""

    def __init__(self, page, fate):
        self.page, self.fate = page, fate
        self.sent, self.out, self.most = 0, 0, 0
        page.route("**/audit/scoring/*/save", self.carry)

    def carry(self, route):
        self.sent += 1
        self.out += 1
        self.most = max(self.most, self.out)
        fate = self.fate(self.sent)
        if fate == "lost on the way":
            route.abort()
        elif fate == "answer lost":
            route.fetch()
            route.abort()
        elif fate == "broken":
            route.fulfill(status=500, content_type="text/html", body="<h1>no</h1>")
        else:
            self.page.wait_for_timeout(fate)
            route.continue_()
        self.out -= 1


def typed_and_kept(page):
    """Types a long comment without a rest, marks rules fast, and looks at what the server has."""
    page.keyboard.press("1")
    page.keyboard.press("o")
    page.keyboard.type(LONG)
    page.keyboard.press("Escape")
    for key in ("j", "1", "2", "j", "3", "j", "0", "j", "1", "u", "r"):
        page.keyboard.press(key)
    expect(page.locator("#state")).to_have_text("Saved", timeout=40_000)
    assert not page.evaluate("Object.keys(localStorage).some((one) => one.startsWith('rapport.scoring.'))")
    page.unroute_all()
    page.reload()
    ready(page)
    assert page.locator("#comment").input_value() == LONG
    marked = "[...document.querySelectorAll('.rule input, .choices input')]"
    shown = page.evaluate(
        f"{marked}.filter((one) => one.checked || Number(one.value) > 1).map((one) => one.name)"
    )
    assert shown == [
        "rule/element_1/good",
        "rule/element_2/good",
        "rule/element_2/better",
        "ok/element_4",
        "rule/element_5/good",
    ]
    assert page.locator("[name='rule/element_3/slip']").input_value() == "1"


@pytest.mark.parametrize(
    ("number", "fate"),
    [
        (0, lambda sent: 700),
        (1, lambda sent: "lost on the way" if sent % 2 else 0),
        (2, lambda sent: "answer lost" if sent % 3 else 100),
        (3, lambda sent: "broken" if sent < 4 else 0),
        (4, lambda sent: ("answer lost", 300, "broken", "lost on the way", 0)[sent % 5]),
    ],
    ids=["slow", "lost on the way", "answers lost", "broken", "all of it"],
)
def test_what_is_typed_fast_arrives_over_a_bad_line(window, made, number, fate):
    page = ready(window(work(made, number)))
    saved(page)
    line = Line(page, fate)
    typed_and_kept(page)
    assert line.sent > 1 and line.most == 1


def test_typing_on_and_on_is_saved_meanwhile(window, made):
    page = ready(window(work(made, 5)))
    saved(page)
    line = Line(page, lambda sent: 0)
    page.keyboard.press("o")
    for _ in range(30):
        page.keyboard.type("abc")
        page.wait_for_timeout(100)
    assert line.sent >= 3


def test_a_window_left_alone_follows_the_other_and_asks_nothing(window, made):
    first = ready(window(work(made, 6)))
    first.keyboard.press("1")
    saved(first)
    second = ready(window(work(made, 6)))
    second.keyboard.press("2")
    saved(second)
    first.locator("#keep").click()
    expect(first.locator("#state")).to_have_text("Brought up to date with the other window.")
    expect(first.locator("[name='rule/element_1/better']")).to_be_checked()
    assert not first.locator("#conflict").is_visible()
    first.locator("#el-element_2").focus()
    first.keyboard.press("1")
    saved(first)


def test_the_dialog_of_two_windows_waits_for_the_keys_to_rest(window, made):
    first = ready(window(work(made, 7)))
    second = ready(window(work(made, 7)))
    first.keyboard.press("p")
    second.keyboard.press("1")
    saved(second)
    first.keyboard.press("o")
    first.keyboard.type("not a letter of this is lost ", delay=60)
    first.keyboard.type("while it opens", delay=60)
    expect(first.locator("#conflict")).to_be_visible()
    expect(first.locator("#conflict")).to_contain_text("not a letter of this is lost while it opens")


def test_a_submission_whose_answer_is_lost_is_stored_once(window, made):
    page = ready(window(work(made, 0, "Lea"), "Lea"))
    tries = []

    def carry(route):
        tries.append(route.request.post_data)
        route.fetch(max_redirects=0)
        if len(tries) < 3:
            return route.abort()
        return route.continue_()

    page.route("**/audit/scoring/*/submit", carry)
    for _ in range(15):
        page.keyboard.press("Enter")
    here = page.url
    page.keyboard.press("Control+Enter")
    page.keyboard.press("1")
    page.wait_for_url(lambda address: address != here, timeout=20_000)
    expect(page.locator("#notices")).to_contain_text("is submitted")
    page.goto(here)
    expect(page.locator("header .qci .label")).to_have_text("QCI")
    assert len(tries) == 3
    assert not page.locator("[name='rule/element_1/good']").is_checked()


def test_whoever_listens_over_a_slow_line_keeps_nobody_from_saving(window, made, tmp_path):
    server, people = made
    with wave.open(str(tmp_path / "chat-0001.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x10\x20" * 2**23)
    page = window("/audit/scoring/recordings/", "Lea")
    page.get_by_label("Interaction").fill("chat-0001")
    page.get_by_label("Recording").set_input_files(tmp_path / "chat-0001.wav")
    page.get_by_role("button", name="Attach").click()
    expect(page.get_by_text("The recording of chat-0001 is attached")).to_be_visible()
    scoring = ready(window(work(made, 1, "Lea"), "Lea"))
    sound = scoring.locator("#player audio").get_attribute("src")
    words = f"GET {sound} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={people['Lea']['cookie']}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(words.encode())
        assert b"200 OK" in line.recv(100)
        scoring.keyboard.press("1")
        saved(scoring)

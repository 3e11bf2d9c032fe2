"""A real server of a home with several people, and the browsers they sit at."""

import json
import shutil
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from tests.started import output
from tests.web.accessible import faults
from tests.web.live import LiveServer

PASSWORD = "a long enough password"
SIGHTS = ((390, "dark"), (1440, "light"))
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
LOOKING = WeakKeyDictionary()
"""Browser → whose state → the context in which their pages are looked at."""


@contextmanager
def live_home(stocked, root, people, *, worker=False):
    """Serves a copy of a home, with a worker where asked.

    `people` maps names to roles → (address, name → path that lets in).
    """
    shutil.copytree(stocked, root)
    paths = invited(root, people)
    server = LiveServer(root, worker=worker).start()
    try:
        yield server.address, paths
    finally:
        server.stop()


INVITE = """
import json, sys
from rapport.home import open_home
from rapport.work.people import invite
home = open_home(sys.argv[1])
people = json.loads(sys.argv[2])
sent = {name: invite(home, f"{name}@example.org", (role,)).path for name, role in people.items()}
print(json.dumps(sent))
"""


def invited(root, people):
    """Name → the path that lets in."""
    return json.loads(output(["-c", INVITE, str(root), json.dumps(people)]))


def come_in(browser, address, path, name):
    """Somebody takes up an invitation → what their browser keeps."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + path)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(address + "/")
    state = context.storage_state()
    context.close()
    return state


def look(browser, address, state, path, *sights):
    """Opens a page and asserts that it is there, asks nobody else, and is accessible and fits in each of
    `sights`, a width with a theme: where none is given, on a phone in the dark and on a desk in the light."""
    asked, complaints = [], []
    sights = sights or SIGHTS
    with _window(browser, state) as page:
        _see(page, *sights[0])
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        status = page.goto(address + path).status
        found = wrong_at(page, sights)
    assert status == 200, path
    assert not found, "\n".join(found)
    assert all(url.startswith(address) for url in asked)
    assert complaints == []


def wrong_at(page, sights):
    """What is wrong with an open page at each width and theme, in words."""
    found = []
    for width, theme in sights:
        _see(page, width, theme)
        page.evaluate(DRAWN)
        found += [f"{width} {theme}: {one}" for one in (faults(page), _overhang(page)) if one]
    return found


def _see(page, width, theme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)


def _overhang(page):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return f"wider than the window by {wide} px" if wide else ""


@contextmanager
def _window(browser, state):
    """A new window of whoever has this state. Theirs share what they fetched; a stranger has nothing."""
    kept, who = LOOKING.setdefault(browser, {}), json.dumps(state)
    if who not in kept:
        kept[who] = browser.new_context(storage_state=state)
    page = kept[who].new_page()
    try:
        yield page
    finally:
        page.close()
        if state is None:
            kept.pop(who).close()

"""The pages as people meet them: served for real, used by keyboard and pointer, at every width and theme."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.web.accessible import faults

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(stocked, tmp_path_factory):
    """A real server of a home → its address, and the path that lets one person in."""
    root = tmp_path_factory.mktemp("live") / "home"
    shutil.copytree(stocked, root)
    invited = _rapport(root, "people", "invite", "ann@example.org", "--role", "qa_lead", "--json")
    path = json.loads(subprocess.run(invited, check=True, capture_output=True).stdout)["path"]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if key != "RAPPORT_HOME"}
    command = _rapport(root, "serve", "--port", str(port))
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        _wait(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}", path
        server.terminate()
        server.wait(20)


def _rapport(root, *words):
    """The command, run by this interpreter: a browser's loop and the database do not go together."""
    return [sys.executable, "-c", "from rapport.cli.start import run; run()", "--home", str(root), *words]


def _wait(address):
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="module")
def joined(browser, address):
    """What a browser keeps of a person who came in by invitation."""
    host, path = address
    context = browser.new_context()
    page = context.new_page()
    page.goto(host + path)
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Password").fill("a long enough password")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kettles & Co").wait_for()
    state = context.storage_state()
    context.close()
    return state


@pytest.mark.parametrize(
    "path", ["/", "/explore/", "/explore/interactions/c-01", "/settings/", "/account/logout/", "/none"]
)
@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1440, "light")])
def test_every_page_is_accessible_fits_and_asks_nobody_else(browser, address, joined, path, width, theme):
    host, _ = address
    size = {"width": width, "height": 900}
    context = browser.new_context(storage_state=joined, viewport=size, color_scheme=theme)
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.goto(host + path)
    found = faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert not found, found
    assert wide == 0 and all(url.startswith(host) for url in asked)
    assert [line for line in complaints if "404" not in line] == []


def test_somebody_signs_in_finds_and_reads_by_keyboard(browser, address, joined):
    host, _ = address
    page = browser.new_context().new_page()
    page.goto(f"{host}/explore/")
    page.get_by_label("E-mail address").fill("ann@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("a long enough password")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Interactions").wait_for()
    page.get_by_role("link", name="delivery").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Concern: delivery").wait_for()
    page.get_by_role("row").nth(1).get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("What was said").wait_for()
    page.context.close()

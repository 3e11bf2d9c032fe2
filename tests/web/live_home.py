"""A real server of a home with several people, and the browsers they sit at."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # to list all that passed takes as long again
}
PASSWORD = "a long enough password"


@contextmanager
def live_home(stocked, root, people, *, worker=False):
    """Serves a copy of a home, with a worker where asked.

    `people` maps names to roles → (address, name → path that lets in).
    """
    shutil.copytree(stocked, root)
    paths = invited(root, people)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if key != "RAPPORT_HOME"}
    words = command(root, "serve", "--port", str(port), *([] if worker else ["--no-worker"]))
    with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}", paths
        finally:
            server.terminate()
            server.wait(20)


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
    """Name → the path that lets in; all by one program, for each one takes seconds to start."""
    asked = [sys.executable, "-c", INVITE, str(root), json.dumps(people)]
    return json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)


def command(root, *words):
    """The command, run by this interpreter: a browser's loop and the database do not go together."""
    return [sys.executable, "-c", "from rapport.cli.start import run; run()", "--home", str(root), *words]


def wait_for(address):
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


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


def look(browser, address, state, path, width, theme):
    """Opens a page and asserts that it is there, accessible, fits, and asks nobody else."""
    size = {"width": width, "height": 900}
    context = browser.new_context(storage_state=state, viewport=size, color_scheme=theme)
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    status = page.goto(address + path).status
    found = Axe().run(page, options=RULES)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert status == 200, path
    assert found.violations_count == 0, found.generate_report()
    assert wide == 0 and all(url.startswith(address) for url in asked)
    assert complaints == []

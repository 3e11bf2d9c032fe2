"""People of a company sign in where they sign in anyway, if they were invited."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from html import unescape
from pathlib import Path

import pytest
import requests

from rapport.home import HomeError, open_home
from tests.web.sign_on_provider import CLIENT, PASSWORD, SECRET

PROVIDER = Path(__file__).with_name("sign_on_provider.py")
RAPPORT = "from rapport.cli.start import run; run()"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def wait(address):
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")


@pytest.fixture(scope="module")
def company(stocked, tmp_path_factory):
    """The pages with their company's own sign-in, both as real servers → the pages' address."""
    folder = tmp_path_factory.mktemp("company")
    root = folder / "home"
    shutil.copytree(stocked, root)
    pages, provider = free_port(), free_port()
    host, server = f"http://127.0.0.1:{pages}", f"http://127.0.0.1:{provider}"
    with (root / "rapport.toml").open() as file:
        settings = file.read()
    (root / "rapport.toml").write_text(
        f'sign_on_server = "{server}"\nsign_on_client = "{CLIENT}"\nsign_on_name = "Kettles"\n{settings}'
    )
    environment = {**os.environ, "RAPPORT_SIGN_ON_SECRET": SECRET}
    environment.pop("RAPPORT_HOME", None)
    invited = [sys.executable, "-c", RAPPORT, "--home", str(root), "people", "invite", "bob@example.org"]
    subprocess.run(
        [*invited, "--role", "qa_lead", "--json"], check=True, capture_output=True, env=environment
    )
    make_account(root, environment)
    back = f"{host}/account/oidc/company/login/callback/"
    people = ("ann@example.org", "bob@example.org", "stranger@example.org")
    commands = (
        [sys.executable, str(PROVIDER), str(folder), str(provider), back, *people],
        [sys.executable, "-c", RAPPORT, "--home", str(root), "serve", "--no-worker", "--port", str(pages)],
    )
    started = [subprocess.Popen(one, env=environment, stdout=subprocess.DEVNULL) for one in commands]
    try:
        wait(f"{server}/.well-known/openid-configuration")
        wait(f"{host}/healthz")
        yield host
    finally:
        for process in started:
            process.terminate()
            process.wait(20)


def make_account(root, environment):
    """Ann's account, without a password of its own."""
    script = (
        "from rapport.home import open_home; from rapport.program.setup import connect; "
        f"connect(open_home({str(root)!r})); "
        "from rapport.program.people.services import person_create; "
        "from rapport.program.people.actor import TERMINAL, Grant; "
        "person_create(TERMINAL, 'ann@example.org', name='Ann', grants=[Grant('qa_lead')])"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)


def form(page, **given):
    """What a page's form sends: its hidden fields, and what is typed."""
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    return {**{name: unescape(value) for name, value in hidden.items()}, **given}


def sign_in(host, address):
    """A browser's way: the pages, the company's form, and back → where it ends."""
    browser = requests.Session()
    page = browser.get(f"{host}/explore/")
    assert "Sign in with Kettles" in page.text
    company = browser.post(
        f"{host}/account/oidc/company/login/?process=login",
        data=form(page),
        headers={"Referer": page.url},
    )
    assert "password" in company.text and not company.url.startswith(host)
    end = browser.post(
        company.url, data=form(company, login=address, password=PASSWORD), headers={"Referer": company.url}
    )
    return browser, end


def test_who_was_invited_comes_in(company):
    browser, end = sign_in(company, "ann@example.org")
    assert end.status_code == 200 and end.url.startswith(company), end.text[:500]
    assert "Ann" in browser.get(f"{company}/explore/").text


def test_an_invitation_is_taken_up_by_signing_in(company):
    browser, end = sign_in(company, "bob@example.org")
    assert end.status_code == 200 and end.url.startswith(company), end.text[:500]
    assert browser.get(f"{company}/settings/people/").status_code == 200


def test_a_colleague_who_was_not_invited_is_told_so(company):
    browser, end = sign_in(company, "stranger@example.org")
    assert end.status_code == 403, end.text
    assert "invit" in end.text.lower()
    assert "/account/login" in browser.get(f"{company}/explore/").url


def test_the_browser_may_send_the_form_to_the_company_alone(company):
    policy = requests.get(f"{company}/account/login/", timeout=5).headers["Content-Security-Policy"]
    allowed = next(part for part in policy.split(";") if part.strip().startswith("form-action"))
    assert len(allowed.split()) == 3 and "http://127.0.0.1" in allowed


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ('sign_on_server = "https://id.example.org"', "by half"),
        ('sign_on_server = "id.example.org"', "sign_on_server is"),
        ("passwords = false", "Nobody could sign in"),
    ],
)
def test_half_a_sign_on_is_refused(stocked, tmp_path, lines, what):
    shutil.copytree(stocked, tmp_path / "home")
    path = tmp_path / "home" / "rapport.toml"
    path.write_text(f"{lines}\n{path.read_text()}")
    with pytest.raises(HomeError, match=what):
        open_home(tmp_path / "home")

"""Programs that tests start as forks end, fail and go away as programs do, whoever asked for them."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time

import pytest

from rapport.home import create_home
from tests import started as asking
from tests.started import PATIENCE_S, Fork, output, started
from tests.starter import without_passwords

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="programs are forked on Linux alone")

SEVEN = ["-c", "raise SystemExit(7)"]
RESET = """
import sys
from rapport.home import open_home
from rapport.program.setup import configure
configure(open_home({home}))
from django.urls import NoReverseMatch, reverse
try:
    print(reverse("account_reset_password"))
except NoReverseMatch:
    print("no passwords")
"""


@pytest.fixture
def line(monkeypatch):
    """The starter's end of the next line that is asked for."""
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(asking, "_held", lambda: None)
    monkeypatch.setattr(asking, "_line", lambda: ours)
    with ours, theirs:
        yield theirs


@pytest.fixture
def starter(monkeypatch):
    """A starter of this test's own, itself a fork, that a line holds."""
    name = f"rapport-tests-{secrets.token_hex(8)}"
    fork = started(["-m", "tests.starter", name], stderr=sys.__stderr__)
    monkeypatch.setenv(asking.STARTER, name)
    with connected(name, fork):
        yield fork
    assert fork.wait() == 0


def connected(name, fork):
    until = time.monotonic() + PATIENCE_S
    while fork.poll() is None and time.monotonic() < until:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(f"\0{name}")
            return line
        except OSError:
            line.close()
            time.sleep(0.05)
    raise AssertionError("the starter did not come")


def asked(line, words):
    """Asks by hand for a program, and reads nothing of what is answered."""
    asked = {"words": words, "environment": dict(os.environ), "folder": str(asking.ROOT)}
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123
        socket.send_fds(line, [json.dumps(asked).encode() + b"\n"], [nothing.fileno()] * 2)


def test_a_program_that_ends_at_once_is_seen_to_end(line):
    line.sendall(b"4711\n0\n")
    fork = Fork(SEVEN, {}, "/", None, None)
    assert (fork.pid, fork.poll()) == (4711, 0)


def test_a_program_that_runs_is_waited_for(line):
    line.sendall(b"4711\n")
    fork = Fork(SEVEN, {}, "/", None, None)
    assert fork.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        fork.wait(0.01)
    line.sendall(b"-9\n")
    assert fork.wait() == -9


@pytest.mark.parametrize("said", [b"", b"47"])
def test_the_end_of_the_starter_is_told(line, said):
    line.sendall(b"4711\n" + said)
    fork = Fork(SEVEN, {}, "/", None, None)
    line.close()
    with pytest.raises(RuntimeError, match="the starter of programs ended"):
        fork.wait()
    with pytest.raises(RuntimeError, match="the starter of programs ended"):
        fork.poll()


def test_who_goes_away_amid_a_word_ends_nothing_for_others(starter):
    with asking._line() as one:
        one.sendall(b'{"words": ["-c')
    assert started(SEVEN).wait() == 7


def test_who_goes_away_before_the_answer_ends_nothing_for_others(starter):
    os.kill(starter.pid, signal.SIGSTOP)
    with asking._line() as one:
        asked(one, SEVEN)
    os.kill(starter.pid, signal.SIGCONT)
    assert started(SEVEN).wait() == 7


def test_who_goes_away_without_reading_ends_only_what_they_asked_for(starter, tmp_path):
    place = tmp_path / "ended"
    code = (
        "import pathlib, signal, sys, time\n"
        "def end(*_):\n"
        f"    pathlib.Path({str(place)!r}).touch()\n"
        "    sys.exit()\n"
        "signal.signal(signal.SIGTERM, end)\n"
        f"pathlib.Path({str(tmp_path / 'begun')!r}).touch()\n"
        f"time.sleep({PATIENCE_S})"
    )
    with asking._line() as one:
        asked(one, ["-c", code])
        wait_for(tmp_path / "begun")
        assert one.recv(1, socket.MSG_PEEK)
    wait_for(place)
    assert started(SEVEN).wait() == 7


def wait_for(place):
    until = time.monotonic() + PATIENCE_S
    while not place.exists():
        assert time.monotonic() < until, place
        time.sleep(0.02)


def home_without_passwords(folder):
    root = create_home(folder / "home").root
    settings = (root / "rapport.toml").read_text()
    given = 'sign_on_server = "https://example.org"\nsign_on_client = "x"\npasswords = false\n'
    (root / "rapport.toml").write_text(given + settings)
    return root, {**os.environ, "RAPPORT_SIGN_ON_SECRET": "a secret"}


def test_pages_of_a_home_without_passwords_have_no_addresses_for_them(tmp_path):
    root, environment = home_without_passwords(tmp_path)
    named = {**environment, "RAPPORT_HOME": str(root)}
    assert output(["-c", RESET.format(home="None")], env=named) == b"no passwords\n"
    other = {**os.environ, "RAPPORT_HOME": str(create_home(tmp_path / "other").root)}
    assert output(["-c", RESET.format(home="None")], env=other).endswith(b"/password/reset/\n")


def test_a_home_without_passwords_is_found_by_what_may_name_it(tmp_path, monkeypatch):
    root, _ = home_without_passwords(tmp_path)
    other = str(create_home(tmp_path / "other").root)
    monkeypatch.delenv("RAPPORT_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    long = json.dumps({"name": "a" * 5000})
    assert not without_passwords(["-c", "pass", "--home", other, long, "\0", ""])
    assert without_passwords(["-c", "pass", long, "\0", "--home", str(root)])
    assert without_passwords(["-m", "rapport", f"--home={root}", "serve"])
    monkeypatch.setenv("RAPPORT_HOME", str(root))
    assert without_passwords(["-m", "rapport", "serve"])
    monkeypatch.setenv("RAPPORT_HOME", other)
    assert not without_passwords(["-m", "rapport", "serve"])
    monkeypatch.chdir(root)
    assert without_passwords(["-m", "rapport", "serve"])


def test_a_fork_refuses_a_home_without_passwords_that_no_word_names(tmp_path):
    root, environment = home_without_passwords(tmp_path)
    with pytest.raises(AssertionError, match="A fork has sign-in with passwords"):
        output(["-c", RESET.format(home=repr(str(root)))], env=environment)

"""A long list of people is brought by a process that is killed again and again, then the worker that sends:
nobody is invited or written to twice, nobody is lost, and what is wrong with rows is told in the end."""

import csv
import json
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryFile

import pytest

from rapport.home import create_home, open_home
from rapport.program.people.actor import TERMINAL
from rapport.program.sending.plain import Rules
from rapport.program.setup import connect, disconnect
from tests.mail_server import mail_server
from tests.started import started
from tests.web.live import COMMAND, environment
from tests.work.asking_home import publish

PATIENCE_S = 120
MALFORMED = (
    "nobody",
    "",
    "a b@example.org",
    "a@@example.org",
    "a@example",
    "a@x.org\nBcc: b@x.org",
    "a..b@x.org",
)
ALL_DAY = Rules(from_hour=0, to_hour=24, weekdays=(0, 1, 2, 3, 4, 5, 6), per_minute=100_000)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request):
    """None for the home's own file, else a new database of a real server."""
    return request.getfixturevalue("new_database")() if request.param == "postgres" else None


@pytest.fixture
def post():
    with mail_server() as (handler, port):
        handler.port = port
        yield handler


@pytest.fixture
def home(tmp_path, database_url, post):
    """A home that sends at any hour, to the mail server of the test."""
    made = create_home(tmp_path / "home", "Kettles & Co")
    with (made.root / "rapport.toml").open("r+", encoding="utf-8") as file:
        given = file.read()
        file.seek(0)
        file.write(
            f'address = "https://ask.kettles.example"\nmail_server = "127.0.0.1"\nmail_port = {post.port}\n'
            f'mail_security = "none"\nmail_from = "care@kettles.example"\n{given}'
        )
    opened = open_home(made.root, database_url=database_url)
    connect(opened)
    publish()
    from rapport.program.sending.services import rules_set

    rules_set(TERMINAL, ALL_DAY)
    yield opened
    disconnect()


def listed(path, rows):
    """A list with rows that are malformed and rows that stand in it before, near and far → what is to become
    of it: the addresses to invite, and why which row is left out."""
    chance, wanted, left = random.Random(7), [], {}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("Name", "E-Mail", "customer.plan"))
        for row in range(2, rows + 2):
            drawn = chance.random()
            if drawn < 0.05:
                address, left[row] = chance.choice(MALFORMED), "malformed"
            elif drawn < 0.10 and wanted:
                address, left[row] = f" {chance.choice(wanted).title()} ", "duplicate"
            else:
                address = f"person{row}@example.org"
                wanted.append(address)
            writer.writerow((f"Ann {row}", address, "gold"))
    return wanted, left


def alone(words, **given):
    """A child of this process, whose memory can be asked for."""
    return subprocess.Popen([sys.executable, *map(str, words)], **given)


def begun(home, database_url, *words, start=started):
    """The command in a process of its own."""
    out, wrong = TemporaryFile(), TemporaryFile()  # noqa: SIM115 - read once it has ended
    words = (*COMMAND, "--home", home.root, *words)
    process = start(words, env=environment(database_url), stdout=out, stderr=wrong)
    process.written = out, wrong
    return process


def told_by(process):
    """What it printed and what it complained of, once it has ended."""
    process.wait(PATIENCE_S)
    for one in process.written:
        one.seek(0)
    return tuple(one.read().decode() for one in process.written)


def inviting(home, database_url, path, start=started):
    words = ("survey", "invite", str(path), "--survey", "after-support", "--leave-out", "--json")
    return begun(home, database_url, *words, start=start)


def until(ripe, process):
    """Waits until it is so; what ended before is told."""
    end = time.monotonic() + PATIENCE_S
    while not ripe():
        assert process.poll() is None, told_by(process)
        assert time.monotonic() < end
        time.sleep(0.002)


def killed(process):
    process.send_signal(signal.SIGKILL)
    assert process.wait(20) == -signal.SIGKILL, "it was over before"


def done_rows():
    from rapport.program.sending.models import MailingList

    return sum(MailingList.objects.values_list("done", flat=True))


def invited():
    from rapport.program.surveys.models import Invitation

    return list(Invitation.objects.values_list("address", flat=True))


def brought_under_kills(home, database_url, path, rows, kills, start=started):
    """Kills it before anything is done, then each time after it went on; brings the list to its end."""
    told = listed(path, rows)
    chance, marks = random.Random(3), []
    for number in range(kills):
        begins, goal = done_rows(), rows * number // (kills + 1)
        process = inviting(home, database_url, path, start)
        if number == 0:
            time.sleep(0.2)
        else:
            until(lambda begins=begins, goal=goal: done_rows() > max(begins, goal), process)
            time.sleep(chance.uniform(0, 0.1))
        killed(process)
        stand = done_rows()
        assert begins <= stand < rows and stand % 1_000 == 0
        assert len(invited()) == len(set(invited())) <= stand
        marks.append(stand)
    assert len(set(marks)) == kills, "each came to another place"
    process = inviting(home, database_url, path, start)
    out, said = told_by(process)
    assert process.returncode == 5, said
    return told, json.loads(out), marks


def holds(path, rows, told, document, marks):
    """Everybody once, and every row that was left out told with file, row, column and what to do."""
    wanted, left = told
    assert Counter(invited()) == Counter(wanted)
    assert (document["rows"], document["invited"]) == (rows, len(wanted))
    assert document["file"] == str(path) and document["resumed_after"] == marks[-1]
    assert {one["row"]: one["reason"] for one in document["left_out"]} == left
    assert {one["column"] for one in document["left_out"]} == {"E-Mail"}
    assert all(one["what"] and one["todo"] for one in document["left_out"])
    assert rows == len(wanted) + len(left)


def sent_under_kills(home, database_url, post, wanted, goals, over):
    """The worker is killed when so many mails went out, and started again until it is over → who got one."""
    for goal in goals:
        process = begun(home, database_url, "worker")
        until(lambda goal=goal: len(post.mails) >= goal, process)
        killed(process)
        assert minutes_later() <= 1, "only the one that was being handed over is in doubt"
    process = begun(home, database_url, "worker")
    until(over, process)
    killed(process)
    got = Counter(str(one["To"]) for one in post.mails)
    assert set(got.values()) == {1} and set(got) <= set(wanted)
    return set(got)


def minutes_later():
    """As the next worker finds it eleven minutes later → how many are in doubt."""
    from rapport.program.sending.services import messages_forsaken

    return messages_forsaken(datetime.now(UTC) + timedelta(minutes=11))


def nothing_waits():
    from rapport.program.sending.models import Message
    from rapport.program.surveys.models import Invitation

    waits = Invitation.objects.filter(state=Invitation.WAITING).exists()
    ended = (Message.SENT, Message.UNCERTAIN)
    return not waits and not Message.objects.exclude(state__in=ended).exists()


def in_doubt():
    from rapport.program.sending.models import Message
    from rapport.program.surveys.models import Invitation

    doubt = Message.objects.filter(state=Message.UNCERTAIN).values("invitation_id")
    return set(Invitation.objects.filter(pk__in=doubt).values_list("address", flat=True))


def test_a_list_that_is_cut_off_loses_nobody_and_asks_nobody_twice(home, database_url, tmp_path):
    path = tmp_path / "guests.csv"
    told, document, marks = brought_under_kills(home, database_url, path, 6_000, kills=3)
    holds(path, 6_000, told, document, marks)
    again = inviting(home, database_url, path)
    second = json.loads(told_by(again)[0])
    assert second == {**document, "resumed_after": 6_000} and len(invited()) == len(told[0])


def test_a_sender_that_is_killed_writes_to_nobody_twice(home, database_url, post, tmp_path):
    path = tmp_path / "guests.csv"
    wanted, _ = listed(path, 180)
    process = inviting(home, database_url, path)
    _, said = told_by(process)
    assert process.returncode == 5, said
    got = sent_under_kills(home, database_url, post, wanted, (30, 90), nothing_waits)
    assert set(wanted) - got <= in_doubt(), "who got none is there for a person to decide about"


@pytest.mark.proof
def test_two_hundred_thousand_invitations_are_cut_off_nine_times(home, database_url, post, tmp_path):
    path, rows, start = tmp_path / "guests.csv", 200_000, time.monotonic()
    told, document, marks = brought_under_kills(home, database_url, path, rows, kills=9, start=alone)
    holds(path, rows, told, document, marks)
    took, memory = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{rows:,} rows in ten runs: {took:.0f} s; a process took {memory} MiB at most; cut at {marks}")
    assert memory < 1024
    sent_under_kills(home, database_url, post, told[0], (100, 300), lambda: len(post.mails) >= 600)

"""`rapport survey invite`, `bounces` and `deliverability`, each in a process of its own as at a terminal."""

import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from rapport.home import create_home
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect, disconnect
from tests.web.live import command
from tests.work.asking_home import publish

REPORT = """\
From: mailer-daemon@mx.example.org
Subject: returned
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; a@example.org
Action: failed
Status: 5.1.1

--b
Content-Type: message/rfc822

Message-ID: <{stamp}@kettles.example>

hello
--b--
"""


@pytest.fixture
def home(tmp_path):
    made = create_home(tmp_path / "home", "Kettles & Co")
    connect(made)
    publish()
    yield made
    disconnect()


def said(home, code, *words):
    done = subprocess.run(command(home.root, "survey", *words), capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout


def test_rows_that_cannot_be_used_are_told_with_column_and_remedy(home, tmp_path):
    path = tmp_path / "guests.csv"
    path.write_text("Mail,name\na@example.org,Ann\nnowhere,Bob\nA@example.org,Cid\n", encoding="utf-8")
    words = ("invite", str(path), "--survey", "after-support")
    first = said(home, 5, *words).splitlines()
    assert first == [
        f"{path}:3, Mail: an address that cannot be one. Correct it, or take the row out.",
        f"{path}:4, Mail: stands in the list before. Nothing to do; the first of their rows counts.",
        "Nobody is invited. Mend these rows, or give --leave-out.",
    ]
    second = said(home, 5, *words, "--leave-out").splitlines()
    assert second == [*first[:2], "1 of 3 are invited."]
    third = said(home, 5, *words, "--leave-out").splitlines()
    assert third[:2] == first[:2] and "nothing was done" in third[2]


def test_mails_that_came_back_are_read(home, tmp_path):
    from rapport.program.sending.models import Message, Unreachable
    from rapport.program.sending.plain import Rules
    from rapport.program.sending.services import message_sent, messages_take, rules_set

    path, report = tmp_path / "guests.csv", tmp_path / "report.eml"
    path.write_text("email\na@example.org\nb@example.org\n", encoding="utf-8")
    rules_set(TERMINAL, Rules(from_hour=0, to_hour=24, weekdays=(0, 1, 2, 3, 4, 5, 6)))
    said(home, 0, "invite", str(path), "--survey", "after-support")
    now = datetime.now(UTC) + timedelta(minutes=1)
    for due in messages_take(now, home.settings.zone, 5, ("email",)):
        message_sent(due, now)
        if due.address == "a@example.org":
            report.write_text(REPORT.format(stamp=due.message), encoding="utf-8")
    for _ in range(2):
        assert said(home, 0, "bounces", str(report)) == "1 mails read; 1 are reports about mails of ours.\n"
    assert sorted(Message.objects.values_list("state", flat=True)) == ["bounced", "sent"]
    assert Unreachable.objects.count() == 1
    path.write_text("email\na@example.org\nc@example.org\n", encoding="utf-8")
    told = said(home, 5, "invite", str(path), "--survey", "after-support")
    assert f"{path}:2, email: mails or messages come back. Find out their new address." in told
    assert "1 of 2 are invited." in told


def test_whether_mails_arrive_is_told(home):
    told = said(home, 5, "deliverability")
    assert "Mail server: None is set" in told and "Set mail_server and mail_from." in told

"""Many hand in answers at once while the server is killed and started again, twice.

What the server has acknowledged is there afterwards, once, as it was sent, and arrives in the warehouse once.
"""

import http.client
import json
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest

from rapport.home import open_home
from rapport.program.setup import connect, disconnect
from tests.web.live import LiveServer, in_process

PEOPLE = 12


@dataclass
class Phone:
    """One person after another: hands a form in in two steps, again until it is acknowledged."""

    port: int
    works: list
    until: float
    acknowledged: dict = field(default_factory=dict)
    begun: dict = field(default_factory=dict)
    refused: list = field(default_factory=list)
    answers: int = 0

    def run(self):
        for key, address in self.works:
            first = {"p": "0", "shown": "ease", "a.ease": "2", "lang": "en"}
            if time.monotonic() > self.until or not self.send(address, first):
                return
            self.begun[key] = {"ease": 2}
            words = f"Said by {key}"
            last = {"p": "1", "shown": ["why", "reason"], "a.why": words, "a.reason": "bill", "lang": "en"}
            if not self.send(address, last):
                return
            self.acknowledged[key] = {"ease": 2, "why": words, "reason": ["bill"]}

    def send(self, address, fields):
        """Whether it was taken: now, or before an acknowledgement that was lost."""
        while True:
            try:
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
                heads = {"Content-Type": "application/x-www-form-urlencoded"}
                line.request("POST", address, urlencode(fields, doseq=True), heads)
                answer = line.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            finally:
                line.close()
            if answer.status in (303, 409):
                self.answers += 1
                return True
            if answer.status >= 500:
                time.sleep(0.05)
                continue
            self.refused.append((address, answer.status))
            return False


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request):
    """None for the home's own file, else a new database of a real server."""
    return request.getfixturevalue("new_database")() if request.param == "postgres" else None


def test_no_acknowledged_submission_is_lost_or_doubled_in_short(database_url, tmp_path):
    """Eight forms each; a kill after each third of the answers."""
    whole = PEOPLE * 8 * 2

    def third(phones, number, _start):
        return sum(one.answers for one in phones) >= whole * number / 3

    check(tmp_path / "home", database_url, forms=8, ripe=third, seconds=3600)


@pytest.mark.proof
def test_no_acknowledged_submission_is_lost_or_doubled_in_a_minute(database_url, tmp_path):
    """As much as they can in a minute; a kill after each third of it."""

    def third(_phones, number, start):
        return time.monotonic() >= start + 20 * number

    check(tmp_path / "home", database_url, forms=3000, ripe=third, seconds=60)


def check(root, database_url, forms, ripe, seconds):
    made = in_process("tests.web.intake_home", root, PEOPLE * forms, database_url=database_url)
    server = LiveServer(root, workers=2, database_url=database_url).start()
    start = time.monotonic()
    phones = [Phone(server.port, made[one::PEOPLE], start + seconds) for one in range(PEOPLE)]
    threads = [threading.Thread(target=one.run, daemon=True) for one in phones]
    for thread in threads:
        thread.start()
    for number in (1, 2):
        while not ripe(phones, number, start) and any(thread.is_alive() for thread in threads):
            time.sleep(0.01)
        server.kill()
        server.start()
    for thread in threads:
        thread.join(300)
    server.stop()
    assert not any(thread.is_alive() for thread in threads)
    assert [refusal for one in phones for refusal in one.refused] == []
    home = open_home(root, database_url=database_url)
    connect(home)
    try:
        stands_as_acknowledged(phones)
        arrives_once(home, phones)
    finally:
        disconnect()


def all_of(phones, name):
    return {key: answers for one in phones for key, answers in getattr(one, name).items()}


def stands_as_acknowledged(phones):
    from rapport.program.surveys.models import Submission

    acknowledged, begun = all_of(phones, "acknowledged"), all_of(phones, "begun")
    print(f"{len(begun)} begun, {len(acknowledged)} complete, {sum(one.answers for one in phones)} answers")
    assert len(acknowledged) >= PEOPLE, "too little was done to tell anything"
    stored = {one.pk: one for one in Submission.objects.all()}
    assert stored.keys() >= begun.keys()
    for key, answers in acknowledged.items():
        assert stored[key].answers == answers and stored[key].completed_at, json.dumps(stored[key].answers)
    assert all(stored[key].answers["ease"] == 2 for key in begun)


def arrives_once(home, phones):
    from rapport.program.surveys.models import Invitation
    from rapport.warehouse import Warehouse
    from rapport.work.surveys.publish_submissions import publish_submissions

    publish_submissions(home)
    publish_submissions(home)
    acknowledged = all_of(phones, "acknowledged")
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql("SELECT submission_id, count(*) AS n FROM answers GROUP BY ALL").to_pylist()
    assert {one["submission_id"]: one["n"] for one in rows}.items() >= dict.fromkeys(acknowledged, 3).items()
    assert {one["n"] for one in rows} == {3}
    assert Invitation.objects.filter(state=Invitation.COMPLETED).count() == len(rows)

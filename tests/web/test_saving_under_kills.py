"""Twenty evaluators save and submit at once while the server is killed and started again, twice.

What the server has acknowledged is there afterwards, once, as it was sent.
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

PEOPLE = [f"Person{number:02d}" for number in range(20)]
TOKEN = "t" * 32
SAVES = 3


@dataclass
class Evaluator:
    """One person's browser: saves, submits, and sends again what was not acknowledged."""

    port: int
    cookie: str
    works: list
    until: float
    submitted: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)
    requests: int = 0
    answers: int = 0
    refused: list = field(default_factory=list)

    def run(self):
        for work in self.works:
            if time.monotonic() > self.until:
                return
            self.score(work)

    def score(self, work):
        fields = {f"ok/element_{number}": "1" for number in range(1, 16)}
        version, window = 0, f"window-{work}"
        for step in range(1, SAVES + 1):
            if time.monotonic() > self.until:
                return
            fields["comment"] = f"{work}: save {step}"
            fields["rule/element_3/slip"] = str(1 + step % 2)
            del_ok(fields, "element_3")
            answer = self.send(work, "save", {**fields, "version": version, "window": window, "step": step})
            if answer is None:
                return
            version, self.kept[work] = answer["version"], fields["comment"]
        body = {
            **fields,
            "version": version,
            "window": window,
            "step": SAVES + 1,
            "key": f"key-of-{work:>09}",
        }
        answer = self.send(work, "submit", body)
        if answer is not None:
            self.submitted[work] = answer["evaluation"]

    def send(self, work, act, body):
        """The answer, however often it takes to get one; None for a refusal."""
        while True:
            self.requests += 1
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
                connection.request("POST", f"/audit/scoring/{work}/{act}", urlencode(body), self.headers)
                answer = connection.getresponse()
                text = answer.read()
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
                continue
            finally:
                connection.close()
            if answer.status == 200:
                self.answers += 1
                return json.loads(text)
            if answer.status >= 500:
                time.sleep(0.1)
                continue
            self.refused.append((work, act, answer.status, text[:300]))
            return None

    @property
    def headers(self):
        return {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            "Cookie": f"sessionid={self.cookie}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }


def del_ok(fields, element):
    """A marked rule and "none of these" do not stand together."""
    fields.pop(f"ok/{element}", None)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request):
    """None for the home's own file, else a new database of a real server."""
    return request.getfixturevalue("new_database")() if request.param == "postgres" else None


def test_nothing_acknowledged_is_lost_or_doubled_in_short(database_url, tmp_path):
    """Two interactions each, however long this machine takes; a kill after each third of the answers."""
    all_of_it = len(PEOPLE) * 2 * (SAVES + 1)

    def third(people, number, _start):
        return sum(one.answers for one in people) >= all_of_it * number / 3

    check(tmp_path / "home", database_url, chats=2, ripe=third, seconds=3600)


@pytest.mark.proof
def test_nothing_acknowledged_is_lost_or_doubled_in_a_minute(database_url, tmp_path):
    """As much as they can in a minute; a kill after each third of it."""

    def third(_people, number, start):
        return time.monotonic() >= start + 20 * number

    check(tmp_path / "home", database_url, chats=80, ripe=third, seconds=60)


def check(root, database_url, chats, ripe, seconds):
    made = in_process("tests.web.scoring_home", root, chats, *PEOPLE, database_url=database_url)
    server = LiveServer(root, workers=2, database_url=database_url).start()
    start = time.monotonic()
    people = [Evaluator(server.port, one["cookie"], one["works"], start + seconds) for one in made.values()]
    threads = [threading.Thread(target=one.run, daemon=True) for one in people]
    for thread in threads:
        thread.start()
    for number in (1, 2):
        while not ripe(people, number, start) and any(thread.is_alive() for thread in threads):
            time.sleep(0.01)
        server.kill()
        server.start()
    for thread in threads:
        thread.join(300)
    server.stop()
    assert not any(thread.is_alive() for thread in threads)
    assert [refusal for one in people for refusal in one.refused] == []
    connect(open_home(root, database_url=database_url))
    try:
        stands_as_acknowledged(people)
    finally:
        disconnect()


def stands_as_acknowledged(people):
    from rapport.program.audits.models import Assignment, Evaluation, Outbox
    from rapport.program.scoring.models import Draft

    submitted = {work: made for one in people for work, made in one.submitted.items()}
    kept = {work: text for one in people for work, text in one.kept.items()}
    print(f"{sum(one.requests for one in people)} requests, {len(kept)} begun, {len(submitted)} submitted")
    assert len(submitted) >= len(people), "too little was done to tell anything"
    stored = {str(one.pk): one for one in Evaluation.objects.select_related("evaluator")}
    assert set(stored) == set(submitted.values()) and len(stored) == len(submitted)
    assert all(one.retracted_at is None for one in stored.values())
    pairs = {(one.interaction_id, one.evaluator_id) for one in stored.values()}
    assert len(pairs) == len(stored)
    assert Outbox.objects.count() == len(stored)
    done = set(Assignment.objects.filter(state=Assignment.DONE).values_list("pk", flat=True))
    assert done == {int(work) for work in submitted}
    for work, evaluation in submitted.items():
        assert stored[evaluation].comment == f"{work}: save {SAVES}"
        (slip,) = stored[evaluation].decisions.filter(element="element_3")
        assert slip.rules == {"slip": 1 + SAVES % 2}
    drafts = {one.work: one for one in Draft.objects.all()}
    assert drafts.keys() >= kept.keys()
    for work, text in kept.items():
        assert drafts[work].notes["comment"] == text
        assert (drafts[work].state == Draft.SUBMITTED) == (work in submitted)

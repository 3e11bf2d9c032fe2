"""Writing back: what changed, once, in order, to a CRM that misbehaves; nothing of an erased customer."""

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rapport.home import HomeError, create_home, open_home
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect, disconnect
from rapport.records import Answer, Customer
from rapport.warehouse import Warehouse
from rapport.work.crm.writing import write_back_by

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


class Crm(BaseHTTPRequestHandler):
    """Keeps what it is told; answers what the test says."""

    def do_PATCH(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, json.loads(body), self.headers["Authorization"]))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.end_headers()

    def log_message(self, *args):
        """Nothing."""


@pytest.fixture
def crm():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Crm)
    server.got, server.answers = [], []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(tmp_path, crm):
    made = create_home(tmp_path / "home")
    url = f"http://127.0.0.1:{crm.server_port}/customers/{{customer}}?by=rapport"
    made = replace(made, settings=replace(made.settings, crm_url=url, crm_token="secret"))
    connect(made)
    write_back_by(made, datetime.now(UTC) - timedelta(seconds=1))
    yield made
    disconnect()


def answered(home, customer="c 1/ä", number=9.0, name="a1"):
    one = Answer(
        name, name, "recommend", "nps", number=number, scale_min=0, scale_max=10, customer_id=customer,
        answered_at=NOW - timedelta(days=1) + timedelta(hours=number), text="never written",
    )  # fmt: skip
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("customers", [Customer(customer)])
        writer.upsert("answers", [one])


def later(minutes):
    return datetime.now(UTC) + timedelta(minutes=minutes)


def test_the_newest_answer_is_written_once_without_words(home, crm):
    answered(home)
    assert write_back_by(home, later(1)) == 1
    ((path, body, token),) = crm.got
    assert path == "/customers/c%201%2F%C3%A4?by=rapport" and token == "Bearer secret"
    assert (body["customer_id"], body["last_nps"], body["open_cases"]) == ("c 1/ä", 9.0, 0)
    assert "never" not in json.dumps(body)
    write_back_by(home, later(2))
    assert len(crm.got) == 1
    answered(home, number=10.0, name="a2")
    write_back_by(home, later(3))
    assert crm.got[-1][1]["last_nps"] == 10.0


def test_a_case_counts_as_a_change(home, crm):
    from rapport.program.cases.services import case_open

    case_open(
        key="k", customer_id="c9", interaction_id=None, kind="problem", title="t", reason="r", source="s",
        urgency="normal", facts={}, actor=TERMINAL,
    )  # fmt: skip
    write_back_by(home, later(1))
    assert [(one[1]["customer_id"], one[1]["open_cases"]) for one in crm.got] == [("c9", 1)]


def test_it_is_asked_again_later_and_given_up_where_it_will_not(home, crm):
    from rapport.program.crm.selectors import crm_state
    from rapport.program.crm.services import crm_again

    crm.answers = [503, 429, 422]
    answered(home)
    write_back_by(home, later(1))
    assert crm_state(TERMINAL).waiting == 1 and "503" in crm_state(TERMINAL).problem
    write_back_by(home, later(2))
    assert len(crm.got) == 1
    write_back_by(home, later(30))
    write_back_by(home, later(90))
    assert crm_state(TERMINAL).failed == 1 and len(crm.got) == 3
    write_back_by(home, later(900))
    assert len(crm.got) == 3
    assert crm_again(TERMINAL) == 1
    write_back_by(home, later(901))
    assert crm_state(TERMINAL).written == 1 and crm_state(TERMINAL).problem == ""


def test_what_changes_while_it_is_written_is_written_next(home, crm):
    from rapport.program.crm.selectors import crm_state
    from rapport.program.crm.services import crm_note, crm_take, crm_written

    crm_note(["c1"], NOW)
    taken = crm_take(NOW)
    assert crm_take(NOW) is None
    crm_note(["c1"], NOW)
    crm_written(taken.customer_id, "digest", NOW)
    assert crm_state(TERMINAL).waiting == 1
    assert crm_take(NOW).digest == "digest"


def test_nobody_is_written_where_no_crm_is_set_and_what_was_there_before_stays(tmp_path, crm):
    home = create_home(tmp_path / "quiet")
    connect(home)
    answered(home)
    assert write_back_by(home, later(1)) == 0
    url = f"http://127.0.0.1:{crm.server_port}/{{customer}}"
    asked = replace(home, settings=replace(home.settings, crm_url=url))
    assert write_back_by(asked, later(2)) == 0 and write_back_by(asked, later(3)) == 0 and crm.got == []
    disconnect()


def test_an_adapter_that_is_not_installed_is_told(home, crm):
    from rapport.program.crm.selectors import crm_state

    answered(home)
    write_back_by(replace(home, settings=replace(home.settings, crm_adapter="telepathy")), later(1))
    assert "There is no adapter 'telepathy'" in crm_state(TERMINAL).problem and crm.got == []


def test_an_erased_customer_leaves_no_row(home):
    from rapport.program.crm.models import CrmRow
    from rapport.work.erase import erase_customer

    answered(home)
    write_back_by(home, later(1))
    assert CrmRow.objects.count() == 1
    erase_customer(home, "c 1/ä")
    assert CrmRow.objects.count() == 0


@pytest.mark.parametrize("line", ['crm_url = "ftp://x"', 'crm_method = "DELETE"'])
def test_settings_that_cannot_be_are_refused(tmp_path, line):
    home = create_home(tmp_path / "other")
    (home.root / "rapport.toml").open("a").write(f"\n{line}\n")
    with pytest.raises(HomeError):
        open_home(home.root)


def test_everybody_of_one_large_import_is_noted(home, monkeypatch):
    from rapport.program.crm.models import CrmRow

    monkeypatch.setattr("rapport.work.crm.writing.AT_ONCE", 3)
    with Warehouse(home.warehouse_path).write() as writer:
        many = [Answer(f"a{n}", f"s{n}", "q", "nps", number=9.0, customer_id=f"c{n}") for n in range(10)]
        writer.upsert("answers", many)
    write_back_by(home, later(1))
    assert CrmRow.objects.count() == 10


def test_a_case_taken_up_again_is_told(home, crm):
    from rapport.program.cases.plain import Closing
    from rapport.program.cases.selectors import case
    from rapport.program.cases.services import case_close, case_open, case_reopen

    made = case_open(
        key="k", customer_id="c9", interaction_id=None, kind="opportunity", title="t", reason="r", source="s",
        urgency="normal", facts={}, actor=TERMINAL,
    )  # fmt: skip
    write_back_by(home, datetime.now(UTC))
    case_close(TERMINAL, made, Closing("thanked", "x", None, True), case(TERMINAL, made).line.version)
    write_back_by(home, datetime.now(UTC))
    case_reopen(TERMINAL, made, "It came back", case(TERMINAL, made).line.version)
    write_back_by(home, datetime.now(UTC))
    assert [one[1]["open_cases"] for one in crm.got] == [1, 0, 1]

"""Numbers of a large home: worked out in a process beside, kept for the others, shown while newer ones are
worked out, and gone when somebody is erased."""

import time

import pytest

from rapport.records import Customer, Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.work.exploring.index.build import bring_up_to_date
from rapport.work.results import beside, board, stored
from rapport.work.results.answers_behind import answers_behind
from rapport.work.results.apart import Apart
from rapport.work.results.board import seen_board
from rapport.work.results.shelf import Kept, Shelf, State
from rapport.work.results.sight import Seen
from rapport.work.results.view import View, ViewError
from tests.web.api_client import program

LEAD = Seen("executive", rows=True, people=True, words=True)
LONG_S = 300
# The process beside is started once by who asks it first: all of these ask the same one.
pytestmark = pytest.mark.xdist_group("large home")


@pytest.fixture
def served(served_audit):
    return served_audit


@pytest.fixture
def large(served_audit, monkeypatch):
    monkeypatch.setattr(beside, "LARGE", 1)
    return served_audit


def until(ask):
    """What `ask` answers once it answers something; asked seldom, as each page takes a while of the processor
    that works out what it waits for."""
    end = time.monotonic() + LONG_S
    while time.monotonic() < end:
        found = ask()
        if found:
            return found
        time.sleep(1)
    raise AssertionError("it never came")


def changed(home, name="new-one"):
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("customers", [Customer(name)])


def files(home):
    return sorted((home.root / stored.FOLDER).glob("*.kept"))


def test_a_page_never_waits_and_shows_what_was_known_before(large, sign_in, monkeypatch):
    client = sign_in("qa_lead")
    began = time.monotonic()
    assert b"aria-busy" in client.get("/").content
    assert b"aria-busy" in client.get("/reports/rows?metric=qci").content
    assert time.monotonic() - began < 30
    until(lambda: b"aria-busy" not in client.get("/").content)
    page = client.get("/").content
    assert b"are being worked out" not in page and b"QCI" in page
    before = Warehouse(large.warehouse_path).data_version
    assert client.get("/reports/rows?metric=qci").context["behind"].total
    changed(large)
    told = f"data version {before}; those of {before + 1} are being worked out".encode()
    assert told in client.get("/").content
    assert client.get("/reports/rows?metric=qci").context["behind"].total
    until(lambda: b"are being worked out" not in client.get("/").content)
    assert f"data version {before + 1}".encode() in client.get("/").content


def test_the_numbers_are_those_of_a_small_home(served_audit, monkeypatch):
    small = seen_board(served_audit, LEAD, View())
    monkeypatch.setattr(beside, "LARGE", 1)
    monkeypatch.setattr(board, "_BOARDS", Shelf(4))
    large = seen_board(served_audit, LEAD, View())
    assert large is not small and large.panels == small.panels
    assert [one.estimate for one in large.numbers] == [one.estimate for one in small.numbers]


def test_another_process_finds_what_was_kept_but_nothing_that_was_not_signed(large, monkeypatch):
    first = seen_board(large, LEAD, View())
    [path] = files(large)

    def never(*_order):
        raise AssertionError("it was worked out again")

    monkeypatch.setattr(board, "_BOARDS", Shelf(4))
    monkeypatch.setattr(stored, "_READ", {})
    monkeypatch.setattr(board, "apart", never)
    assert seen_board(large, LEAD, View()).numbers == first.numbers
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    monkeypatch.setattr(board, "_BOARDS", Shelf(4))
    monkeypatch.setattr(stored, "_READ", {})
    with pytest.raises(AssertionError, match="worked out again"):
        seen_board(large, LEAD, View())


def test_an_erased_customer_is_in_nothing_that_was_kept(large):
    from rapport.work.erase import erase_customer

    with Warehouse(large.warehouse_path).write() as writer:
        talk = (Turn("customer", "hello"), Turn("agent", "hello"))
        writer.upsert("interactions", [Interaction("gone-1", channel="chat", customer_id="gone", turns=talk)])
    first = seen_board(large, LEAD, View())
    assert files(large)
    erase_customer(large, "gone")
    assert not files(large)
    assert seen_board(large, LEAD, View(), wait_s=0) is None, "what was known before is not shown"
    assert seen_board(large, LEAD, View()).data_version > first.data_version


def test_a_program_is_told_when_to_ask_again(large):
    lead = program("qa_lead")
    first = lead.get("/api/findings")
    assert first.status_code in (200, 503)
    if first.status_code == 503:
        assert first["Retry-After"] == "5" and first["Content-Type"] == "application/problem+json"
    found = until(lambda: (one := lead.get("/api/findings")).status_code == 200 and one)
    before = found.json()["provenance"]["data_version"]
    assert before == Warehouse(large.warehouse_path).data_version and found.json()["items"]
    changed(large)
    assert lead.get("/api/findings").json()["provenance"]["data_version"] == before
    now = before + 1
    until(lambda: lead.get("/api/findings").json()["provenance"]["data_version"] == now)


def test_what_goes_wrong_there_is_told_here(large):
    with pytest.raises(ViewError):
        seen_board(large, LEAD, View(team="Nobody"))
    apart = Apart()
    with pytest.raises(ZeroDivisionError):
        apart.run("operator:truediv", 1, 0)
    with pytest.raises(RuntimeError, match="cannot be sent"):
        apart.run("threading:Lock")
    with pytest.raises(ChildProcessError):
        apart.run("os:_exit", 3)
    assert apart.run("operator:add", 1, 2) == 3


def kept(made, version, erased=None, ended=0.0, took_s=0.0):
    return Kept(made, State(version, erased), ended, took_s)


def test_a_shelf_shows_what_is_older_only_where_it_may():
    shelf = Shelf(2)
    assert shelf.ask("a", State(1), lambda: kept("one", 1)) == "one"

    def slow():
        time.sleep(0.5)
        return kept("two", 2)

    assert shelf.ask("a", State(2), slow, 0.01) is None
    assert shelf.ask("a", State(2), slow, 0.01, older_too=True) == "one"
    assert shelf.ask("a", State(2, "erased"), lambda: kept("new", 2, "erased"), 0.01, older_too=True) in (
        None,
        "new",
    )
    assert shelf.ask("a", State(2, "erased"), lambda: kept("new", 2, "erased")) == "new"


def test_a_shelf_lets_costly_work_rest_while_there_is_something_to_show():
    shelf, made = Shelf(2), []

    def make(version):
        made.append(version)
        return kept(version, version, ended=time.time(), took_s=60.0)

    assert shelf.ask("a", State(1), lambda: make(1)) == 1
    assert shelf.ask("a", State(2), lambda: make(2), 1.0, older_too=True) == 1
    assert made == [1]
    assert shelf.ask("a", State(2), lambda: make(2)) == 2


def test_the_answers_behind_a_number_are_those_of_a_small_home(served_audit, monkeypatch):
    def walked():
        mark, rows = "", []
        while mark is not None:
            page = until(lambda after=mark: answers_behind(served_audit, LEAD, View(), "nps", after, 40))
            rows += page.rows
            mark = page.after
        return rows

    small = walked()
    assert len(small) > 40 and [one["answer_id"] for one in small] == sorted(
        one["answer_id"] for one in small
    )
    monkeypatch.setattr(beside, "LARGE", 1)
    assert walked() == small
    bring_up_to_date(served_audit)
    assert walked() == small
    night = Seen("manager", teams=frozenset({"Billing"}), rows=True, people=True, words=True)
    ids = {one["answer_id"] for one in until(lambda: answers_behind(served_audit, night, View(), "nps")).rows}
    assert ids < {one["answer_id"] for one in small}
    with pytest.raises(ViewError):
        answers_behind(served_audit, night, View(team="Mobile"), "nps")

"""Redaction on several cores says what redaction on one says, in the same order."""

import itertools
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapport.home.settings import Redaction
from rapport.records import Interaction, Turn
from rapport.redaction import Redactor
from rapport.work.importing import redact_all as room

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAID = (
    "Mail me at jane.doe@example.com please",
    "Jane Doe here, my number is (212) 555-0187",
    "Nothing to see",
    "IBAN DE89 3702 0400 4400 0532 01 – ¿sí?\nand\u2028more",
    "",
)


def interactions(count):
    said = itertools.cycle(SAID)
    for number in range(count):
        turns = tuple(
            Turn("agent", next(said), AT, "Tom Roe", 1.5, 2.5, "> call 212-555-0187", None)
            for _ in range(number % 4)
        )
        yield (
            Interaction(
                f"I{number}",
                started_at=AT,
                customer_name="Jane Doe",
                subject=next(said) or None,
                turns=turns,
                attributes={"note": next(said)},
            ),
            ("Tom Roe",),
        )


def expected(count):
    redactor = Redactor()
    return [redactor.interaction(record, names) for record, names in interactions(count)]


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(room, "ALONE", 10)
    monkeypatch.setattr(room, "BLOCK_RECORDS", 7)
    monkeypatch.setattr(room, "_cores", lambda: 3)


def redacted(records, settings=None):
    settings = settings or Redaction()
    return list(room.redact_all(records, Redactor(settings), settings))


def test_other_processes_say_the_same_in_the_same_order():
    assert redacted(interactions(200)) == expected(200)


def test_the_settings_hold_in_other_processes():
    settings = Redaction(keep=("email",), region="GB")
    redactor = Redactor(settings)
    assert redacted(interactions(40), settings) == [redactor.interaction(*one) for one in interactions(40)]


def test_a_process_that_dies_loses_nothing(monkeypatch):
    started = []
    popen = room.subprocess.Popen
    monkeypatch.setattr(
        room.subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[-1]
    )
    found = room.redact_all(interactions(200), Redactor(), Redaction())
    first = list(itertools.islice(found, 30))
    for child in started:
        child.kill()
    assert len(started) == 2
    assert first + list(found) == expected(200)


def test_no_process_stays_when_the_rows_end_early(monkeypatch):
    started = []
    popen = room.subprocess.Popen
    monkeypatch.setattr(
        room.subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[-1]
    )

    def failing():
        yield from interactions(60)
        raise ValueError("a bad row")

    with pytest.raises(ValueError, match="a bad row"):
        redacted(failing())
    assert [child.poll() is not None for child in started] == [True, True]


def test_text_that_is_no_unicode_stays_for_the_warehouse_to_refuse():
    odd = Interaction("odd", turns=(Turn("customer", "\ud800 jane@example.com", AT),))
    stream = itertools.chain(interactions(12), [(odd, ())])
    assert redacted(stream)[-1] == Redactor().interaction(odd, ())


def test_one_core_does_it_alone(monkeypatch):
    monkeypatch.setattr(room, "_cores", lambda: 1)
    monkeypatch.setattr(room.subprocess, "Popen", None)
    assert redacted(interactions(40)) == expected(40)


KILLED = """
import itertools, sys
from rapport.home.settings import Redaction
from rapport.records import Interaction
from rapport.redaction import Redactor
from rapport.work.importing import redact_all as room
room.ALONE, room._cores = 0, lambda: 2
popen = room.subprocess.Popen
def told(*given, **more):
    child = popen(*given, **more)
    print(child.pid, flush=True)
    return child
room.subprocess.Popen = told
for _ in room.redact_all(((Interaction("x"), ()) for _ in itertools.count()), Redactor(), Redaction()):
    pass
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_no_process_outlives_an_import_that_is_killed():
    parent = subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    assert runs(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 20
    while runs(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not runs(child)


def runs(pid):
    try:
        with Path(f"/proc/{pid}/stat").open() as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False

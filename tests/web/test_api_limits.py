"""How often one key may ask, whichever process answers."""

import multiprocessing
import sqlite3
import time

import pytest

from rapport.web.api.limits import WINDOW_S, Buckets, SharedBuckets


def ask(folder, times):
    buckets = SharedBuckets(lambda: folder)
    return sum(not buckets.take("key", 100).wait_s for _ in range(times))


def test_processes_count_together(tmp_path):
    folder = tmp_path / "limits"
    began = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        let_in = sum(pool.starmap(ask, [(folder, 80)] * 3))
    spent = time.monotonic() - began
    assert 100 <= let_in <= 100 + 100 * spent / WINDOW_S + 1


@pytest.fixture(params=["alone", "together"])
def buckets(request, tmp_path):
    now = [1000.0]
    made = {
        "alone": lambda: Buckets(lambda: now[0]),
        "together": lambda: SharedBuckets(lambda: tmp_path / "limits", lambda: now[0]),
    }[request.param]()
    return made, now


def test_a_bucket_fills_again_and_never_over(buckets):
    made, now = buckets
    found = [made.take("a", 6) for _ in range(7)]
    assert [one.left for one in found] == [5, 4, 3, 2, 1, 0, 0]
    assert [bool(one.wait_s) for one in found] == [False] * 6 + [True] and found[-1].wait_s == 10
    assert made.take("b", 6).left == 5
    now[0] += 10
    assert made.take("a", 6).left == 0 and made.take("a", 6).wait_s == 10
    now[0] += 100 * WINDOW_S
    assert made.take("a", 6).left == 5
    now[0] -= 5000  # a clock that was put back keeps nobody out for longer
    assert made.take("a", 6).left == 4


def test_a_file_that_cannot_be_written_keeps_nobody_out(tmp_path):
    folder = tmp_path / "limits"
    buckets = SharedBuckets(lambda: folder)
    assert buckets.take("a", 6).left == 5
    folder.chmod(0o700)
    (folder / "requests.sqlite3").write_bytes(b"no database at all" * 500)
    for name in ("requests.sqlite3-wal", "requests.sqlite3-shm"):
        (folder / name).unlink(missing_ok=True)
    fresh = SharedBuckets(lambda: folder)
    assert [fresh.take("a", 6).left for _ in range(3)] == [5, 4, 3]
    (tmp_path / "file").write_text("")
    assert SharedBuckets(lambda: tmp_path / "file" / "limits").take("a", 6).left == 5


def test_keys_that_no_longer_ask_are_forgotten(tmp_path, monkeypatch):
    from rapport.web.api import limits

    monkeypatch.setattr(limits, "TIDY_EVERY", 10)
    now = [0.0]
    buckets = SharedBuckets(lambda: tmp_path / "limits", lambda: now[0])
    for number in range(9):
        buckets.take(f"old {number}", 6)
    now[0] += WINDOW_S + 1
    buckets.take("new", 6)
    with sqlite3.connect(tmp_path / "limits" / "requests.sqlite3") as database:
        assert database.execute("SELECT key FROM bucket").fetchall() == [("new",)]
    database.close()

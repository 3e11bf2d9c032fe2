"""A writer that dies by SIGKILL, at any moment, leaves nothing lost, doubled or half."""

import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import writing_child
from deltalake import DeltaTable
from writing_child import NEW, POINTS, STEADY

from rapport.warehouse import Warehouse

CHILD = Path(__file__).with_name("writing_child.py")


def start(root, number, *point):
    return subprocess.Popen(
        [sys.executable, CHILD, root, str(number), *point], stdout=subprocess.PIPE, text=True
    )


def state(snapshot):
    """The rounds seen in each table, and what the steady rows say. Raises when anything is half."""
    interactions, measurements = (
        snapshot.sql(
            f"SELECT {tag} AS round, count(*) AS n, count(DISTINCT {key}) AS keys FROM {table} "
            f"WHERE {key} NOT LIKE '%steady%' GROUP BY ALL"
        ).to_pylist()
        for table, key, tag in (
            ("interactions", "interaction_id", "team"),
            ("measurements", "key", "sample"),
        )
    )
    by_round = {row["round"]: (row["n"], row["keys"]) for row in interactions}
    assert by_round == {row["round"]: (row["n"], row["keys"]) for row in measurements}
    assert set(by_round.values()) <= {(NEW, NEW)}
    steady = snapshot.sql(
        "SELECT DISTINCT team AS r FROM interactions WHERE interaction_id LIKE 'isteady%' UNION "
        "SELECT DISTINCT sample FROM measurements WHERE key LIKE 'ksteady%'"
    )["r"].to_pylist()
    assert len(steady) == min(1, len(by_round)), f"rows of rounds {steady} at once"
    count = snapshot.sql("SELECT count(*) AS n FROM interactions WHERE interaction_id LIKE 'isteady%'")["n"][
        0
    ].as_py()
    assert count == (STEADY if by_round else 0)
    return {int(number) for number in by_round}, int(steady[0]) if steady else None


def same_in_delta(root):
    """What any Delta reader sees after the next write is what the manifest says."""
    with Warehouse(root).snapshot() as snapshot:
        rows = snapshot.rows
    for table in ("interactions", "measurements"):
        assert len(DeltaTable(str(root / table)).to_pyarrow_table()) == rows[table]
        on_disk = {path.name for path in (root / table).glob("*.parquet")}
        assert {path.rsplit("/", 1)[-1] for path in DeltaTable(str(root / table)).file_uris()} <= on_disk


class Reader(threading.Thread):
    """Looks at the warehouse all the time and keeps what was wrong."""

    def __init__(self, root):
        super().__init__(daemon=True)
        self.root, self.looks, self.wrong, self.stopped = root, 0, None, threading.Event()

    def run(self):
        while not self.stopped.is_set():
            try:
                Warehouse(self.root).ask(state)
                self.looks += 1
            except Exception as error:  # noqa: BLE001
                self.wrong = error
                return


def kill_again_and_again(root, kills):
    reader = Reader(root)
    reader.start()
    try:
        done = -1
        chance = random.Random(7)
        for _ in range(kills):
            done = one_kill(root, done, chance.uniform(0.0, 0.35))
    finally:
        reader.stopped.set()
        reader.join()
    assert reader.wrong is None, reader.wrong
    assert reader.looks > kills
    writing_child.write(root, done + 1)
    assert Warehouse(root).ask(state) == (set(range(done + 2)), done + 1)
    same_in_delta(root)


def one_kill(root, done, after_s):
    """Kills a writer some time after its first round; the last round that is there."""
    child = start(root, done + 1)
    lines = [child.stdout.readline()]
    time.sleep(after_s)
    child.kill()
    lines += child.stdout.read().split()
    child.wait()
    acknowledged = max(int(line) for line in lines if line.strip())
    rounds, steady = Warehouse(root).ask(state)
    assert rounds >= set(range(acknowledged + 1)), "an acknowledged round is lost"
    assert rounds <= set(range(acknowledged + 2)), "a round that was never begun"
    assert steady == max(rounds)
    return max(rounds)


def test_a_few_kills_at_random_moments(tmp_path):
    kill_again_and_again(tmp_path / "w", 3)


@pytest.mark.proof
def test_fifty_kills_at_random_moments(tmp_path):
    kill_again_and_again(tmp_path / "w", 50)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("first", [True, False], ids=["first write", "later write"])
def test_a_kill_at_every_stage_of_a_write(tmp_path, point, first):
    root = tmp_path / "w"
    if not first:
        writing_child.write(root, 0)
    number = 0 if first else 1
    child = start(root, number, point)
    child.communicate()
    assert child.returncode == -9
    before = set() if first else {0}
    expected = before | {number} if point == POINTS[-1] else before
    assert Warehouse(root).ask(state)[0] == expected
    writing_child.write(root, number)
    assert Warehouse(root).ask(state) == (before | {number}, number)
    same_in_delta(root)

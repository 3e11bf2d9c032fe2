"""An import that dies by SIGKILL leaves whole files' worth of rows, and is simply done again."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rapport.warehouse import Warehouse
from rapport.work.import_ import import_files

CHILD = Path(__file__).with_name("importing_child.py")
ROWS, FILES = 300, 300


@pytest.fixture
def folder(tmp_path):
    """Files of conversations; the last line of each names the file before, so that rows change too."""
    path = tmp_path / "files"
    path.mkdir()
    for number in range(FILES):
        (path / f"{number}.jsonl").write_text("".join(lines(number)))
    return path


def lines(number):
    for row in range(ROWS):
        turns = [{"speaker": "customer", "text": f"Hello {number}"}, {"speaker": "agent", "text": "Hello"}]
        name = f"file-{number}-{row}" if row else "changing"
        yield json.dumps({"id": name, "team": str(number), "turns": turns}) + "\n"


def there(home):
    """Which files are in; raises when one is in part or twice."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT team, count(*) AS n, count(DISTINCT interaction_id) AS ids FROM interactions "
            "WHERE interaction_id LIKE 'file-%' GROUP BY team"
        ).to_pylist()
        changing = snapshot.sql("SELECT team FROM interactions WHERE interaction_id = 'changing'")
    assert {(row["n"], row["ids"]) for row in rows} <= {(ROWS - 1, ROWS - 1)}
    files = {int(row["team"]) for row in rows}
    assert changing["team"].to_pylist() == ([str(max(files))] if files else [])
    return files


def kills(home, folder, times):
    done, chance = -1, random.Random(3)
    for _ in range(times):
        child = subprocess.Popen(
            [sys.executable, CHILD, home.root, folder, str(done + 1)], stdout=subprocess.PIPE, text=True
        )
        told = [child.stdout.readline()]
        time.sleep(chance.uniform(0.0, 0.2))
        child.kill()
        told += child.stdout.read().split()
        child.wait()
        acknowledged = max(int(line) for line in told if line.strip())
        assert set(range(acknowledged + 1)) <= there(home) <= set(range(acknowledged + 2))
        done = max(there(home))
    again = import_files(home, "chats", [folder / f"{done}.jsonl"])
    assert (again.new, again.changed, again.unchanged) == (0, 0, ROWS)
    assert not list(home.folder("rejects").glob("*.new")) and there(home) == set(range(done + 1))


def test_a_few_kills_while_importing(kept_home, folder):
    kills(kept_home, folder, 3)


@pytest.mark.proof
def test_fifty_kills_while_importing(kept_home, folder):
    kills(kept_home, folder, 50)

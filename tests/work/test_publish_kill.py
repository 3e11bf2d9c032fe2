"""Killing whoever scores and publishes, at any moment: nothing acknowledged is lost or doubled."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rapport.warehouse import Warehouse
from rapport.work.publish import publish

CHILD = Path(__file__).with_name("publishing_child.py")
WHOLE = """
SELECT split_part(key, ':', 2) AS evaluation, count(*) AS rows, count(DISTINCT metric) AS metrics,
       count(retracted_at) AS retracted, bool_or(metric = 'qci') AS whole
FROM measurements GROUP BY 1
"""


def published(home):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        return {row["evaluation"]: row for row in snapshot.sql(WHOLE).to_pylist()}


def check_no_half(rows):
    """Every evaluation is there with all its metrics, and wholly retracted or not at all."""
    for row in rows.values():
        assert row["whole"] and row["rows"] == row["metrics"] >= 15
        assert row["retracted"] in (0, row["rows"])


def kill_loop(home, criteria, kills, seed):
    chance, acknowledged = random.Random(seed), set()
    for kill in range(kills):
        child = subprocess.Popen(
            [sys.executable, str(CHILD), str(home.root), str(10_000 * kill), str(criteria)],
            stdout=subprocess.PIPE,
            text=True,
        )
        first = child.stdout.readline()  # it is under way
        time.sleep(chance.random() * 0.6)
        check_no_half(published(home))
        child.kill()
        lines = [first, *child.stdout.read().splitlines()]
        child.wait()
        acknowledged |= {line.strip() for line in lines if len(line.strip()) == 36}
        check_no_half(published(home))
    return acknowledged


def check_all_there(home, acknowledged):
    from rapport.program.audits.models import Evaluation

    publish(home)
    rows = published(home)
    check_no_half(rows)
    stored = {str(one.pk): one for one in Evaluation.objects.all()}
    assert acknowledged <= set(stored) and set(rows) == set(stored)
    for name, one in stored.items():
        assert (rows[name]["retracted"] > 0) == (one.retracted_at is not None)
    assert publish(home).evaluations == 0


def test_a_few_kills(make_home, counter_path):
    home = make_home(5)
    acknowledged = kill_loop(home, counter_path, 3, seed=1)
    assert len(acknowledged) >= 3
    check_all_there(home, acknowledged)


@pytest.mark.proof
def test_fifty_kills(make_home, counter_path):
    home = make_home(5)
    acknowledged = kill_loop(home, counter_path, 50, seed=2)
    check_all_there(home, acknowledged)

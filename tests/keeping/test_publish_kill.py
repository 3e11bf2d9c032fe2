"""A publisher that dies by SIGKILL loses no decision and doubles none."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from publishing_child import AT_ONCE

from rapport.program.setup import connect
from rapport.warehouse import Warehouse
from rapport.work.publish import publish

CHILD = Path(__file__).with_name("publishing_child.py")


def published(home):
    """Every evaluation in the warehouse: its measurements, and whether it is retracted. Raises when
    one is there in part."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT split_part(key, ':', 2) AS evaluation, list(metric ORDER BY metric) AS metrics, "
            "count(DISTINCT key) AS keys, bool_and(retracted_at IS NOT NULL) AS gone, "
            "bool_or(retracted_at IS NOT NULL) AS partly FROM measurements "
            "WHERE definition = 'killed@1' GROUP BY 1"
        ).to_pylist()
    for row in rows:
        assert len(row["metrics"]) == row["keys"] == len(set(row["metrics"]))
        assert {"qci", "factor:timing", "element:greeting", "critical_error_free"} <= set(row["metrics"])
        assert row["gone"] == row["partly"]
    return {row["evaluation"]: row["gone"] for row in rows}


def decided(home):
    """Every evaluation in the database, and whether it is retracted."""
    connect(home)
    from rapport.program.audits.models import Evaluation

    rows = Evaluation.objects.filter(criteria__criteria_id="killed")
    return {str(row.id): row.retracted_at is not None for row in rows}


def one_kill(home, number, after_s):
    child = subprocess.Popen(
        [sys.executable, CHILD, home.root, str(number)], stdout=subprocess.PIPE, text=True
    )
    lines = [child.stdout.readline()]
    time.sleep(after_s)
    child.kill()
    lines += child.stdout.read().splitlines()
    child.wait()
    there, stored = published(home), decided(home)
    done = [int(line.split()[1]) for line in lines if line.startswith("stored")]
    told = [int(line.split()[1]) for line in lines if line.startswith("published")]
    assert len(stored) >= AT_ONCE * (max(done) + 1), "a decision that was acknowledged is lost"
    assert len(there) >= AT_ONCE * (max(told, default=number - 1) + 1)
    publish(home)
    assert published(home) == decided(home)
    return len(decided(home)) // AT_ONCE


def kills(home, times):
    number, chance = 0, random.Random(11)
    for _ in range(times):
        number = one_kill(home, number, chance.uniform(0.0, 0.25))
    assert any(decided(home).values()), "no correction was ever published"


def test_a_few_kills_while_publishing(kept_home):
    kills(kept_home, 3)


@pytest.mark.proof
def test_fifty_kills_while_publishing(kept_home):
    kills(kept_home, 50)

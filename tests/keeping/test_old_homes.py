"""A home of every format there ever was still opens, after an upgrade, with all that was in it."""

import tarfile
from pathlib import Path

import pytest

from rapport.home import HOME_FORMAT, open_home, read_format
from rapport.program.setup import connect, disconnect
from rapport.records import Interaction
from rapport.warehouse import SCHEMAS, Warehouse
from rapport.work.publish import publish
from rapport.work.upgrade import upgrade

HOMES = Path(__file__).parents[1] / "fixtures" / "homes"
FORMATS = sorted(int(path.name.split(".")[0].removeprefix("format-")) for path in HOMES.glob("*.tar.gz"))


def test_a_home_of_every_format_is_kept():
    assert list(range(1, HOME_FORMAT + 1)) == FORMATS, "run tests/fixtures/homes/make.py for the new format"


@pytest.fixture(params=FORMATS, ids=lambda number: f"format {number}")
def home(request, tmp_path):
    with tarfile.open(HOMES / f"format-{request.param}.tar.gz") as tar:
        tar.extractall(tmp_path, filter="data")
    assert read_format(tmp_path / "home") == request.param
    upgrade(tmp_path / "home")
    yield open_home(tmp_path / "home")
    disconnect()


def test_what_happened_is_all_there(home):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        for table, schema in SCHEMAS.items():
            found = snapshot.sql(f"SELECT * FROM {table} LIMIT 0").schema.names
            assert found == schema.names, f"{table} has other columns: add a step to rapport.work.upgrades"
        assert snapshot.rows["interactions"] == 10 and snapshot.rows["customers"] == 4
        (talk,) = snapshot.sql("SELECT * FROM interactions WHERE interaction_id = 'kept-3'").to_pylist()
        scores = snapshot.sql(
            'SELECT "by", count(*) AS n, avg(value) AS qci FROM measurements '
            "WHERE metric = 'qci' GROUP BY ALL ORDER BY ALL"
        ).to_pylist()
    assert [turn["text"] for turn in talk["turns"]] == ["Where is order 3?", "Good morning, let me look."]
    assert talk["first_reply_s"] == 40 and dict(talk["attributes"])["order"] == "3"
    assert scores == [{"by": "Ann", "n": 4, "qci": 100.0}, {"by": "Ben", "n": 4, "qci": 60.0}]


def test_what_was_decided_is_all_there(home):
    connect(home)
    from rapport.program.audits.models import ElementDecision, Evaluation

    assert Evaluation.objects.count() == 8
    assert not Evaluation.objects.filter(agent_id=None, team=None).exists(), "nobody may see them"
    assert set(ElementDecision.objects.values_list("comment", flat=True)) == {"A word"}
    assert publish(home).evaluations == 0


def test_it_can_be_used_on(home):
    with Warehouse(home.warehouse_path).write() as writer:
        assert writer.upsert("interactions", [Interaction("new"), Interaction("kept-9")]).new == 1

"""The sheet says of every interaction what its readings say, and goes when its data go."""

from dataclasses import replace

import pytest

from rapport.records import Interaction
from rapport.records.interaction import SHOP_PREFIX
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.work.annotate import annotate_home
from rapport.work.erase import erase_customer
from rapport.work.understanding.sheet.ask import ask_sheet, sheet_of
from rapport.work.understanding.sheet.beside import sheet_due
from rapport.work.understanding.sheet.build import bring_sheet
from rapport.work.understanding.sheet.place import folder, kept_sheet
from tests.work.understood_home import START, talk, understood_home


@pytest.fixture(scope="module")
def read_home(tmp_path_factory):
    return understood_home(tmp_path_factory.mktemp("understood") / "home")


def rows(home):
    found = ask_sheet(home, sheet_of(home), "SELECT * FROM sheet ORDER BY interaction_id").to_pylist()
    return {row["interaction_id"]: row for row in found}


def annotations(home, interaction_id):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        query = "SELECT annotations FROM readings WHERE interaction_id = ?"
        return [
            one for row in snapshot.sql(query, [interaction_id]).to_pylist() for one in row["annotations"]
        ]


def noted(said, kind):
    found = {one["label"] for one in said if one["kind"] == kind and one["turn"] is not None}
    return sorted(found - {"cannot_tell"})


def test_a_row_says_what_the_readings_say(read_home):
    found = rows(read_home)
    assert len(found) == 45
    for name in ("i000", "i002", "i017"):
        row, said = found[name], annotations(read_home, name)
        whole = {one["kind"]: one for one in said if one["turn"] is None}
        once = {one["kind"]: one for one in said if one["kind"] in ("concern_stated", "concern_actual")}
        for kind in ("effort", "satisfaction", "ending", "impact", "customer_mood", "agent_mood"):
            assert row[kind] == whole[kind]["value"]
        assert row["resolved"] == whole["resolved"]["label"]
        assert row["stated"] == once["concern_stated"]["label"]
        assert row["actual_p"] == once["concern_actual"]["probability"]
        assert row["every"] == noted(said, "concern")
        assert row["behaviours"] == noted(said, "behaviour") != []
        assert row["emotions"] == noted(said, "emotion")
        assert row["effort_cues"] == noted(said, "effort")
        assert row["day"] == row["started_at"].date()
    assert found["i002"]["resolved"] == "not_solved" and found["i000"]["resolved"] == "solved"
    assert {row["segment"] for row in found.values()} == {"gold", "blue"}


def test_what_is_new_is_in_it_and_what_nobody_read_is_told_apart(tmp_path):
    home = understood_home(tmp_path / "home")
    first = sheet_of(home)
    assert sheet_of(home) == first and (first.rows, first.read) == (45, 45)
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", [talk(90, "delivery", "Hello, my parcel has not arrived"), shop()])
    second = sheet_of(home)
    assert (second.rows, second.read) == (46, 45)
    assert rows(home)["i090"]["concerns_by"] is None and rows(home)["i090"]["effort"] is None
    annotate_home(home, processes=1)
    assert rows(home)["i090"]["stated"] == rows(home)["i000"]["stated"]
    left = {path.name for path in folder(home).glob("sheet-*")}
    assert sheet_of(home).name in left and len(left) == 2, "the last one stays for who is just asking it"


def shop():
    return replace(talk(91, "login", "I forgot my password"), interaction_id=f"{SHOP_PREFIX}visit")


def test_an_empty_home_has_an_empty_sheet(tmp_path):
    home = understood_home(tmp_path / "home", rounds=0, learned=False, read=False)
    assert (sheet_of(home).rows, rows(home)) == (0, {})


def test_a_talk_without_words_is_read_and_cannot_be_told(tmp_path):
    home = understood_home(tmp_path / "home")
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", [Interaction("mute", "chat", START)])
    annotate_home(home, processes=1)
    row = rows(home)["mute"]
    assert (row["stated"], row["actual"], row["every"]) == ("cannot_tell", "cannot_tell", [])
    assert row["concerns_by"] and row["effort"] is None and row["ending"] is None


def test_the_worker_makes_it_when_it_is_due_and_lets_it_rest(tmp_path, monkeypatch):
    home = understood_home(tmp_path / "home")
    monkeypatch.setenv("RAPPORT_HOME", str(home.root))
    assert sheet_due()
    made = bring_sheet(home)
    assert not sheet_due(), "it is there"
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", [talk(90, "delivery", "my parcel is late")])
    monkeypatch.setattr("rapport.work.understanding.sheet.beside.time.time", lambda: made.ended)
    assert not sheet_due(), "it rests"
    monkeypatch.undo()
    monkeypatch.setenv("RAPPORT_HOME", str(home.root))
    monkeypatch.setattr(
        "rapport.work.understanding.sheet.beside.time.time", lambda: made.ended + 6 * made.took_s
    )
    assert sheet_due()


def test_who_is_erased_is_in_no_file_of_it(tmp_path):
    home = understood_home(tmp_path / "home")
    sheet_of(home)
    erase_customer(home, "c3")
    assert not folder(home).exists() and kept_sheet(home) is None
    assert "c3" not in {row["customer_id"] for row in rows(home).values()}
    version = read_manifest(home.warehouse_path).data_version
    assert sheet_of(home).data_version == version


def test_it_can_be_removed_or_damaged_at_any_time(tmp_path):
    home = understood_home(tmp_path / "home")
    before = rows(home)
    (folder(home) / "sheet.json").write_bytes(b"{")
    assert rows(home) == before
    asked = sheet_of(home)
    (folder(home) / asked.name).unlink()
    assert len(ask_sheet(home, asked, "SELECT 1 FROM sheet")) == 45, "the newest is asked instead"

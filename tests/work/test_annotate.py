"""Every conversation is read once, again when its words or the model change; a bad one stops no other."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from rapport.home import create_home
from rapport.records import InputError, Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.warehouse.erase import erase
from rapport.work.annotate import annotate_home
from rapport.work.annotating import home_readers
from rapport.work.annotating.waiting import blocks_waiting, count_waiting
from tests.work.shouting_reader import shouting

AT = datetime(2026, 3, 2, tzinfo=UTC)


def talk(number, *texts):
    turns = tuple(Turn("customer", text, AT) for text in texts)
    return Interaction(f"i{number}", "chat", AT, customer_id=f"c{number}", turns=turns)


def store(home, interactions):
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", interactions)


def kept(home):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = snapshot.sql("SELECT * FROM readings ORDER BY reading_id").to_pylist()
    return {row["interaction_id"]: row for row in found}


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(home_readers, "READERS", {"shouting": shouting})
    home = create_home(tmp_path / "home", "Ada")
    store(home, [talk(1, "hello", "WHERE IS IT"), talk(2, "thanks"), talk(3)])
    return home


def test_everything_is_read_once_with_its_evidence(home):
    result = annotate_home(home)
    done = result.readers[0]
    assert result.turns == 3 and result.complete
    assert (done.interactions, done.unread, done.annotations) == (3, 0, {"shouting": 1})
    assert annotate_home(home).readers[0].interactions == 0
    rows = kept(home)
    assert [len(row["annotations"]) for row in rows.values()] == [1, 0, 0]
    assert rows["i1"]["annotations"][0] == {
        "kind": "shouting", "label": "loud", "model": "shouting@1", "turn": 1, "value": 1.0,
        "probability": None, "start": 0, "end": 11,
    }  # fmt: skip
    assert rows["i1"]["models"] == ["shouting@1"]


def test_what_changed_is_read_again_and_nothing_else(home):
    annotate_home(home)
    store(home, [talk(1, "hello", "WHERE IS IT"), talk(2, "NO THANKS"), talk(4, "NEW")])
    assert annotate_home(home).readers[0].interactions == 2
    assert [len(row["annotations"]) for row in kept(home).values()] == [1, 1, 0, 1]


def test_another_version_of_the_model_reads_everything_again(home, monkeypatch):
    annotate_home(home)
    monkeypatch.setattr(home_readers, "READERS", {"shouting": partial(shouting, 2)})
    assert annotate_home(home).readers[0].interactions == 3
    assert {one for row in kept(home).values() for one in row["models"]} == {"shouting@2"}
    assert annotate_home(home, again=True).readers[0].interactions == 3


def test_one_bad_conversation_stops_no_other(home):
    store(home, [talk(5, "unbearable"), talk(6, "LOUD")])
    done = annotate_home(home)
    assert done.unread == 1 and done.readers[0].interactions == 5
    rows = kept(home)
    assert [(one["kind"], one["label"]) for one in rows["i5"]["annotations"]] == [("unread", "ValueError")]
    assert [one["label"] for one in rows["i6"]["annotations"]] == ["loud"]


def test_processes_beside_say_the_same(home, monkeypatch):
    monkeypatch.setattr("rapport.work.annotating.pool.FEW_TURNS", 300)
    monkeypatch.setattr("rapport.work.annotating.waiting.BLOCK", 64)
    store(home, [talk(n, f"a {n}", f"B {n}") for n in range(10, 900)])
    annotate_home(home, processes=1)
    alone = kept(home)
    done = annotate_home(home, again=True, processes=2).readers[0]
    assert done.interactions == 893 and done.annotations == {"shouting": 891}
    assert {key: row["annotations"] for key, row in kept(home).items()} == {
        key: row["annotations"] for key, row in alone.items()
    }


def test_what_was_read_goes_with_an_erased_customer(home):
    annotate_home(home)
    assert erase(Warehouse(home.warehouse_path), "c1").counts == {"interactions": 1, "readings": 1}
    assert set(kept(home)) == {"i2", "i3"}


def test_a_reader_that_does_not_exist_is_named(home):
    with pytest.raises(InputError, match="There is no reader 'moods'"):
        annotate_home(home, only=["moods"])


def test_an_annotator_that_fails_for_all_says_so_of_each(home):
    store(home, [replace(talk(n, "unbearable"), customer_id=None) for n in (1, 2, 3)])
    assert annotate_home(home).unread == 3


def test_the_worker_reads_a_little_at_a_time_until_nothing_waits(home, monkeypatch):
    from rapport.work.annotating import beside

    monkeypatch.setenv("RAPPORT_HOME", str(home.root))
    beside._home.cache_clear()
    monkeypatch.setattr("rapport.work.annotating.waiting.BLOCK", 2)
    with monkeypatch.context() as no_time:
        no_time.setattr(beside, "SLICE_S", 0.0)
        no_time.setattr("rapport.work.annotate.monotonic", lambda: 0.0)
        beside.read_slice(home)
    assert beside.reading_due() and len(kept(home)) == 2, "one block, also where there is no time"
    monkeypatch.setattr(beside, "SLICE_S", 60.0)
    beside.read_slice(home)
    assert not beside.reading_due() and len(kept(home)) == 3
    store(home, [talk(9, "one more")])
    assert beside.reading_due()
    beside.read_slice(home)
    assert not beside.reading_due() and len(kept(home)) == 4


def test_a_slice_reads_for_as_long_as_it_took_to_find_out_what_waits(home, monkeypatch):
    """Of a large home that takes longer than a slice: nothing would ever be read."""
    from rapport.work import annotate

    now = 0.0

    def counted(*given):
        nonlocal now
        now += 10.0
        return count_waiting(*given)

    def blocks(snapshot):
        nonlocal now
        for block in blocks_waiting(snapshot):
            yield block
            now += 4.0

    monkeypatch.setattr("rapport.work.annotating.waiting.BLOCK", 2)
    monkeypatch.setattr(annotate, "monotonic", lambda: now)
    monkeypatch.setattr(annotate, "count_waiting", counted)
    monkeypatch.setattr(annotate, "blocks_waiting", blocks)
    store(home, [talk(n, f"A {n}") for n in range(10, 30)])
    read = []
    while len(kept(home)) < 23:
        done = annotate_home(home, processes=1, at_most_s=4.0)
        read.append(done.readers[0].interactions)
        assert read[-1], "every slice reads something"
    assert read == [6, 6, 6, 5] and done.complete


def test_a_block_takes_nothing_of_the_others_along(home):
    """Blocks go to other processes: a slice that took its whole batch along would be eight times as heavy."""
    import pickle

    store(home, [talk(n, f"{n}: " + "where is it? " * 50) for n in range(1_000, 2_200)])
    readers = [shouting()]
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        count_waiting(snapshot, readers)
        blocks = list(blocks_waiting(snapshot))
    weights = [len(pickle.dumps(block)) for block in blocks]
    assert len(blocks) == 5 and max(weights) <= 0.3 * sum(weights)
    again = pickle.loads(pickle.dumps(blocks[1]))
    assert again.turns == blocks[1].turns == 256
    assert again.read_by({"shouting": readers[0]}) == blocks[1].read_by({"shouting": readers[0]})


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("concerns.model", b"nothing of ours", "model of concerns is damaged"),
        ("criteria.model", b"nothing of ours", "What rules stand for cannot be read"),
        ("criteria.model", b'[{"text": "name: desk"}]', "What rules stand for cannot be read"),
    ],
)
def test_a_reader_whose_model_is_damaged_keeps_no_other_from_reading(home, monkeypatch, file, content, told):
    from rapport.work.annotating import beside

    (home.root / "models").mkdir(exist_ok=True)
    (home.root / "models" / file).write_bytes(content)
    monkeypatch.setenv("RAPPORT_HOME", str(home.root))
    beside._home.cache_clear()
    with pytest.raises(InputError, match=told):
        beside.read_slice(home)
    assert len(kept(home)) == 3 and not beside.reading_due()
    with pytest.raises(InputError, match=told):
        annotate_home(home)


def test_a_home_may_want_no_reading_beside(home, monkeypatch):
    from rapport.work.annotating import beside

    settings = home.root / "rapport.toml"
    settings.write_text("read_beside = false\n" + settings.read_text())
    monkeypatch.setenv("RAPPORT_HOME", str(home.root))
    beside._home.cache_clear()
    assert not beside.reading_due()
    beside._home.cache_clear()


def test_what_was_read_makes_no_number_old(home):
    warehouse = Warehouse(home.warehouse_path)
    counted = warehouse.counted_version
    annotate_home(home)
    assert warehouse.data_version > counted == warehouse.counted_version
    store(home, [talk(9, "one more")])
    assert warehouse.counted_version == warehouse.data_version

"""What is asked of the engine equals what plain Python counts."""

from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from findings_company import Company

from rapport.findings.questions.among import among
from rapport.findings.questions.answer_counts import answer_counts
from rapport.findings.questions.split import dimension, interactions
from rapport.findings.questions.sums import Sums, merged, sums
from rapport.records import Answer, Customer, Interaction
from rapport.warehouse import SnapshotGoneError, Warehouse

MOMENTS = [
    datetime(2025, 12, 28, 23, 30, tzinfo=UTC),
    datetime(2025, 12, 31, 22, 59, tzinfo=UTC),
    datetime(2025, 12, 31, 23, 1, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
    datetime(2026, 7, 1, 3, 59, tzinfo=UTC),
]
ODD = 'it\'s "a"; DROP TABLE answers; --'


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    warehouse = Warehouse(tmp_path_factory.mktemp("small"))
    with warehouse.write() as writer:
        writer.upsert(
            "interactions",
            [
                Interaction(f"i{n}", channel="chat", started_at=at, customer_id=f"c{n % 2}",
                            attributes={ODD: f"own{n}"} if n < 2 else {})
                for n, at in enumerate(MOMENTS)
            ],
        )  # fmt: skip
        writer.upsert("customers", [Customer("c0", attributes={ODD: "theirs"}), Customer("c1")])
        writer.upsert(
            "answers",
            [
                Answer("a0", "s0", "q", "nps", number=9.0, interaction_id="i0", scale_min=0, scale_max=10),
                Answer("a1", "s1", "q", "nps", number=9.0, interaction_id="i0"),
                Answer("a2", "s2", "q", "nps", number=9.0, channel="email"),
            ],
        )
    with warehouse.snapshot() as snapshot:
        yield snapshot


def asked(snapshot, name, zone="UTC"):
    table = interactions(snapshot, (name,))
    found = snapshot.ask(table.select("interaction_id", value=dimension(table, name, zone)))
    return {row["interaction_id"]: row["value"] for row in found.to_pylist()}


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"])
def test_periods_are_those_of_clocks_on_the_wall(small, zone):
    local = {f"i{n}": at.astimezone(ZoneInfo(zone)) for n, at in enumerate(MOMENTS)}
    for name, pattern in (("month", "%Y-%m"), ("day", "%Y-%m-%d"), ("year", "%Y"), ("week", "%G-W%V")):
        assert asked(small, name, zone) == {key: at.strftime(pattern) for key, at in local.items()}
    quarters = {key: f"{at.year}-Q{(at.month + 2) // 3}" for key, at in local.items()}
    assert asked(small, "quarter", zone) == quarters


def test_an_attribute_is_the_interactions_else_its_customers(small):
    found = {"i0": "own0", "i1": "own1", "i2": "theirs", "i3": None, "i4": "theirs"}
    assert asked(small, ODD) == found


def test_answers_with_and_without_a_scale_are_one_kind(small):
    counts = answer_counts(small, ("nps",), ("channel",), {}, "UTC")
    by_kind = Counter()
    for one in counts:
        by_kind[one.kind.about, one.kind.high, one.group] += one.n
    assert by_kind == {("transactional", 10.0, ("chat",)): 2, ("relationship", 10.0, ("email",)): 1}


def test_merged_sums_are_those_of_all_rows(tmp_path):
    plan = Company(size=300, sampled=0)
    warehouse, _ = plan.write(tmp_path)
    with warehouse.snapshot() as snapshot:
        finest = sums(snapshot, ["first_reply_s", "abandoned"], ("team", "month"), {}, "UTC")
        (whole,) = sums(snapshot, ["first_reply_s", "abandoned"], (), {}, "UTC").values()
    assert len(finest) == 12
    waits = np.array([40 + index % 20 for index in plan.eligible()], float)
    for one in (whole[0], merged(every[0] for every in finest.values())):
        assert (one.rows, one.n) == (300, len(waits))
        assert one.mean == pytest.approx(waits.mean())
        assert one.squares == pytest.approx(((waits - waits.mean()) ** 2).sum())
    assert whole[1].mean * whole[1].n == pytest.approx(6)
    assert merged([]) == Sums(0, 0, 0.0, 0.0)


def test_thousands_of_ids_are_joined_not_spelled_out(small):
    table = small.table("interactions")
    ids = ["i1", "i3", *(f"x{n}" for n in range(5000))]
    found = small.ask(among(table, "interaction_id", ids).select("interaction_id").order_by("interaction_id"))
    assert found["interaction_id"].to_pylist() == ["i1", "i3"]


def test_lost_files_are_told_as_such(tmp_path):
    warehouse = Warehouse(tmp_path)
    with warehouse.write() as writer:
        writer.upsert("interactions", [Interaction("i", channel="chat")])
    with warehouse.snapshot() as snapshot:
        table = snapshot.table("interactions")
        for file in (tmp_path / "interactions").glob("*.parquet"):
            file.unlink()
        with pytest.raises(SnapshotGoneError):
            snapshot.ask(table.select("interaction_id", "turns"))

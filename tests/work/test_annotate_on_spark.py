"""On a Spark cluster the same readers say the same."""

import importlib.util
import shutil
from datetime import UTC, datetime, timedelta

from rapport.home import create_home
from rapport.language.readers import READERS
from rapport.records import Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.annotating.on_spark import read_on_spark, readings_from, stored_interactions
from tests.conftest import skip_or_fail
from tests.work.spark_cluster import spark_cluster

AT = datetime(2026, 3, 2, tzinfo=UTC)
TEXTS = (
    ("Hello, where is my parcel? I asked twice already!", "I am sorry about that. I will check it today."),
    ("THIS IS ABSURD 😡 I want a refund", "Let me put you through to billing."),
    ("", "Anything else I can do for you?"),
    ("Danke, es geht wieder", "You are welcome, goodbye."),
    ("\x00\ud7ff it\u2019s broken \u202e", "Please hold on for a moment."),
)


def talk(number):
    said = [TEXTS[(number + step) % len(TEXTS)] for step in range(number % 4)]
    turns = [
        Turn(who, text, AT + timedelta(minutes=2 * step))
        for step, pair in enumerate(said)
        for who, text in zip(("customer", "agent"), pair, strict=True)
    ]
    return Interaction(
        f"i{number}", ("chat", "phone")[number % 2], AT + timedelta(hours=number), agent_id="a1",
        customer_id=f"c{number % 45}" if number % 7 else None, concern=(None, "bill", "parcel")[number % 3],
        turns=tuple(turns), attributes={"Transfer Count": str(number % 3), "mood": "calm"},
    )  # fmt: skip


def test_a_cluster_says_what_this_machine_says(tmp_path):
    if shutil.which("java") is None or importlib.util.find_spec("pyspark") is None:
        skip_or_fail("java", "there is no Java, or no Spark: install Java and run make test")
    home = create_home(tmp_path / "home")
    warehouse = Warehouse(home.warehouse_path)
    for part in range(2):  # two files: something for each worker
        with warehouse.write() as writer:
            writer.upsert("interactions", [talk(number) for number in range(part, 400, 2)])
    annotate_home(home, processes=1)
    with warehouse.snapshot() as snapshot, spark_cluster(tmp_path) as spark:
        kept = {row["reading_id"]: row for row in snapshot.sql("SELECT * FROM readings").to_pylist()}
        found = list(readings_from(read_on_spark(stored_interactions(spark, snapshot), READERS)))
    assert len(found) == len(kept) == 400 * len(READERS)
    noted = {one.label for reading in found for one in reading.annotations if one.kind == "effort_fact"}
    assert noted == {"transferred", "contact_before", "same_concern_before", "other_channel_before"}
    with warehouse.write() as writer:
        assert writer.upsert("readings", found).unchanged == len(found), "to the last bit the same"

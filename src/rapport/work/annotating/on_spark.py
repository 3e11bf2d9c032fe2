"""The same readers on the company's Spark: what they say is what they say here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from rapport.records.annotation import Annotation, Reading
from rapport.warehouse import Snapshot
from rapport.warehouse.batches import as_rows
from rapport.work.annotating.before import COUNTS, MARK, UNDERSTOOD_ON_SPARK
from rapport.work.annotating.pool import Makers, made
from rapport.work.annotating.waiting import TURN, Block

COLUMNS = (
    "interaction_id", "channel", "started_at", "ended_at", "customer_id", "agent_id", "concern",
    "reason_code", "language",
    f"transform(turns, one -> struct({', '.join(f'one.{name}' for name in TURN)})) AS turns",
    UNDERSTOOD_ON_SPARK, "lower(hex(content_hash)) AS mark", *COUNTS, f"{MARK} AS before",
)  # fmt: skip
READ = (
    "reading_id string, interaction_id string, reader string, models array<string>, read_from string, "
    "annotations array<struct<kind: string, label: string, model: string, turn: int, value: double, "
    "probability: double, start: int, end: int>>"
)


def stored_interactions(spark: Any, snapshot: Snapshot) -> Any:
    """The interactions of a data version as a Spark frame, with a mark of each one's words and the contacts
    before it. The workers must see the warehouse's folder at the same path."""
    folder = Path(snapshot.root) / "interactions"
    files = [str(folder / part.name) for part in snapshot.manifest.tables["interactions"].parts]
    if not files:
        raise ValueError("the warehouse holds no interactions yet")
    counted = (f"{sql} AS {name}" for name, sql in COUNTS.items())
    return spark.read.parquet(*files).selectExpr("*", *counted).selectExpr(*COLUMNS)


def read_on_spark(interactions: Any, makers: Makers) -> Any:
    """What the readers say of every interaction of a Spark frame such as `stored_interactions`: a frame of
    readings, worked out on the workers. Rapport must be installed there, in the same version."""
    return interactions.mapInArrow(partial(_read, dict(makers)), READ)


def readings_from(frame: Any) -> Iterator[Reading]:
    """The readings of a Spark frame, partition by partition."""
    for row in frame.toLocalIterator():
        yield Reading(
            row.reading_id,
            row.interaction_id,
            row.reader,
            tuple(row.models),
            row.read_from,
            tuple(Annotation(row.interaction_id, **one.asDict()) for one in row.annotations),
        )


def _read(makers: Makers, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    readers = made(makers)
    for batch in batches:
        found = Block(batch).read_by(readers)
        yield from as_rows("readings", found).drop_columns(["content_hash", "imported_at"]).to_batches()

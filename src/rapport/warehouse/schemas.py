"""The columns of every table: the one place they are written down."""

from __future__ import annotations

import pyarrow as pa

TEXT = pa.string()
NUMBER = pa.float64()
COUNT = pa.int32()
YES_NO = pa.bool_()
TIME = pa.timestamp("us", tz="UTC")
ATTRIBUTES = pa.map_(TEXT, TEXT)
HASH = pa.binary()

TURN = pa.struct(
    {
        "speaker": TEXT,
        "text": TEXT,
        "at": TIME,
        "person": TEXT,
        "offset_s": NUMBER,
        "duration_s": NUMBER,
        "quoted": TEXT,
        "signature": TEXT,
    }
)
ANNOTATION = pa.struct(
    {
        "kind": TEXT,
        "label": TEXT,
        "model": TEXT,
        "turn": COUNT,
        "value": NUMBER,
        "probability": NUMBER,
        "start": COUNT,
        "end": COUNT,
    }
)
SPAN = pa.struct({"turn": COUNT, "start": COUNT, "end": COUNT})


def _table(columns: dict[str, pa.DataType]) -> pa.Schema:
    return pa.schema({**columns, "content_hash": HASH, "imported_at": TIME})


INTERACTIONS = _table(
    {
        "interaction_id": TEXT,
        "channel": TEXT,
        "started_at": TIME,
        "ended_at": TIME,
        "customer_id": TEXT,
        "customer_name": TEXT,
        "agent_id": TEXT,
        "agent_name": TEXT,
        "team": TEXT,
        "concern": TEXT,
        "reason_code": TEXT,
        "touchpoint": TEXT,
        "language": TEXT,
        "subject": TEXT,
        "turns": pa.list_(TURN),
        "attributes": ATTRIBUTES,
        "turn_count": COUNT,
        "customer_turns": COUNT,
        "agent_turns": COUNT,
        "abandoned": YES_NO,
        "eligible": YES_NO,
        "handle_s": NUMBER,
        "first_reply_s": NUMBER,
        "mean_reply_s": NUMBER,
        "longest_wait_s": NUMBER,
    }
)

ANSWERS = _table(
    {
        "answer_id": TEXT,
        "submission_id": TEXT,
        "item": TEXT,
        "item_type": TEXT,
        "number": NUMBER,
        "text": TEXT,
        "scale_min": NUMBER,
        "scale_max": NUMBER,
        "higher_is_better": YES_NO,
        "question": TEXT,
        "survey": TEXT,
        "customer_id": TEXT,
        "interaction_id": TEXT,
        "touchpoint": TEXT,
        "channel": TEXT,
        "language": TEXT,
        "answered_at": TIME,
        "attributes": ATTRIBUTES,
    }
)

EVENTS = _table(
    {
        "event_id": TEXT,
        "kind": TEXT,
        "at": TIME,
        "customer_id": TEXT,
        "interaction_id": TEXT,
        "value": NUMBER,
        "unit": TEXT,
        "attributes": ATTRIBUTES,
    }
)

CUSTOMERS = _table(
    {
        "customer_id": TEXT,
        "name": TEXT,
        "email": TEXT,
        "phone": TEXT,
        "address": TEXT,
        "account_id": TEXT,
        "account_name": TEXT,
        "segment": TEXT,
        "language": TEXT,
        "joined_at": TIME,
        "value": NUMBER,
        "currency": TEXT,
        "attributes": ATTRIBUTES,
    }
)

INDICATORS = _table(
    {
        "indicator_id": TEXT,
        "name": TEXT,
        "at": TIME,
        "value": NUMBER,
        "unit": TEXT,
        "about": TEXT,
        "attributes": ATTRIBUTES,
    }
)

MEASUREMENTS = _table(
    {
        "key": TEXT,
        "subject_kind": TEXT,
        "subject_id": TEXT,
        "metric": TEXT,
        "value": NUMBER,
        "source": TEXT,
        "by": TEXT,
        "definition": TEXT,
        "measured_at": TIME,
        "scale_min": NUMBER,
        "scale_max": NUMBER,
        "higher_is_better": YES_NO,
        "evidence": pa.list_(SPAN),
        "purpose": TEXT,
        "sample": TEXT,
        "stratum": TEXT,
        "inclusion_probability": NUMBER,
        "flags": pa.list_(TEXT),
        "retracted_at": TIME,
    }
)

READINGS = _table(
    {
        "reading_id": TEXT,
        "interaction_id": TEXT,
        "reader": TEXT,
        "models": pa.list_(TEXT),
        "read_from": TEXT,
        "annotations": pa.list_(ANNOTATION),
    }
)

SCHEMAS: dict[str, pa.Schema] = {
    "interactions": INTERACTIONS,
    "answers": ANSWERS,
    "events": EVENTS,
    "customers": CUSTOMERS,
    "indicators": INDICATORS,
    "measurements": MEASUREMENTS,
    "readings": READINGS,
}

KEYS = {
    "interactions": "interaction_id",
    "answers": "answer_id",
    "events": "event_id",
    "customers": "customer_id",
    "indicators": "indicator_id",
    "measurements": "key",
    "readings": "reading_id",
}

"""Formbricks Hub feedback records."""

from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from rapport.sources import Mapping, detect_format

FILE = Path(__file__).parent / "payloads" / "formbricks" / "records.json"


def test_every_field_type(read):
    records, rejected = read(FILE, "answers")
    found = {one.answer_id: one for one in records}
    shown = {name: (one.item, one.item_type, one.number, one.text) for name, one in found.items()}
    assert shown == {
        "r1": ("nps_score", "nps", 9.0, None),
        "r2": ("why", "text", None, "Quick answer"),
        "r3": ("resolved", "single_choice", 0.0, "no"),
        "r4": ("channel", "single_choice", None, "Chat"),
        "r5": ("bought_on", "date", None, "2026-03-01T00:00:00+00:00"),
        "r6": ("ease", "ces", 6.0, None),
        "r8": ("stars", "rating", 4.5, None),
        "r9": ("visits", "number", None, None),
    }
    assert (found["r1"].scale_min, found["r1"].scale_max) == (0.0, 10.0)
    assert (found["r8"].scale_min, found["r8"].scale_max) == (1.0, 5.0)
    assert (found["r6"].scale_min, found["r6"].scale_max) == (1.0, 7.0)
    assert [one.row for one in rejected] == [7, 10]
    assert "outside the scale 1 to 5" in rejected[0].what
    assert "Unknown field type 'colour'" in rejected[1].what


def test_where_an_answer_belongs(read):
    nps, why, *_ = read(FILE, "answers")[0]
    assert (nps.submission_id, nps.survey, nps.customer_id) == ("sub-1", "After contact", "cust-77")
    assert (nps.question, nps.language, nps.interaction_id) == ("Would you recommend us?", "en", "301")
    assert nps.answered_at == datetime(2026, 3, 31, 14, 5, tzinfo=UTC)
    assert nps.attributes["segment"] == "gold"
    assert why.attributes == {
        "source_type": "survey",
        "source_id": "s1",
        "sentiment": "positive",
        "topics": "speed, tone",
    }


def test_a_scale_of_its_own_in_the_mapping(read):
    mapping = Mapping("answers", items={"overall": {"scale_min": 1, "scale_max": 7}})
    records, rejected = read(FILE, "answers", mapping=mapping)
    assert next(one for one in records if one.item == "overall").scale_max == 7
    assert [one.row for one in rejected] == [10]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"id": "a", "field_type": "nps", "value_number": 3}, "names no field"),
        ({"field_id": "a", "field_type": "nps", "value_number": 3}, "has no id"),
        ({"id": "a", "field_id": "b", "field_type": "nps", "value_text": "nine"}, "is not a number"),
        ({"id": "a", "field_id": "b", "field_type": "date", "value_date": "soon"}, "not a date"),
        (
            {"id": "a", "field_id": "b", "field_type": "nps", "value_number": 3, "metadata": 4},
            "expected shape",
        ),
    ],
)
def test_records_that_cannot_be_used_say_why(write, read, record, said):
    records, rejected = read(write("r.jsonl", orjson.dumps(record)), "answers", format="formbricks")
    assert records == []
    assert said in rejected[0].what


def test_it_is_recognised_also_line_by_line(write):
    assert detect_format(FILE, "answers") == "formbricks"
    lines = b"\n".join(orjson.dumps(one) for one in orjson.loads(FILE.read_bytes())["data"])
    assert detect_format(write("r.jsonl", lines), "answers") == "formbricks"

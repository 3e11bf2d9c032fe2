"""Intercom conversations with their parts."""

from datetime import UTC, datetime
from pathlib import Path

import orjson

from rapport.sources import Mapping, detect_format

FILE = Path(__file__).parent / "payloads" / "intercom" / "conversations.json"


def test_a_conversation_with_its_parts(read):
    records, rejected = read(FILE, "chats")
    chat, mail = records
    assert (chat.interaction_id, chat.channel, chat.language) == ("301", "chat", "en")
    assert (chat.customer_id, chat.customer_name) == ("cust-77", "Priya Raman")
    assert (chat.agent_id, chat.agent_name, chat.team) == ("814860", "Ana", "5")
    assert chat.started_at == datetime(2026, 3, 31, 14, 5, tzinfo=UTC)
    assert chat.ended_at == datetime(2026, 3, 31, 15, 5, tzinfo=UTC)
    assert [(turn.speaker, turn.text) for turn in chat.turns] == [
        ("customer", "My code does not work"),
        ("bot", "Which code is it?"),
        ("system", "expired, extend it"),
        ("agent", "Done.\nIt works until May."),
    ]
    assert chat.turns[2].person == "internal note, Ana"
    assert chat.attributes == {
        "state": "closed", "priority": "not_priority", "delivered_as": "customer_initiated",
        "tags": "voucher",
        "Language": "en", "Plan": "gold", "Seats": "3", "rating": "4",
    }  # fmt: skip
    assert (mail.channel, mail.subject, mail.customer_name) == ("email", "Size", "Tom")
    assert [one.row for one in rejected] == [3, 4]
    assert "no parts" in rejected[0].what
    assert "'alien'" in rejected[1].what


def test_an_unknown_author_type_can_be_named(read):
    records, rejected = read(FILE, "chats", mapping=Mapping("chats", speakers={"alien": "customer"}))
    assert [turn.speaker for turn in records[2].turns] == ["customer"]
    assert [one.row for one in rejected] == [3]


def test_ratings_are_answers(read):
    records, _ = read(FILE, "answers")
    assert [(one.item, one.number, one.text, one.customer_id) for one in records] == [
        ("conversation_rating", 4.0, None, "cust-77"), ("conversation_remark", None, "Quick", "cust-77"),
    ]  # fmt: skip
    assert (records[0].scale_min, records[0].scale_max, records[0].interaction_id) == (1.0, 5.0, "301")


def test_one_a_line_reads_the_same(read, write):
    pages = orjson.loads(FILE.read_bytes())
    lines = b"\n".join(orjson.dumps(one) for one in pages["conversations"])
    path = write("c.jsonl.gz", lines)
    assert detect_format(path, "chats") == "intercom"
    assert read(path, "chats")[0] == read(FILE, "chats")[0]
    array = write("c.json", orjson.dumps(pages["conversations"]))
    assert read(array, "chats")[0] == read(FILE, "chats")[0]

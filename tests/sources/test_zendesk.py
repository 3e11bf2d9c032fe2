"""Zendesk tickets with their comments."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapport.sources import Mapping, detect_format

FOLDER = Path(__file__).parent / "payloads" / "zendesk"


def test_a_ticket_with_its_comments(read):
    records, rejected = read(FOLDER / "tickets.jsonl", "tickets")
    ticket = records[0]
    assert (ticket.interaction_id, ticket.channel, ticket.subject) == ("101", "email", "Refund missing")
    assert (ticket.customer_id, ticket.customer_name) == ("7001", "Priya Raman")
    assert (ticket.agent_id, ticket.agent_name, ticket.team) == ("9001", "Luke Stone", "55")
    assert ticket.started_at == datetime(2026, 3, 31, 14, 5, tzinfo=UTC)
    assert ticket.ended_at == datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
    assert [(turn.speaker, turn.text, turn.person) for turn in ticket.turns] == [
        ("customer", "Where is my refund?", "Priya Raman"),
        ("system", "Card team says Friday", "internal note, Luke Stone"),
        ("agent", "It arrives on Friday.\n\n- no fee", "Luke Stone"),
    ]
    assert ticket.attributes == {
        "status": "solved", "priority": "high", "type": "problem", "via": "email", "tags": "refund, vip",
        "field_360001": "returns", "satisfaction_score": "bad", "attachments": "receipt.pdf",
    }  # fmt: skip
    assert [one.row for one in rejected] == [3, 4]
    assert "no comments" in rejected[0].what
    assert "31/31/2026" in rejected[1].what


def test_bots_copied_people_and_the_channel(read):
    ticket = read(FOLDER / "tickets.jsonl", "tickets")[0][1]
    assert [turn.speaker for turn in ticket.turns] == ["customer", "bot", "customer"]
    assert ticket.channel == "chat"


def test_a_page_of_the_api_with_lists_beside(read):
    records, _ = read(FOLDER / "page.json", "tickets")
    assert (records[0].team, records[0].agent_name, records[0].channel) == ("Refund desk", "Ana", "call")
    assert records[0].attributes["Plan"] == "gold"
    assert [(turn.speaker, turn.text) for turn in records[0].turns] == [("agent", "Hello, how can I help?")]


def test_ratings_are_answers(read):
    records, _ = read(FOLDER / "tickets.jsonl", "answers")
    assert [(one.item, one.item_type, one.number, one.text) for one in records] == [
        ("satisfaction", "rating", 0.0, None), ("satisfaction_comment", "text", None, "Took too long"),
    ]  # fmt: skip
    assert {one.interaction_id for one in records} == {"101"}
    assert (records[0].scale_min, records[0].scale_max) == (0.0, 1.0)


@pytest.fixture
def ticket(write, read):
    """Reads one ticket made of the given keys."""

    def of(mapping=None, **keys):
        given = {"id": 1, "created_at": "2026-03-31T14:05:00Z", "requester_id": 7, "comments": [], **keys}
        return read(
            write("one.json", json.dumps(given, indent=1)), "tickets", mapping=mapping, format="zendesk"
        )

    return of


def comment(**keys):
    return {"author_id": 7, "body": "Hi", "public": True, "created_at": "2026-03-31T14:05:00Z", **keys}


def test_a_ticket_without_comments_is_abandoned(ticket):
    assert ticket()[0][0].turns == ()


def test_the_mapping_names_people(ticket):
    records, _ = ticket(Mapping("tickets", speakers={"12": "bot"}), comments=[comment(author_id=12)])
    assert [turn.speaker for turn in records[0].turns] == ["bot"]


def test_a_comment_of_only_a_file_says_so(ticket):
    records, _ = ticket(comments=[comment(body="", attachments=[{"file_name": "a.png"}])])
    assert [turn.text for turn in records[0].turns] == ["[attached: a.png]"]


def test_wrapped_tickets_of_the_api(ticket):
    records, _ = ticket(
        ticket={"id": 9, "requester_id": 7, "created_at": "2026-03-31T14:05:00Z"}, comments=[comment()]
    )
    assert (records[0].interaction_id, len(records[0].turns)) == ("9", 1)


@pytest.mark.parametrize("keys", [{"id": None}, {"comments": "none"}, {"comments": [3]}, {"tags": 5}])
def test_malformed_tickets_are_rejected(ticket, keys):
    records, rejected = ticket(**keys)
    assert records == []
    assert rejected[0].todo


def test_it_is_recognised():
    assert detect_format(FOLDER / "tickets.jsonl", "tickets") == "zendesk"
    assert detect_format(FOLDER / "page.json", "answers") == "zendesk"

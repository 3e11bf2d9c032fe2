"""vCons: calls, chats and mails in one container."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapport.records import UnsupportedError
from rapport.sources import Mapping, SourceError, detect_format

FOLDER = Path(__file__).parent / "payloads" / "vcon"


@pytest.fixture
def one(write, read):
    """Reads a vCon made of the given parts; its interaction and what was rejected."""

    def of(mapping=None, **parts):
        given = {
            "uuid": "u",
            "created_at": "2026-04-01T09:00:00Z",
            "parties": [{"role": "customer"}, {"role": "agent"}],
        }
        records, rejected = read(write("one.vcon", json.dumps({**given, **parts})), "calls", mapping=mapping)
        return (records[0] if records else None), rejected

    return of


def recorded(transcript, **more):
    """A call whose recording has this transcript."""
    return {
        "dialog": [{"type": "recording", "start": "2026-04-01T09:00:00Z", "duration": 20, "parties": [0, 1]}],
        "analysis": [{"type": "transcript", "dialog": 0, "vendor": "v", **transcript}],
        **more,
    }


def test_a_call_with_a_transcript(read):
    records, rejected = read(FOLDER / "call.vcon", "calls")
    assert rejected == []
    call = records[0]
    assert (call.interaction_id, call.channel) == ("0199e054-1c2d-8035-b9a2-279e0d16bc46", "call")
    assert (call.customer_name, call.customer_id) == ("Priya Raman", "+12125550142")
    assert (call.agent_name, call.agent_id, call.team) == ("Luke Stone", "luke@shop.example", "Delivery desk")
    assert call.started_at == datetime(2026, 3, 31, 14, 5, tzinfo=UTC)
    assert (call.ended_at - call.started_at).total_seconds() == 42.5
    assert [(turn.speaker, turn.text) for turn in call.turns] == [
        ("agent", "Thank you for calling, how can I help?"),
        ("customer", "My parcel was left in the rain. The box is soaked."),
        ("agent", "I am sorry, I will send a new one today."),
    ]
    assert call.turns[1].offset_s == 3.4
    assert call.attributes == {
        "holds": "1", "hold_s": "12", "transfers": "1",
        "sentiment.overall": "negative", "sentiment.score": "-0.4",
        "summary": "Parcel damaged by rain, replaced.", "attachments": "box.jpg",
    }  # fmt: skip


def test_a_file_of_many(read):
    records, rejected = read(FOLDER / "many.jsonl", "chats")
    chat, missed, silent = records
    assert [(turn.speaker, turn.text) for turn in chat.turns] == [
        ("customer", "Is the blue one back?"), ("bot", "Let me get a colleague."),
        ("agent", "Yes, two left."),
    ]  # fmt: skip
    assert chat.channel == "chat"
    assert (missed.turns, missed.attributes, missed.channel) == ((), {"disposition": "no-answer"}, "call")
    assert [(turn.speaker, turn.duration_s) for turn in silent.turns] == [("system", 60.0)]
    assert [one.row for one in rejected] == [4, 5]
    assert "Alice" in rejected[0].what
    assert "signed" in rejected[1].what


def test_parties_named_in_the_mapping(read):
    mapping = Mapping("chats", speakers={"Alice": "agent"})
    records, _ = read(FOLDER / "many.jsonl", "chats", mapping=mapping)
    assert [turn.speaker for turn in records[3].turns] == ["agent"]
    assert (records[3].agent_name, records[3].customer_name) == ("Alice", "Bob")


def test_an_agent_by_the_domain_of_the_company(one):
    parties = [
        {"mailto": "a@shop.example", "name": "A. Nurse"},
        {"mailto": "b@mail.example", "name": "B. Kline"},
    ]
    dialog = [
        {"type": "text", "start": "2026-04-01T09:00:00Z", "parties": [1, 0], "encoding": "none", "body": "Hi"}
    ]
    record, _ = one(Mapping("calls", agents=("shop.example",)), parties=parties, dialog=dialog)
    assert (record.turns[0].speaker, record.agent_name) == ("customer", "A. Nurse")


@pytest.mark.parametrize("name", ["encrypted.vcon"])
def test_sealed_vcons_are_not_supported_rather_than_wrong(read, name):
    with pytest.raises(UnsupportedError, match="Decrypt"):
        read(FOLDER / name, "calls")


def test_needed_extensions_are_not_supported(write, read):
    path = write(
        "x.vcon", '{"uuid": "u", "created_at": "2026-04-01T09:00:00Z", "parties": [], "critical": ["magic"]}'
    )
    with pytest.raises(UnsupportedError, match="magic"):
        read(path, "calls")


LINES = "Agent: Hello\nCustomer: Hi"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>Hello\n\n00:02.000 --> 00:04.000\n<v Customer>Hi"
LABELLED = [
    {"speaker": "agent", "text": "Hello", "start": 1},
    {"speaker": "customer", "text": "Hi", "start": 2},
]
SEGMENTS = [{"party": 1, "transcript": "Hello", "start": 1}, {"party": 0, "transcript": "Hi", "start": 2}]
HEARD = [
    [{"word": "hi", "punctuated_word": "Hi", "start": 2, "end": 3}],
    [{"word": "Hello", "start": 1, "end": 2}],
]
CHANNELS = {"results": {"channels": [{"alternatives": [{"words": words}]} for words in HEARD]}}
TRANSCRIPTS = {
    "captions": {"mediatype": "text/vtt", "encoding": "none", "body": CAPTIONS},
    "lines": {"encoding": "none", "body": LINES},
    "list in a text": {"encoding": "none", "body": json.dumps(LABELLED)},
    "segments": {"encoding": "json", "body": {"segments": SEGMENTS}},
    "coded": {"encoding": "base64url", "body": base64.urlsafe_b64encode(LINES.encode()).decode().rstrip("=")},
    "channels": {"encoding": "json", "body": CHANNELS},
}


@pytest.mark.parametrize("form", TRANSCRIPTS)
def test_forms_of_transcripts(one, form):
    record, rejected = one(**recorded(TRANSCRIPTS[form]))
    assert rejected == []
    assert [(turn.speaker, turn.text) for turn in record.turns] == [("agent", "Hello"), ("customer", "Hi")]


@pytest.mark.parametrize(
    ("transcript", "said"),
    [
        (
            {"encoding": "json", "body": [{"speaker": 0, "text": "Hello"}, {"speaker": 1, "text": "Hi"}]},
            "speaker 0",
        ),
        ({"encoding": "json", "body": {"words": 12}}, "form of the transcript"),
        ({"encoding": "zip", "body": "x"}, "encoding"),
    ],
)
def test_transcripts_that_cannot_be_used_say_why(one, transcript, said):
    record, rejected = one(**recorded(transcript))
    assert record is None
    assert said in rejected[0].what


def test_a_speech_services_speakers_can_be_named(one):
    words = [
        {"word": "hello", "start": 1, "end": 2, "speaker": 0},
        {"word": "hi", "start": 2, "end": 3, "speaker": 1},
    ]
    body = {"results": {"channels": [{"alternatives": [{"words": words}]}]}}
    mapping = Mapping("calls", speakers={"speaker 0": "agent", "speaker 1": "customer"})
    record, _ = one(mapping, **recorded({"encoding": "json", "body": body}))
    assert [turn.speaker for turn in record.turns] == ["agent", "customer"]


def test_a_mail_in_a_vcon_loses_its_quote(one):
    dialog = [{"type": "text", "start": "2026-04-01T09:00:00Z", "parties": [1, 0], "encoding": "none",
               "message_id": "<1@shop.example>",
               "body": "It is on its way.\n\nOn Monday, Jane wrote:\n> Where is it?"}]  # fmt: skip
    record, _ = one(dialog=dialog)
    assert (record.turns[0].text, record.channel) == ("It is on its way.", "email")
    assert record.turns[0].quoted == "On Monday, Jane wrote:\n> Where is it?"


@pytest.mark.parametrize(
    "parts",
    [
        {"uuid": None},
        {"dialog": [{"type": "smoke"}]},
        {"dialog": [{"type": "text", "parties": [7], "encoding": "none", "body": "x"}]},
        {"dialog": [{"type": "text", "encoding": "none", "body": "x"}]},
        {"dialog": [{"type": "text", "start": "yesterday", "parties": 0, "encoding": "none", "body": "x"}]},
        {"dialog": "none"},
        {"parties": "nobody"},
    ],
)
def test_malformed_vcons_are_rejected_with_a_reason(one, parts):
    record, rejected = one(**parts)
    assert record is None
    assert rejected[0].what
    assert rejected[0].todo


def test_half_a_file_is_an_error(write, read):
    path = write("half.vcon", (FOLDER / "call.vcon").read_text()[:900])
    assert detect_format(path, "calls") == "vcon"
    with pytest.raises(SourceError, match="not valid JSON"):
        read(path, "calls")

"""Conversations as JSON objects, and as transcripts in a cell."""

import json

import pytest

from rapport.sources import Limits, Mapping, RowError
from rapport.sources.rows.conversations import transcript
from rapport.sources.speakers import Speakers

STAR = {
    "id": "c1",
    "channel": "call",
    "started_at": "2024-03-12T13:05:00Z",
    "customer_id": "k1",
    "agent_id": None,
    "team": "North",
    "priority": 3,
    "vip": True,
    "labels": {"a": [1]},
    "nothing": None,
    "turns": [
        {"speaker": "customer", "text": "hello", "at": "2024-03-12T13:05:00Z"},
        {"speaker": "assistant", "text": "welcome", "at": None, "labels": 1},
        {"speaker": "Rep", "text": "hi", "person": "Ann", "duration_s": 2},
    ],
}


def jsonl(*objects):
    return "".join(json.dumps(each) + "\n" for each in objects)


def test_the_shape_is_read_and_further_keys_are_attributes(write, read):
    (record,), _ = read(write("a.jsonl", jsonl(STAR)), "chats")
    assert (record.channel, record.team, record.agent_id) == ("call", "North", None)
    assert record.attributes == {"priority": "3", "vip": "true", "labels": '{"a":[1]}'}
    assert [turn.speaker for turn in record.turns] == ["customer", "bot", "agent"]
    assert record.turns[1].at is None and record.turns[0].at.isoformat() == "2024-03-12T13:05:00+00:00"
    assert (record.turns[2].person, record.turns[2].duration_s) == ("Ann", 2.0)


@pytest.mark.parametrize(
    ("kind", "channel"),
    [("chats", "chat"), ("calls", "call"), ("emails", "email"), ("tickets", "ticket"), ("reviews", "review")],
)
def test_the_kind_gives_the_channel_that_a_row_lacks(write, read, kind, channel):
    path = write("a.jsonl", jsonl({"id": 1, "turns": []}, {"id": 2, "channel": "sms", "turns": []}))
    records, _ = read(path, kind)
    assert [record.channel for record in records] == [channel, "sms"]
    assert [record.interaction_id for record in records] == ["1", "2"]
    told, _ = read(path, kind, defaults={"channel": "kiosk", "team": "West", "pilot": "yes"})
    assert [record.channel for record in told] == ["kiosk", "sms"]
    assert told[0].team == "West" and told[0].attributes == {"pilot": "yes"}


def test_without_turns_it_is_kept_and_without_a_start_the_first_turn_tells(write, read):
    objects = [
        {"id": "a", "turns": [], "started_at": None},
        {"id": "b", "turns": None},
        {"id": "c"},
        {"id": "d", "turns": [{"speaker": "agent", "text": "x", "at": "2024-01-02T00:00:00Z"}]},
    ]
    records, bad = read(write("a.jsonl", jsonl(*objects)), "chats")
    assert not bad and [len(record.turns) for record in records] == [0, 0, 0, 1]
    assert records[3].started_at == records[3].turns[0].at


def test_a_broken_line_70001_is_named_and_the_others_read(write, read):
    lines = [json.dumps({"id": f"c{number}", "turns": []}) for number in range(1, 70_010)]
    lines[70_000] = '{"id": "broken", "turns": ['
    records, bad = read(write("a.jsonl.gz", "\n".join(lines) + "\n"), "chats")
    assert len(records) == 70_008
    assert bad[0].row == 70_001 and bad[0].where == "a.jsonl.gz, row 70,001"
    assert "Line 70,001 is not valid JSON" in bad[0].what and bad[0].raw == lines[70_000] + "\n"


def test_a_last_line_cut_short_says_so(write, read):
    _, bad = read(write("a.jsonl", jsonl(STAR) + '{"id": "c2", "tur'), "chats")
    assert "end in the middle" in bad[0].todo


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"turns": []}, "has no id"),
        ({"id": "x", "turns": "hello"}, "not a list"),
        (
            {"id": "x", "turns": [{"speaker": "customer", "text": "a"}, {"speaker": "Zork", "text": "b"}]},
            "Zork",
        ),
        ({"id": "x", "turns": [{"speaker": None, "text": "a"}]}, "speaker is empty"),
        ({"id": "x", "turns": ["hello"]}, "not an object"),
        ({"id": "x", "turns": [{"speaker": "customer", "text": ["a"]}]}, "not text"),
        (
            {"id": "x", "turns": [{"speaker": "customer", "text": "a", "offset_s": "soon"}]},
            "'soon' is not a number",
        ),
        (
            {"id": "x", "turns": [{"speaker": "customer", "text": "a", "at": "soon"}]},
            "'soon' is not written as the others",
        ),
        ({"id": "x", "turns": [{"speaker": "customer", "text": "a"}] * 11}, "11 turns"),
        ({"id": "x", "turns": [{"speaker": "customer", "text": "a" * 2000}]}, "longer than 1,000"),
    ],
)
def test_each_fault_is_named_and_the_next_line_read(write, read, broken, told):
    path = write("a.jsonl", jsonl(STAR, broken, STAR | {"id": "c3"}))
    records, bad = read(path, "chats", limits=Limits(turns=10, field_bytes=1000))
    assert [record.interaction_id for record in records] == ["c1", "c3"]
    assert len(bad) == 1 and bad[0].row == 2 and told in bad[0].what
    assert bad[0].todo and bad[0].where.startswith("a.jsonl, row 2")


def test_what_is_no_object_or_not_utf8(write, read):
    records, bad = read(write("a.jsonl", b'{"id":"a","turns":[]}\n[1]\n{"id":"b\xff","turns":[]}\n'), "chats")
    assert len(records) == 1
    assert "not a JSON object" in bad[0].what and "Byte 9 of line 3 (0xFF)" in bad[1].what
    told, _ = read(write("b.jsonl", '{"id":"bö","turns":[]}\n', "latin-1"), "chats", encoding="latin-1")
    assert told[0].interaction_id == "bö"


def test_not_a_number_and_an_array_are_taken(write, read):
    records, bad = read(write("a.jsonl", '{"id":"a","x":NaN,"turns":[]}\n'), "chats")
    assert not bad and records[0].attributes == {}
    records, _ = read(write("b.json", json.dumps([STAR, STAR | {"id": "c2"}], indent=1)), "chats")
    assert [record.interaction_id for record in records] == ["c1", "c2"]


def test_the_mapping_names_keys_and_speakers(write, read):
    mapping = Mapping("chats", {"team": "squad"}, speakers={"Zork": "agent"}, ignore=("labels", "priority"))
    given = STAR | {"squad": "South", "turns": [{"speaker": "zork ", "text": "x"}]}
    del given["team"]
    (record,), _ = read(write("a.jsonl", jsonl(given)), "chats", mapping=mapping)
    assert record.team == "South" and record.turns[0].speaker == "agent"
    assert record.attributes == {"vip": "true"}


def test_days_and_months_of_later_lines_decide(write, read):
    objects = [{"id": str(n), "turns": [{"speaker": "agent", "text": "x", "at": at}]}
               for n, at in enumerate(["03/04/2024", "25/12/2024"])]  # fmt: skip
    records, bad = read(write("a.jsonl", jsonl(*objects)), "chats")
    assert not bad and records[0].started_at.month == 4


def test_a_transcript_is_cut_at_its_speakers():
    turns = transcript(
        "[00:01] Agent: Hello: how can I help?\nCustomer (00:12): It is broken\nsince 10:30\nNote: twice\n"
        "Rep: Oh\n",
        Speakers(),
    )
    assert [(turn.speaker, turn.text, turn.offset_s) for turn in turns] == [
        ("agent", "Hello: how can I help?", 1.0),
        ("customer", "It is broken\nsince 10:30", 12.0),
        ("system", "twice", None),
        ("agent", "Oh", None),
    ]


@pytest.mark.parametrize(
    "text", ["hello there", "Zork: hello\nAgent: hi", "Agent: a\nZork: b\nAgent: c\nZork: d"]
)
def test_a_transcript_with_strangers_is_refused(text):
    with pytest.raises(RowError, match="Unknown speaker"):
        transcript(text, Speakers())
    assert transcript(text.replace("hello there", "Zork: x"), Speakers({"zork": "customer"}))


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ('{"id":"x","turns":[],"more":' + "[" * 900 + "]" * 900 + "}", "cannot be kept as text"),
        ('{"id":"x","turns":[],"more":' + "[" * 9000 + "]" * 9000 + "}", "not valid JSON"),
        ('{"id":"x","turns":[{"speaker":"agent","text":"\\ud800"}]}', "half of a character"),
        (
            '{"id":"x","turns":[{"speaker":"agent","text":"a","at":"0001-01-01T00:00:00+14:00"}]}',
            "0001-01-01",
        ),
        (
            '{"id":"x","turns":[{"speaker":"agent","text":"a","at":"9999-12-31T23:59:59-14:00"}]}',
            "9999-12-31",
        ),
    ],
)
def test_what_no_machine_can_hold_is_a_fault_of_its_line(write, read, broken, told):
    path = write("a.jsonl", jsonl(STAR) + broken + "\n" + jsonl(STAR | {"id": "c3"}))
    records, bad = read(path, "chats")
    assert [record.interaction_id for record in records] == ["c1", "c3"]
    assert len(bad) == 1 and bad[0].row == 2 and told in bad[0].what

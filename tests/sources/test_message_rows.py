"""One row a message: gathered into interactions, in any order, in bounded memory."""

import random

import pytest

from rapport.sources import Limits, Mapping, SourceError

HEADER = "Chat ID,Timestamp,Sender,Message,Customer ID,Queue,Region\n"


def rows(count, messages=3):
    for chat in range(count):
        for number in range(messages):
            who = "Visitor" if number % 2 == 0 else "Operator"
            yield f"c{chat},2024-03-12 10:{number:02d}:00,{who},text {chat}-{number},k{chat},North,EU\n"


def test_messages_become_turns_in_time_order(write, read):
    lines = list(rows(40))
    random.Random(1).shuffle(lines)
    records, bad = read(write("a.csv", HEADER + "".join(lines)), "chats")
    assert not bad and len(records) == 40
    for record in records:
        number = record.interaction_id[1:]
        assert [turn.text for turn in record.turns] == [f"text {number}-{place}" for place in range(3)]
        assert [turn.speaker for turn in record.turns] == ["customer", "agent", "customer"]
        assert (record.customer_id, record.team, record.attributes) == (
            f"k{number}",
            "North",
            {"Region": "EU"},
        )
        assert record.started_at == record.turns[0].at


def test_sorting_on_disk_gives_the_same_records(write, read):
    lines = list(rows(200))
    random.Random(2).shuffle(lines)
    path = write("a.csv.gz", HEADER + "".join(lines))
    in_memory, _ = read(path, "chats")
    on_disk, bad = read(path, "chats", limits=Limits(buffered_rows=37))
    assert not bad
    assert sorted(on_disk, key=lambda record: record.interaction_id) == sorted(
        in_memory, key=lambda record: record.interaction_id
    )


def test_an_unknown_speaker_names_row_column_and_the_mapping(write, read):
    text = HEADER + "".join(rows(2)) + "c9,2024-03-12 10:00:00,Zork,x,k9,N,EU\n"
    path = write("a.csv", text)
    records, bad = read(path, "chats")
    assert len(records) == 2 and bad[0].row == 8
    assert "Zork" in bad[0].what and "'Sender'" in bad[0].where and "speakers:" in bad[0].todo
    mapping = Mapping(
        "chats",
        {"interaction_id": "Chat ID", "at": "Timestamp", "speaker": "Sender", "text": "Message"},
        speakers={"Zork": "bot"},
    )
    records, bad = read(path, "chats", mapping=mapping)
    assert not bad and records[-1].turns[0].speaker == "bot"


def test_a_row_without_a_message_is_an_abandoned_interaction(write, read):
    records, bad = read(write("a.csv", HEADER + "".join(rows(1)) + "c8,,,,k8,North,EU\n"), "chats")
    assert not bad and records[1].interaction_id == "c8" and records[1].turns == ()


def test_two_customers_in_one_conversation_name_both_rows(write, read):
    text = HEADER + "c1,2024-03-12 10:00,Visitor,a,k1,N,EU\nc1,2024-03-12 10:01,Rep,b,k2,N,EU\n"
    records, bad = read(write("a.csv", text), "chats")
    assert not records and "'k1' (row 2)" in bad[0].what and "'k2' (row 3)" in bad[0].what


def test_repeated_messages_by_their_id(write, read):
    header = "message_id,conversation_id,speaker,text\n"
    same = header + "m1,c1,agent,hello\nm1,c1,agent,hello\nm2,c1,customer,hello\n"
    records, bad = read(write("a.csv", same), "chats")
    assert not bad and len(records[0].turns) == 2
    records, bad = read(write("b.csv", header + "m1,c1,agent,hello\nm1,c1,agent,bye\n"), "chats")
    assert not records and bad[0].row == 3 and "row 2" in bad[0].what


def test_an_empty_id_is_one_rejected_row(write, read):
    records, bad = read(write("a.csv", HEADER + "".join(rows(1)) + ",,Visitor,x,k,N,EU\n"), "chats")
    assert len(records) == 1 and bad[0].row == 5 and "interaction_id is empty" in bad[0].what


def test_a_wrong_column_is_named_with_the_nearest(write, read):
    mapping = Mapping("chats", {"interaction_id": "Chat Id", "text": "Message", "speaker": "Sender"})
    with pytest.raises(SourceError, match="no column 'Chat Id'") as error:
        read(write("a.csv", HEADER + "".join(rows(1))), "chats", mapping=mapping)
    assert "Did you mean 'Chat ID'?" in str(error.value) and "a.csv, row 1" in str(error.value)
    with pytest.raises(SourceError, match="field 'mood'"):
        read(write("b.csv", HEADER), "chats", mapping=Mapping("chats", {"mood": "Sender"}))


def test_messages_as_json_lines(write, read):
    lines = (
        '{"conversation_id": "c1", "role": "user", "content": "hi", "timestamp": 1710248700}\n'
        '{"conversation_id": "c1", "role": "assistant", "content": "hello", "timestamp": 1710248760, '
        '"model": "x"}\n'
    )
    records, bad = read(write("a.jsonl", lines), "chats")
    assert not bad and [turn.speaker for turn in records[0].turns] == ["customer", "bot"]
    assert records[0].attributes == {"model": "x"}

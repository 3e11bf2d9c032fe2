"""Mappings: proposed from a header, saved small, loaded with care."""

import pytest

from rapport.sources import KINDS, Mapping, SourceError, propose_mapping
from rapport.sources.headers import WORDS
from rapport.sources.kinds import FIELDS

FULL = Mapping(
    kind="chats",
    columns={"interaction_id": "Chat ID", "text": "Message"},
    rows="message",
    speakers={"Zork": "agent"},
    dates={"When": ["day-first", "iso"]},
    zone="Europe/Berlin",
    items={"Q1": {"type": "nps"}},
    defaults={"team": "North"},
    agents=("acme.example",),
    ignore=("x",),
    header=("Chat ID", "Message", "When"),
)


@pytest.mark.parametrize("mapping", [FULL, Mapping("events"), Mapping("chats", {"text": "Grüße: 🙂"})])
def test_what_is_saved_is_loaded(tmp_path, mapping):
    mapping.save(tmp_path / "m.yaml")
    assert Mapping.load(tmp_path / "m.yaml") == mapping
    assert "null" not in (tmp_path / "m.yaml").read_text()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind: letters", "kind is 'letters'"),
        ("columns: {}", "kind is None"),
        ("kind: chats\nrows: sideways", "rows is 'sideways'"),
        ("kind: chats\ncolums: {}", "Unknown key 'colums'"),
        ("kind: chats\ncolumns: [a]", "columns is not keys and values"),
        ("kind: chats\nignore: a", "ignore is not a list"),
        ("kind: chats\nspeakers: {Zork: wizard}", "'wizard' is no speaker"),
        ("- a", "not a list of keys"),
        ("a: [", "not valid YAML"),
    ],
)
def test_what_is_no_mapping_says_where(tmp_path, text, told):
    path = tmp_path / "m.yaml"
    path.write_text(text)
    with pytest.raises(SourceError, match=r"m\.yaml") as error:
        Mapping.load(path)
    assert told in str(error.value)


def test_a_missing_mapping_file(tmp_path):
    with pytest.raises(SourceError, match="no such mapping"):
        Mapping.load(tmp_path / "gone.yaml")


def test_every_proposed_field_exists():
    for kind in KINDS:
        assert set(WORDS[kind]) <= set(FIELDS[kind])


@pytest.mark.parametrize(
    ("kind", "header", "row", "expected"),
    [
        (
            "chats",
            "conversationId,senderType,body,createdAt,agentName",
            "1,visitor,hello,2024-01-01,Ann",
            {"interaction_id": "conversationId", "speaker": "senderType", "text": "body",
             "started_at": "createdAt", "agent_name": "agentName"},
        ),
        (
            "tickets",
            "Ticket ID,Subject,Description,Created At,Group,Assignee,Disposition",
            "1,Broken,It broke,2024-01-01,East,Ann,refund",
            {"interaction_id": "Ticket ID", "subject": "Subject", "text": "Description",
             "started_at": "Created At", "team": "Group", "agent_name": "Assignee",
             "reason_code": "Disposition"},
        ),
        (
            "calls",
            "Call ID,Start Time,Transcript,Agent ID,Wrap-up Code",
            '7,2024-01-01,"Agent: hi\nCustomer: hello",a1,x',
            {"interaction_id": "Call ID", "started_at": "Start Time", "turns": "Transcript",
             "agent_id": "Agent ID"},
        ),
        (
            "reviews",
            "Review ID,Review Title,Review,Stars",
            "1,Good,Quite good,5",
            {"interaction_id": "Review ID", "subject": "Review Title", "text": "Review"},
        ),
    ],
)  # fmt: skip
def test_usual_headers_are_understood(write, read, kind, header, row, expected):
    path = write("a.csv", f"{header}\n{row}\n")
    proposal = propose_mapping(path, kind)
    assert proposal.mapping.columns.items() >= expected.items()
    assert not proposal.missing and proposal.format == "csv"
    assert all(0 < field.confidence <= 1 and field.why for field in proposal.fields)
    records, bad = read(path, kind)
    assert len(records) == 1 and not bad and records[0].turns


def test_values_can_overrule_a_name(write):
    path = write("a.csv", "id,date,text\n" + "".join(f"{n},not a day,x\n" for n in range(5)))
    proposal = propose_mapping(path, "reviews")
    (date,) = [field for field in proposal.fields if field.column == "date"]
    assert date.confidence < 0.75 and "0% of its values are dates" in date.why
    assert "started_at" not in proposal.mapping.columns


def test_a_proposal_shows_five_rows_and_what_is_missing(write):
    path = write("a.csv", "chat,message\n" + "".join(f"c{n},hello {n}\n" for n in range(9)))
    proposal = propose_mapping(path, "chats")
    assert proposal.columns == ("chat", "message") and len(proposal.rows) == 5
    assert proposal.rows[0] == ("c0", "hello 0") and "speaker" in proposal.missing
    native = write("a.jsonl", '{"id": "c1", "turns": [{"speaker": "agent", "text": "hi"}]}\n')
    assert propose_mapping(native, "chats").mapping is None

"""WebVTT and SRT: cues into turns."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rapport.sources import Mapping, detect_format
from rapport.sources.transcripts.cues import read_cues, split_speaker

FOLDER = Path(__file__).parent / "payloads" / "transcripts"
NAMED = Mapping("calls", speakers={"Luke Stone": "agent", "Priya Raman": "customer"})


def test_voices_of_webvtt(read):
    records, rejected = read(FOLDER / "call-2026-03-31_14-05-00.vtt", "calls", mapping=NAMED)
    assert rejected == []
    call = records[0]
    assert call.interaction_id == "call-2026-03-31_14-05-00"
    assert call.started_at == datetime(2026, 3, 31, 14, 5, tzinfo=UTC)
    assert (call.ended_at - call.started_at).total_seconds() == 9
    assert (call.customer_name, call.agent_name, call.channel) == ("Priya Raman", "Luke Stone", "call")
    assert [(turn.speaker, turn.text, turn.offset_s) for turn in call.turns] == [
        ("agent", "Thank you for calling, how can I help?", 0.5),
        ("customer", "My parcel was left & soaked.", 4.4),
        ("agent", "I am sorry.", 7.3),
        ("customer", "It happens.", 7.3),
    ]
    assert call.turns[0].duration_s == 3.5
    assert call.turns[1].at == datetime(2026, 3, 31, 14, 5, 4, 400_000, tzinfo=UTC)


def test_prefixes_of_srt(read):
    records, _ = read(FOLDER / "call.srt", "calls")
    call = records[0]
    assert [(turn.speaker, turn.text) for turn in call.turns] == [
        ("agent", "Good morning, this is Ana."),
        ("customer", "Hi. My invoice is wrong: it says 2024. It should say 2025."),
        ("agent", "Thank you for holding."),
    ]
    assert call.turns[2].offset_s == 3600
    assert call.agent_name == "Maria"
    assert call.started_at is None


def test_the_start_in_the_file_name_hangs_in_the_homes_zone(read):
    path = FOLDER / "call-2026-03-31_14-05-00.vtt"
    records, _ = read(path, "calls", mapping=NAMED, zone=ZoneInfo("Europe/Berlin"))
    assert records[0].started_at == datetime(2026, 3, 31, 12, 5, tzinfo=UTC)


def test_defaults_beat_the_file_name(read):
    defaults = {"started_at": "2026-05-01T08:00:00Z", "interaction_id": "c-9", "team": "North", "desk": "4"}
    records, _ = read(FOLDER / "call-2026-03-31_14-05-00.vtt", "calls", mapping=NAMED, defaults=defaults)
    call = records[0]
    assert (call.interaction_id, call.team, call.attributes["desk"]) == ("c-9", "North", "4")
    assert call.turns[0].at == datetime(2026, 5, 1, 8, 0, 0, 500_000, tzinfo=UTC)


def test_unknown_speakers_are_all_named_with_what_to_do(read):
    records, rejected = read(FOLDER / "call-2026-03-31_14-05-00.vtt", "calls")
    assert records == []
    assert rejected[0].what == "Unknown speakers 'Luke Stone', 'Priya Raman'"
    assert "speakers: {'Luke Stone': agent, 'Priya Raman': customer}" in rejected[0].todo


def test_nobody_named(write, read):
    path = write("a.srt", "1\n00:00:00,000 --> 00:00:01,000\nHello there\n")
    assert "Nobody is named" in read(path, "calls")[1][0].what
    records, _ = read(path, "calls", defaults={"speaker": "customer"})
    assert [turn.speaker for turn in records[0].turns] == ["customer"]


def test_an_empty_transcript_is_an_abandoned_call(write, read):
    records, rejected = read(write("a.vtt", "WEBVTT\n"), "calls")
    assert (records[0].turns, rejected) == ((), [])


@pytest.mark.parametrize(
    "content",
    ["WEBVTT\n\n00:xx --> 00:02.000\nAgent: hi", "WEBVTT\n\n-->\nAgent: hi"],
    ids=["letters", "nothing"],
)
def test_a_timing_that_is_none_names_its_line(write, read, content):
    _, rejected = read(write("a.vtt", content), "calls")
    assert "is not a timing" in rejected[0].what
    assert "line 3" in rejected[0].where


def test_the_wrong_encoding_is_said(write, read):
    path = write("a.srt", "1\n00:00:00,000 --> 00:00:01,000\nAgent: Grüße\n", encoding="cp1252")
    assert "is not UTF-8" in read(path, "calls")[1][0].what
    records, _ = read(path, "calls", encoding="cp1252")
    assert records[0].turns[0].text == "Grüße"


def test_packed_and_marked_files_are_known(write):
    assert detect_format(write("a.vtt.gz", "\ufeffWEBVTT\n"), "calls") == "vtt"
    assert detect_format(write("a.txt", "1\n00:00:00,000 --> 00:00:01,000\nx\n"), "calls") == "srt"


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Agent: hello", "Agent", "hello"),
        ("[Luke S.] hello", "Luke S.", "hello"),
        (">> LUKE: hello", "LUKE", "hello"),
        ("The time is 10:30", None, "The time is 10:30"),
        ("Note: it rains", None, "Note: it rains"),
        ("I told him so many things today: go", None, "I told him so many things today: go"),
    ],
)
def test_names_in_front(text, speaker, words):
    assert split_speaker(text) == (speaker, words)


def test_cues_of_one_hour_and_without_hours():
    cues = list(
        read_cues(["00:01.250 --> 00:02.000", "Agent: a", "", "1:00:00.5 --> 1:00:01.000", "Agent: b"])
    )
    assert [(cue.start_s, cue.end_s) for cue in cues] == [(1.25, 2.0), (3600.5, 3601.0)]

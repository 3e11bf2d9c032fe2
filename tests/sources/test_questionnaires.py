"""Exports of survey systems: what was asked, what was answered, what is no submission, what is not kept."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapport.sources import Mapping, SourceError, detect_format

PAYLOADS = Path(__file__).parent / "payloads"
FILES = {
    "qualtrics": PAYLOADS / "qualtrics" / "responses.csv",
    "surveymonkey": PAYLOADS / "surveymonkey" / "all_responses.csv",
    "limesurvey": PAYLOADS / "limesurvey" / "results.csv",
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_known_by_its_headings(name):
    assert detect_format(FILES[name]) == name


@pytest.mark.parametrize(
    ("name", "ids", "first", "about", "why"),
    [
        ("qualtrics", ["R_1aB", "R_3eF"], ("Q1", "nps", 9.0, 0.0, 10.0), "Q2", "Q3"),
        ("surveymonkey", ["114000000001", "114000000002"],
         ("How satisfied are you with our help?", "csat", 5.0, 1.0, 5.0), "What was it about?", "Why?"),
        ("limesurvey", ["1", "3"], ("ease", "number", 6.0, None, None), "about", "why"),
    ],
)  # fmt: skip
def test_submissions_come_with_items_and_choices_and_nothing_of_who_they_are(
    read, name, ids, first, about, why
):
    records, rejected = read(FILES[name], "answers")
    assert rejected == [] and list(dict.fromkeys(one.submission_id for one in records)) == ids
    mine = {one.item: one for one in records if one.submission_id == ids[0]}
    found = mine[first[0]]
    assert (found.item, found.item_type, found.number, found.scale_min, found.scale_max) == first
    assert (mine[about].item_type, mine[why].item_type) == ("multiple_choice", "text")
    other = {one.item: one for one in records if one.submission_id == ids[1]}
    assert other[about].text in ("A bill;A delivery", "bill;delivery")
    assert other[why].text is None
    assert {one.customer_id for one in records} == {"C-17", "C-18"}
    told = repr(records)
    assert "203.0.113" not in told and "ann@example.org" not in told and "Doe" not in told


def test_when_and_in_which_language(read):
    records, _ = read(FILES["limesurvey"], "answers")
    assert records[0].answered_at == datetime(2026, 3, 1, 10, 1, tzinfo=UTC)
    assert {one.language for one in records} == {"en", "de"}
    records, _ = read(FILES["surveymonkey"], "answers")
    assert records[0].answered_at == datetime(2026, 3, 1, 10, 1, tzinfo=UTC), "the month comes first"


def test_the_question_is_kept_and_other_words_have_an_item_of_their_own(read):
    records, _ = read(FILES["qualtrics"], "answers")
    assert records[0].question == "How likely are you to recommend us to a friend?"
    records, _ = read(FILES["surveymonkey"], "answers")
    other = [one for one in records if one.text == "my router"]
    assert [one.item for one in other] == ["What was it about? Other (please specify)"]


def test_a_mapping_says_what_a_guess_cannot(read):
    mapping = Mapping("answers", items={"ease": {"type": "ces", "scale_min": 1, "scale_max": 7}})
    records, _ = read(FILES["limesurvey"], "answers", mapping=mapping, defaults={"survey": "after-call"})
    assert (records[0].item_type, records[0].survey) == ("ces", "after-call")


def test_a_file_in_which_nothing_is_asked_is_told(write, read):
    path = write("empty.csv", '"id","submitdate","lastpage","startlanguage"\n"1","2026-03-01","1","en"\n')
    with pytest.raises(SourceError, match="no questions"):
        read(path, "answers")


def test_what_people_wrote_is_text_however_short(read):
    records, _ = read(FILES["surveymonkey"], "answers")
    assert {one.item_type for one in records if "Other" in one.item} == {"text"}


QUALTRICS = """\
Finished,Duration (in seconds),RecordedDate,ResponseId,Q1,Q1_4_TEXT
Finished,Duration (in seconds),Recorded Date,Response ID,What was it about?,What was it about? - Other - Text
"{""ImportId"":""finished""}","{""ImportId"":""duration""}",ZONE,"{""ImportId"":""_recordId""}",x,x
True,61,2026-03-01 10:00:00,R_1,A bill,
False,12,2026-03-01 11:00:00,R_2,Other,Modem
"""
NAMED = '"{""ImportId"":""recordedDate"",""timeZone"":""America/Denver""}"'


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        (NAMED, 17),
        (NAMED.replace("Denver", "Nowhere"), 10),
        (NAMED.replace("/Denver", ""), 10),
        ("x", 10),
        ("[1]", 10),
    ],
)
def test_an_export_names_its_zone_and_what_was_not_finished(write, read, zone, hour):
    records, rejected = read(write("q.csv", QUALTRICS.replace("ZONE", zone)), "answers")
    assert rejected == []
    assert {one.answered_at for one in records if one.submission_id == "R_1"} == {
        datetime(2026, 3, 1, hour, tzinfo=UTC)
    }
    told = {one.submission_id: dict(one.attributes) for one in records}
    assert told == {"R_1": {"seconds": "61"}, "R_2": {"status": "partial", "seconds": "12"}}
    other = next(one for one in records if one.text == "Modem")
    assert (other.item, other.item_type) == ("Q1_4_TEXT", "text")

"""Survey answers, one row an answer and one row a submission."""

import pytest

from rapport.sources import Mapping, SourceError, propose_mapping

LONG = (
    "response_id,question_id,question,answer,customer_id,submitted_at,Region\n"
    "s1,nps,How likely are you to recommend us?,9,k1,2024-03-12T10:00:00Z,EU\n"
    "s1,comment,Why?,Quick and kind,k1,2024-03-12T10:00:00Z,EU\n"
    "s2,nps,How likely are you to recommend us?,,k2,2024-03-13T10:00:00Z,US\n"
)
WIDE = (
    "Response ID,Submitted At,Customer ID,How likely are you to recommend us?,CSAT,Effort score,"
    "Was it solved?,Anything else?,Region\n"
    "s1,2024-03-12 10:00,k1,10 - very likely,5,7,Yes,Thanks a lot for the quick help,EU\n"
    "s2,2024-03-13 10:00,k2,3,1,2,no,,US\n"
    "s3,2024-03-14 10:00,k3,,4,6,Yes,It took far too long to reach you,US\n"
)


def test_one_row_an_answer(write, read):
    records, bad = read(write("a.csv", LONG), "answers")
    assert not bad
    nps, comment, left_open = records
    assert (nps.answer_id, nps.submission_id, nps.item, nps.item_type) == ("s1:nps", "s1", "nps", "nps")
    assert (nps.number, nps.text, nps.scale_min, nps.scale_max) == (9.0, None, 0.0, 10.0)
    assert nps.question.startswith("How likely") and nps.attributes == {"Region": "EU"}
    assert (comment.item_type, comment.text, comment.number) == ("text", "Quick and kind", None)
    assert left_open.number is None and left_open.text is None
    assert nps.answered_at.isoformat() == "2024-03-12T10:00:00+00:00"


def test_one_row_a_submission_is_proposed_with_types_and_read(write, read):
    path = write("a.csv", WIDE)
    proposal = propose_mapping(path, "answers")
    assert {column: item["type"] for column, item in proposal.mapping.items.items()} == {
        "How likely are you to recommend us?": "nps",
        "CSAT": "csat",
        "Effort score": "ces",
        "Was it solved?": "single_choice",
        "Anything else?": "text",
    }
    assert any(field.field.startswith("item ") and "nps, 0 to 10" in field.why for field in proposal.fields)
    records, bad = read(path, "answers")
    assert not bad and len(records) == 15
    by_item = {(record.submission_id, record.item): record for record in records}
    assert by_item["s1", "How likely are you to recommend us?"].number == 10
    assert by_item["s2", "Was it solved?"].number == 0.0
    assert by_item["s3", "How likely are you to recommend us?"].number is None
    assert by_item["s1", "Anything else?"].text == "Thanks a lot for the quick help"
    assert by_item["s1", "CSAT"].attributes == {"Region": "EU"}
    assert len({record.answer_id for record in records}) == 15


def test_answers_beyond_their_scale_or_no_numbers_name_row_and_column(write, read):
    records, bad = read(
        write("a.csv", "submission_id,item,value\ns1,nps,11\ns2,csat,happy\ns3,nps,10\n"), "answers"
    )
    assert [record.number for record in records] == [10.0]
    assert "11 is outside the scale 0 to 10" in bad[0].what and "row 2, column 'value'" in bad[0].where
    assert "'happy' is not a number" in bad[1].what and bad[1].row == 3


def test_types_and_scales_of_the_rows_win(write, read):
    text = "answer_id,item,item_type,value,scale_min,scale_max,higher_is_better\na1,q1,rating,3,1,4,false\n"
    (record,), _ = read(write("a.csv", text), "answers")
    assert (record.answer_id, record.submission_id, record.item_type) == ("a1", "a1", "rating")
    assert (record.scale_max, record.higher_is_better) == (4.0, False)
    _, bad = read(write("b.csv", text.replace("rating", "mood").replace("false", "perhaps")), "answers")
    assert "neither yes nor no" in bad[0].what or "Unknown item type" in bad[0].what


def test_the_mapping_describes_items(write, read):
    items = {
        "Q1": {"item": "kindness", "type": "rating", "scale_min": 1, "scale_max": 4, "question": "Kind?"}
    }
    path = write("a.csv", "sid,Q1,Q2\ns1,4,x\n")
    mapping = Mapping("answers", {"submission_id": "sid"}, items=items, ignore=("Q2",))
    (record,), _ = read(path, "answers", mapping=mapping)
    assert (record.item, record.number, record.scale_max, record.question) == ("kindness", 4.0, 4, "Kind?")
    assert record.attributes == {}
    for wrong, told in (({"type": "mood"}, "Unknown item type"), ({"typ": "nps"}, "Unknown key 'typ'")):
        with pytest.raises(SourceError, match=told):
            read(path, "answers", mapping=Mapping("answers", {"submission_id": "sid"}, items={"Q1": wrong}))


def test_satisfaction_answered_with_yes_or_no_is_one_or_nought(write, read):
    path = write("a.csv", "submission_id,CSAT,PSAT\ns1,yes,Y\ns2,No,n\ns3,,y\n")
    items = propose_mapping(path, "answers").mapping.items
    assert {item["type"] for item in items.values()} == {"csat", "psat"}
    records, bad = read(path, "answers")
    assert not bad
    csat = [(one.number, one.scale_min, one.scale_max) for one in records if one.item_type == "csat"]
    assert csat == [(1, 0, 1), (0, 0, 1), (None, 0, 1)]


def test_yes_on_a_scale_of_numbers_is_told_what_to_do(write, read):
    _, bad = read(write("a.csv", "submission_id,item,item_type,value\ns1,happy,csat,yes\n"), "answers")
    assert "scale 0 to 1" in bad[0].todo
    good = "submission_id,item,item_type,value,scale_min,scale_max\ns1,happy,csat,yes,0,1\n"
    records, bad = read(write("b.csv", good), "answers")
    assert not bad and records[0].number == 1

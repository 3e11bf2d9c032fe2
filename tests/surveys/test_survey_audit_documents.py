"""Questionnaires as people paste them: answers belong to their question, headings are none."""

import json
from pathlib import Path

import pytest

from rapport.surveys.audit.audit import audit_questions
from rapport.surveys.audit.plain_text import questions_of

PASTED = """CUSTOMER SURVEY

Thank you for taking part. It takes about five minutes.

Section 1: About your visit

1. How satisfied were you with your meal?
   ( ) Very satisfied
   ( ) Satisfied
   ( ) Not satisfied
2. How likely are you to recommend us to a friend?
   0 1 2 3 4 5 6 7 8 9 10
Q3. The staff were friendly.
Strongly agree … Strongly disagree
4) Which of these did you use today?
- The pool
- The sauna
- None of these
5. Please rate the following:
a) Cleanliness of the room
b) Speed of the check-in
1 2 3 4 5
6. Overall, how was
your stay with us?
Excellent   Very good   Good   Fair
7. Did you use our car park?  [ ] Yes  [ ] No

PART B
8. What could we do better? *
____________________________
9. Was the food good?
Yes / No
"""


@pytest.fixture(scope="module")
def read():
    return {one.line: one for one in questions_of(PASTED)}


def test_only_questions_are_read_each_with_its_line(read):
    assert list(read) == [7, 11, 13, 15, 19, 20, 21, 23, 26, 29, 31]
    assert read[7].text == "How satisfied were you with your meal?"
    assert read[13].text == "The staff were friendly."


def test_answers_below_belong_to_the_question_above(read):
    assert read[7].options == ("Very satisfied", "Satisfied", "Not satisfied")
    assert read[11].scale == (0, 10)
    assert read[15].options == ("The pool", "The sauna", "None of these")
    assert read[21].scale == (1, 5)
    assert read[23].text == "Overall, how was your stay with us?"
    assert read[23].options == ("Excellent", "Very good", "Good", "Fair")
    assert read[26].text == "Did you use our car park?" and read[26].options == ("Yes", "No")
    assert read[31].options == ("Yes", "No")


def test_statements_of_a_grid_are_questions_of_their_own(read):
    assert (read[20].text, read[21].text) == ("Cleanliness of the room", "Speed of the check-in")


def test_a_star_behind_an_open_question_forces_an_answer(read):
    assert read[29].required and read[29].item_type == "text" and read[29].text.endswith("?")


def test_flaws_of_answers_are_found_where_the_question_is():
    found = {one.line: {flaw.kind for flaw in one.flaws} for one in audit_questions(questions_of(PASTED))}
    assert "unbalanced_scale" in found[7] and "unbalanced_scale" in found[23]
    assert "required_without_need" in found[29]
    assert found[11] == found[13] == set()


@pytest.mark.parametrize("name", ["a", "b", "c", "d", "held_out"])
def test_one_question_a_line_stays_one_question_a_line(name):
    path = Path(__file__).parent / f"written_questions_{name}.jsonl"
    texts = [json.loads(line)["text"] for line in path.read_text().splitlines()][:900]
    assert [one.line for one in questions_of("\n".join(texts))] == list(range(1, len(texts) + 1))


@pytest.mark.parametrize("text", ["( ) Yes\n( ) No\nHow was it?", "1 2 3 4 5\n\nHow was it?\n1 2 3 4 5"])
def test_answers_without_a_question_before_them_are_left_out(text):
    assert [one.text for one in questions_of(text)] == ["How was it?"]

"""The survey audit looks at lists of answers, and at questions beside each other."""

import pytest

from rapport.surveys.audit.audit import audit_questions
from rapport.surveys.audit.of_survey import questions_in
from rapport.surveys.audit.question import Question
from rapport.surveys.parse import parse_survey

OPEN_LISTS = ("A bill", "A delivery", "A repair")


def told(question):
    (found,) = audit_questions([question])
    return {one.kind: one for one in found.flaws}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("18-25", "25-35", "36-50"), "25 is in “18-25” and in “25-35”"),
        (("up to 3", "3 to 5", "6 or more"), "3 is in “up to 3”"),
        (("0-5 minutes", "6-10 minutes", "15-20 minutes"), "Nothing between 10 and 15"),
        (("36-50", "25-36", "18-24"), "36 is in"),
        (("Often", "Never", "Sometimes"), "in order"),
    ],
)
def test_ranges_and_steps_that_do_not_fit_are_told(options, said):
    flaw = told(Question(1, "How often?", options=options))["unclear_choices"]
    assert said in flaw.suggestion


@pytest.mark.parametrize(
    "options",
    [
        ("Under 25", "25 to 44", "45 to 64", "65 or over"),
        ("less than 3", "3 to 5", "more than 5"),
        ("€1,000-€2,000", "€2,001-€3,000", "more than €3,000"),
        ("15-20 minutes", "1-2 hours"),
        ("Never", "Sometimes", "Often"),
        ("1", "2", "3"),
    ],
)
def test_ranges_and_steps_that_fit_are_left_alone(options):
    assert "unclear_choices" not in told(Question(1, "How long?", options=options))


def test_overlaps_are_found_in_the_text_of_a_question_too():
    found = told(Question(1, "How old is your child? (0-3, 3-6, 7-10)"))
    assert found["unclear_choices"].words == "0-3, 3-6"


def test_a_list_that_cannot_be_complete_needs_room_for_something_else():
    question = Question(1, "What was it about?", options=OPEN_LISTS, item_type="single_choice")
    assert "Something else" in told(question)["unclear_choices"].suggestion
    for kept in (
        Question(1, "What was it about?", options=OPEN_LISTS, item_type="single_choice", open_end=True),
        Question(1, "What was it about?", options=(*OPEN_LISTS, "None of these"), item_type="single_choice"),
        Question(1, "Which would you prefer?", options=OPEN_LISTS, item_type="single_choice"),
    ):
        assert "unclear_choices" not in told(kept)


SURVEY = """survey: after-support
version: 1
title: After your call
items:
  - {id: age, type: number, text: How old are you?}
  - {id: ease, type: ces, about: get help from us, required: true}
  - {id: us, type: nps}
  - {id: help, type: csat}
  - {id: order, type: text, text: What is your order number?}
  - {id: known, type: text, text: What is your order number?, known_from: interaction.order}
  - id: hold
    type: rating
    text: How did you find the wait?
    scale: {min: 1, max: 5, low: Very short, high: Very long, higher_is_better: false}
"""


def test_a_survey_file_is_audited_with_what_it_says_of_its_items():
    found = audit_questions(questions_in(parse_survey(SURVEY, "after.yaml")))
    kinds = [{one.kind for one in question.flaws} for question in found]
    assert "wrong_place" in kinds[0]
    assert "required_without_need" in kinds[1]
    assert kinds[2] == set()
    assert "too_long" in kinds[3] and "mixed_scales" in kinds[3]
    assert kinds[4] == {"already_known"} and kinds[5] == set()
    assert "mixed_scales" in kinds[6]

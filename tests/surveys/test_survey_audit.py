"""The survey audit finds what is wrong with questions, in which words, and leaves good ones alone."""

import json
import time
from pathlib import Path

import pytest

from rapport.records.errors import InputError
from rapport.surveys.audit.audit import audit_questions
from rapport.surveys.audit.flaw import KINDS
from rapport.surveys.audit.plain_text import questions_of
from rapport.surveys.audit.question import Question

HERE = Path(__file__).parent
FLAWED = [
    ("leading", "Don't you think our new site is quicker?", "Don't you think"),
    ("leading", "How much did you enjoy your stay?", "How much did you enjoy"),
    ("leading", "How satisfied are you with our award-winning staff?", "our award-winning"),
    ("double_barrelled", "How satisfied were you with the price and the quality?", "price and the quality"),
    ("double_barrelled", "Was the form clear and quick to fill in?", "clear and quick to fill in"),
    ("loaded", "What problems did you have with the delivery?", "What problems did"),
    ("negated", "The bill was not easy to read. How far do you agree?", "not"),
    ("absolute", "Does our staff always greet you?", "always"),
    ("already_known", "What is your order number?", "What is your order number"),
    ("irrelevant_to_some", "If you called us, how long did it feel?", "If you called us"),
    ("required_without_need", "Any comments? (required)", "(required"),
    (
        "unbalanced_scale",
        "How was it? (Excellent, Very good, Good, Poor)",
        "Excellent, Very good, Good, Poor",
    ),
    ("pressure", "Please give us a 10 if you can.", "give us a 10"),
    ("jargon", "How did the escalation feel?", "escalation"),
    ("hard_to_recall", "How was our service over the past 12 months?", "over the past 12 months"),
    ("cannot_know", "Was your problem solved?", "Was your problem solved"),
    ("only_for_company", "How did you hear about us?", "How did you hear about us"),
]
GOOD = [
    "How likely are you to recommend us to a friend or colleague?",
    "How satisfied or dissatisfied were you with the answer you got today?",
    "How easy or difficult was it to change your booking?",
    "What is the main reason for your score?",
    "What could we do better?",
    "How was it? (Very good, Good, Neither, Poor, Very poor)",
    "Which did you use today: chat, phone or e-mail?",
    "Overall, how satisfied or dissatisfied are you with the repair of your bicycle?",
]


def flaws(text):
    (found,) = audit_questions([Question(1, text)])
    return {(one.kind, one.words) for one in found.flaws}


@pytest.mark.parametrize(("kind", "text", "words"), FLAWED)
def test_a_flaw_is_found_in_its_words(kind, text, words):
    assert (kind, words) in flaws(text)


@pytest.mark.parametrize("text", GOOD)
def test_good_questions_are_left_alone(text):
    assert flaws(text) == set()


def test_words_of_every_flaw_stand_in_the_question_and_something_better_is_said():
    for _, text, _ in FLAWED:
        for one in audit_questions([Question(1, text)])[0].flaws:
            assert one.words in text and len(one.suggestion) > 5 and one.kind in KINDS


def test_a_better_wording_is_proposed():
    (found,) = audit_questions([Question(1, "How amazing was our new app?")])
    assert found.flaws[0].suggestion == "Ask: “How would you rate our new app?”"


def test_scales_that_change_on_the_way_are_told_where_they_do():
    texts = ["On a scale of 1 to 5, how clear was it?", "On a scale of 1 to 10, how polite were we?"]
    found = audit_questions(questions_of("\n".join(texts)))
    assert [[flaw.kind for flaw in one.flaws] for one in found] == [[], ["mixed_scales"]]
    standard = [Question(1, "How likely to recommend us?", item_type="nps", scale=(0, 10))]
    assert audit_questions([*standard, Question(2, "How clear?", scale=(1, 5))])[1].flaws == ()


def test_a_long_survey_is_told_where_three_minutes_end():
    found = audit_questions([Question(line, "How clear was our answer?") for line in range(1, 60)])
    late = [one.line for one in found if one.flaws]
    assert len(late) == 1 and 20 < late[0] < 45
    assert "more than 3 minutes" in found[late[0] - 1].flaws[0].suggestion


def test_lines_are_those_of_the_text():
    found = questions_of("# After the call\n\n1. How clear was it?\n  b) Why?\n")
    assert [(one.line, one.text) for one in found] == [(3, "How clear was it?"), (4, "Why?")]


@pytest.mark.parametrize("text", ["", "\n# only a remark\n", "x" * 6_000])
def test_what_is_no_questionnaire_is_refused_in_words(text):
    with pytest.raises(InputError):
        questions_of(text, "mine.txt")


@pytest.mark.parametrize("text", ["\x00\x01", "and " * 1_200, "?" * 4_000, "😀😀", "a" * 4_999, "(" * 2_000])
def test_hostile_lines_are_read_in_no_time(text):
    audit_questions(questions_of(text + "\n" + text))


@pytest.mark.parametrize(
    ("written", "precision", "recall"), [("a", 0.9, 0.9), ("b", 0.82, 0.6), ("held_out", 0.8, 0.7)]
)
def test_flaws_that_people_named_are_found(written, precision, recall):
    """Questions of many trades with the flaws a person saw in them. Rules and model know those of `a`; from
    `b` and `held_out` nothing was learned and no bound was set."""
    hits = told = meant = 0
    for one in labelled(written):
        found = {flaw.kind for flaw in audit_questions([Question(1, one["text"])])[0].flaws}
        hits += len(found & set(one["flaws"]))
        told += len(found)
        meant += len(one["flaws"])
    assert hits / told >= precision and hits / meant >= recall


def test_few_good_questions_are_accused():
    good = [one for written in ("b", "held_out") for one in labelled(written) if not one["flaws"]]
    accused = [one for one in good if audit_questions([Question(1, one["text"])])[0].flaws]
    assert len(good) > 200 and len(accused) / len(good) <= 0.06


def test_the_words_that_a_person_marked_are_met():
    met = marked = 0
    for one in labelled("held_out"):
        for flaw in audit_questions([Question(1, one["text"])])[0].flaws:
            for words in one.get("words", {}).get(flaw.kind, ())[:1]:
                marked += 1
                met += bool(set(words.lower().split()) & set(flaw.words.lower().split()))
    assert marked > 80 and met / marked >= 0.9


def labelled(written):
    return [json.loads(one) for one in (HERE / f"written_questions_{written}.jsonl").read_text().splitlines()]


def test_the_page_has_the_figures_of_this_model():
    page = (HERE.parents[1] / "docs" / "how-to" / "survey-file.md").read_text()
    for written in ("b", "held_out"):
        hits = told = meant = 0
        for one in labelled(written):
            found = {flaw.kind for flaw in audit_questions([Question(1, one["text"])])[0].flaws}
            hits, told = hits + len(found & set(one["flaws"])), told + len(found)
            meant += len(one["flaws"])
        assert f"({hits}/{told})" in page and f"({hits}/{meant})" in page
    learned = sum(len(labelled(name)) for name in "acd")
    assert f"{learned:,} questions" in page


@pytest.mark.parametrize("piece", ["we our not ", "our great and ", "a - ", "1 to ", "not ", "(a/", "★ "])
def test_hostile_lines_of_many_pieces_are_read_in_seconds(piece):
    began = time.perf_counter()
    audit_questions([Question(line, (piece * 5_000)[:5_000]) for line in range(8)])
    assert time.perf_counter() - began < 15

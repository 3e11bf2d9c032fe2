"""A survey file: what it says, what is wrong with it and where, who is asked what, what fits as an answer."""

import re
from pathlib import Path

import pytest

from rapport.surveys.asked import asked
from rapport.surveys.check import untranslated
from rapport.surveys.errors import AnswerError, SurveyError
from rapport.surveys.given import LONGEST, checked
from rapport.surveys.parse import parse_survey
from rapport.surveys.piping import piped
from rapport.surveys.translation import in_language

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "survey-file.md"
TEXT = re.search(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL).group(1)


@pytest.fixture
def survey():
    return parse_survey(TEXT, "page.yaml")


def small(*items, more=""):
    return "survey: s\nitems:\n" + "".join(f"  - {one}\n" for one in items) + more


def problems(text):
    with pytest.raises(SurveyError) as found:
        parse_survey(text, "mine.yaml")
    return [str(one) for one in found.value.problems]


def test_the_page_is_a_survey_with_the_metrics_own_words(survey):
    assert survey.definition == "after-support@1" and survey.languages == ("en", "de")
    ease = survey.item("ease")
    assert ease.text == "How easy or difficult was it to get help from us?"
    assert (ease.scale.low, ease.scale.high, ease.scale.high_label) == (1, 7, "Very easy")
    assert [one.id for one in survey.item("reason").choices] == ["bill", "delivery", "other"]


def test_a_rating_of_importance_asks_and_ends_in_words_of_importance():
    about = "{id: a, type: rating, about: a greeting, importance: greeting}"
    own = "{id: b, type: rating, text: How much does it matter?, importance: speed, scale: {max: 9}}"
    first, second, third = parse_survey(small(about, own, "{id: c, type: rating}")).items
    assert first.text == "How important is a greeting to you?"
    assert (first.scale.low_label, first.scale.high_label) == ("Not at all important", "Extremely important")
    assert (second.scale.high, second.scale.high_label) == (9, "")
    assert third.scale.high_label == "Very good"


def test_another_language_changes_words_and_no_ids(survey):
    german = in_language(survey, "de")
    assert german.item("ease").text.startswith("Wie leicht") and german.item("ease").scale.low == 1
    assert [one.id for one in german.items] == [one.id for one in survey.items]
    assert german.item("reason").text == survey.item("reason").text
    assert "reason.choice.bill" in untranslated(survey, "de") and "ease.text" not in untranslated(
        survey, "de"
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("survey: s\nitems: []\n", 2, "asks nothing"),
        (small("{id: a, type: smiley, text: Hm?}"), 3, "type of item a"),
        (small("{id: a, type: text}"), 3, "no text"),
        (small("{id: a, type: ces}", "{id: a, type: csat}"), 4, "twice"),
        (small("{id: a, type: nps, scale: {min: 1, max: 5}}"), 3, "0 to 10"),
        (small("{id: a, type: rating, scale: {min: 5, max: 1}}"), 3, "from 5 to 1"),
        (small("{id: a, type: single_choice, text: Which?, choices: [{id: x, text: X}]}"), 3, "1 choices"),
        (small("{id: a, type: ces, asked_if: {b: 3}}", "{id: b, type: ces}"), 3, "no item before it"),
        (small("{id: a, type: ces}", "{id: b, type: text, text: Y?, asked_if: {a: 9}}"), 4, "cannot have"),
        (small("{id: a, type: text, text: 'Hi {customer.name}'}"), 3, "may be unknown"),
        (small("{id: a, type: text, text: 'You said {b}'}"), 3, "no item and no fact"),
        (small("{id: a, type: ces, known_from: mail}"), 3, "no fact"),
        (small("{id: a, type: ces}", more="translations: {de: {items: {b: {text: Hm}}}}\n"), 4, "has not"),
        ("survey: s\nitmes: []\n", 2, "Unknown key"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text, line, words):
    assert any(f"line {line}" in one and words in one for one in problems(text)), problems(text)


def test_everything_wrong_is_told_at_once():
    assert len(problems(small("{id: a, type: smiley}", "{id: 1x, type: ces}", "{type: nps}"))) >= 3


def names(survey, answers, facts=()):
    return [one.id for one in asked(survey, answers, dict(facts))]


def test_only_what_concerns_somebody_is_asked(survey):
    assert names(survey, {}) == ["ease", "reason"]
    assert names(survey, {"ease": 4}) == ["ease", "why", "reason"]
    assert names(survey, {"ease": 5}) == ["ease", "reason"]
    assert names(survey, {"ease": 2}, {"interaction.concern": "bill"}) == ["ease", "why"]


def test_what_is_left_out_counts_for_nothing_that_follows():
    chain = parse_survey(
        small(
            "{id: a, type: csat}",
            "{id: b, type: csat, asked_if: {a: {at_most: 2}}}",
            "{id: c, type: text, text: Why?, asked_if: [{b: [1, 2]}, {customer.segment: gold}]}",
            "{id: d, type: text, text: More?, asked_if: {b: {answered: false}}}",
        )
    )
    assert names(chain, {"a": 5, "b": 1}) == ["a", "d"]
    assert names(chain, {"a": 1, "b": 1}) == ["a", "b", "c"]
    assert names(chain, {"a": 5}, {"customer.segment": "gold"}) == ["a", "c", "d"]


def test_words_are_put_in_where_something_is_known():
    text = "Hello {customer.name|there}, you said {ease}."
    assert piped(text, {"customer.name": "Ann\n<b>", "ease": 3}) == "Hello Ann <b>, you said 3."
    assert piped(text, {}) == "Hello there, you said ."
    assert len(piped("{customer.name|x}", {"customer.name": "n" * 9_999})) == 200


@pytest.mark.parametrize(
    ("item", "given", "kept"),
    [
        ("ease", "7", 7), ("ease", 1, 1), ("ease", "", None), ("ease", None, None),
        ("reason", ["delivery", "bill", "bill"], ("bill", "delivery")), ("why", " a\x00b\n", "ab"),
        ("why", "10\u00a0000\u202f€\u3000!", "10 000 € !"), ("why", "می\u200cخواهم", "می\u200cخواهم"),
        ("why", "👩\u200d💻 a\u2028b\tc\r\n\ud800d\x1b", "👩\u200d💻 a\nb\tc\nd"),
    ],
)  # fmt: skip
def test_an_answer_is_kept_as_its_item_has_it(survey, item, given, kept):
    assert checked(survey.item(item), given) == kept


@pytest.mark.parametrize(
    ("item", "given"),
    [
        ("ease", "8"), ("ease", "0"), ("ease", "x"), ("ease", "7.5"), ("ease", ["1", "2"]),
        ("ease", "9" * 9_999),
        ("reason", ["price"]), ("why", ["a", "b"]), ("why", "x" * (LONGEST + 1)),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused(survey, item, given):
    with pytest.raises(AnswerError):
        checked(survey.item(item), given)


def test_numbers_dates_and_choices_that_stand_alone():
    other = parse_survey(
        small(
            "{id: n, type: number, text: How many?}",
            "{id: d, type: date, text: When?, required: true}",
            "{id: m, type: multiple_choice, text: Which?, choices: "
            "[{id: a, text: A}, {id: none, text: None, alone: true}]}",
        )
    )
    number, day, many = other.items
    assert checked(number, "1\u202f200.5") == checked(number, "1 200.5") == 1200.5
    assert checked(day, "2026-03-31T10:00") == "2026-03-31"
    for item, given in ((number, "inf"), (day, "31.3."), (day, ""), (many, ["a", "none"])):
        with pytest.raises(AnswerError):
            checked(item, given)

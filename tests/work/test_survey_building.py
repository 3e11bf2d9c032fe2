"""Forms and acts of a survey file: what they change, and that nothing else does."""

import pytest

from rapport.records import InputError
from rapport.surveys.parse import parse_survey
from rapport.work.surveys.building.acts import act_on
from rapport.work.surveys.building.check import check_text
from rapport.work.surveys.building.conditions import Row
from rapport.work.surveys.building.form import read_part
from rapport.work.surveys.building.parts import document_of, outline
from rapport.work.surveys.building.renaming import NameTakenError
from rapport.work.surveys.building.save import save_part
from rapport.work.surveys.building.start import survey_of
from rapport.work.surveys.building.templates import TEMPLATES

TEXT = """\
# how we were
survey: after-call
version: 1
title: After your call
items:
  - id: ease # the metric
    type: ces
    about: get help
  - id: why
    type: text
    text: "You said {ease|that}. Why?"
    asked_if: {ease: {at_most: 4}}
  - id: reason
    type: single_choice
    text: What was it about?
    choices:
      - {id: bill, text: A bill}
      - {id: other, text: Something else, own_words: true}
  - id: again
    type: text
    text: What about the bill?
    asked_if: {reason: bill}
translations:
  de:
    items:
      ease: {text: 'Wie leicht war es?'}
      reason:
        choices: {bill: Eine Rechnung}
"""


def saved(part, typed, text=TEXT):
    document = document_of(text)
    refused = save_part(document, part, typed)
    return document.write(), refused


def acted(part, act, text=TEXT, **typed):
    document = document_of(text)
    done = act_on(document, part, act, {name.replace("_", "-"): one for name, one in typed.items()})
    return document.write(), done


def test_the_words_of_an_item_that_tells_an_importance_are_shown_as_they_are_asked():
    more = "  - {id: hello, type: rating, about: a greeting, importance: greeting}\ntranslations:\n"
    text = TEXT.replace("translations:\n", more)
    assert list(outline(document_of(text)))[-1].title == "How important is a greeting to you?"
    assert read_part(document_of(text), "i4", None).usual == "How important is {about} to you?"


@pytest.mark.parametrize("part", ["general", "i0", "i1", "i2", "i3", "l-de", "languages"])
def test_a_form_sent_back_as_it_came_changes_nothing(part):
    form = read_part(document_of(TEXT), part, parse_survey(TEXT))
    typed = (
        dict(form.values) | {"flags": "1", "conditions": "1", "scale": "1"} | dict.fromkeys(form.flags, "on")
    )
    for way, rows in enumerate(form.ways):
        for place, row in enumerate(rows):
            prefix = f"way-{way}-{place}-"
            typed |= {f"{prefix}of": row.of, f"{prefix}how": row.how, f"{prefix}value": row.value}
    for place, one in enumerate(form.choices):
        typed |= {f"choice-{place}-id": one.id, f"choice-{place}-text": one.text}
        typed |= {f"choice-{place}-own_words": "on"} if one.own_words else {}
    typed |= {f"w-{one.key}": one.told for one in form.words}
    assert saved(part, typed) == (TEXT, [])


def test_own_wording_takes_the_place_of_the_metrics_own():
    written, _ = saved("i0", {"text": "How hard was it?", "about": "get help"})
    assert "about:" not in written and parse_survey(written).items[0].text == "How hard was it?"
    assert "# the metric" in written and "# how we were" in written


def test_a_renamed_item_is_followed_by_all_that_names_it():
    survey = parse_survey(saved("i0", {"id": "effort"})[0])
    assert list(survey.items[1].asked_if.ways[0]) == ["effort"]
    assert survey.items[1].text == "You said {effort|that}. Why?"
    assert survey.translations["de"].words["effort.text"] == "Wie leicht war es?"


def test_a_renamed_choice_is_followed_by_all_that_names_it():
    survey = parse_survey(saved("i2", {"choice-0-id": "invoice", "choice-0-text": "A bill"})[0])
    assert survey.items[3].asked_if.ways[0]["reason"].values == ("invoice",)
    assert survey.translations["de"].words["reason.choice.invoice"] == "Eine Rechnung"


def test_a_name_that_is_taken_is_refused_and_the_rest_is_kept():
    written, refused = saved("i0", {"id": "why", "help": "Any answer helps"})
    assert isinstance(refused[0], NameTakenError)
    assert parse_survey(written).items[0].help == "Any answer helps"


def test_conditions_are_built_from_rows():
    typed = {
        "conditions": "1",
        "way-0-0-of": "ease",
        "way-0-0-how": "at_least",
        "way-0-0-value": "2",
        "way-0-1-of": "ease",
        "way-0-1-how": "at_most",
        "way-0-1-value": "4",
        "way-1-0-of": "customer.segment",
        "way-1-0-how": "not",
        "way-1-0-value": "gold, silver",
    }
    written, _ = saved("i1", typed)
    first, second = parse_survey(written).items[1].asked_if.ways
    assert (first["ease"].at_least, first["ease"].at_most) == (2, 4)
    assert second["customer.segment"].excluded == ("gold", "silver")
    rows = read_part(document_of(written), "i1", None).ways
    assert rows[1] == (Row("customer.segment", "not", "gold, silver"),)
    assert parse_survey(saved("i1", {"conditions": "1"})[0]).items[1].asked_if is None


def test_items_are_added_moved_and_deleted():
    written, done = acted("i0", "item-add", new_type="single_choice", new_text="Which plan do you have?")
    assert (done.part, parse_survey(written).items[1].id) == ("i1", "which_plan_do_you")
    moved, done = acted("i1", "item-down")
    assert done.part == "i2" and [one.name for one in outline(document_of(moved))][2] == "why"
    gone, _ = acted("i0", "item-delete")
    assert "ease" not in [one.name for one in outline(document_of(gone))]
    assert "Wie leicht" not in gone


def test_another_type_keeps_the_words_and_leaves_what_it_cannot_have():
    alone = TEXT.partition("  - id: again")[0]
    survey = parse_survey(acted("i2", "item-type", alone, type="text")[0])
    assert survey.items[2].choices == () and survey.items[2].text == "What was it about?"
    survey = parse_survey(acted("i0", "item-type", alone, type="number")[0])
    assert survey.items[0].text == "How easy or difficult was it to get help?"


def test_languages_come_with_what_is_missing():
    written, done = acted("languages", "language-add", new_language="pt-BR")
    checked = check_text(written)
    assert done.part == "l-pt-BR" and checked.missing("pt-BR") == 9 and checked.missing("de") == 7
    told, _ = saved("l-pt-BR", {"w-ease.text": "Foi fácil?", "w-reason.choice.bill": "Fatura"}, written)
    assert check_text(told).missing("pt-BR") == 7
    assert acted("languages", "language-delete-pt-BR", told)[0] == TEXT
    with pytest.raises(InputError):
        acted("languages", "language-add", new_language="d/e")


def test_a_better_wording_is_taken_as_it_stands():
    leading = TEXT.replace("about: get help", 'text: "How great was our amazing service?"')
    (found, *_) = check_text(leading).audit()
    better = next(one for one in found.flaws if one.wording)
    written, _ = acted("i0", f"wording-use-i0-{better.place}", leading)
    assert parse_survey(written).items[0].text == better.wording
    with pytest.raises(InputError):
        acted("i0", "wording-use-i0-9", leading)


def test_problems_stand_beside_their_fields():
    checked = check_text(TEXT.replace("type: ces", "type: cess").replace("id: bill", "id: 1"))
    assert {(one.part, one.field) for one in checked.problems} >= {("i0", "type"), ("i2", "choice-0")}


def test_templates_hold_and_the_audit_finds_nothing():
    for one in TEMPLATES:
        checked = check_text(one.text)
        assert checked.problems == () and checked.audit() == () and checked.minutes < 1


def test_pasted_questions_become_a_survey():
    survey = parse_survey(
        survey_of("1. How likely are you to recommend us?\n2. Which plan? (Free / Pro / Team)\nWhy?", "x")
    )
    assert [one.type for one in survey.items] == ["nps", "single_choice", "text"]
    assert [one.text for one in survey.items[1].choices] == ["Free", "Pro", "Team"]


@pytest.mark.parametrize("low", ["²", "--5", "9" * 5000])
def test_a_scale_that_is_half_written_is_shown_as_it_stands(low):
    scaled = TEXT.replace(
        "    about: get help\n", f"    about: get help\n    scale: {{min: '{low}', max: 7}}\n"
    )
    document = document_of(scaled)
    assert read_part(document, "i1", None).above[0].answers == ()
    with pytest.raises(InputError, match="no act"):
        act_on(document, "i2", "choice-up-²", {})

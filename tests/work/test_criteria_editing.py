"""The tree of a criteria file: what is not changed stays as it was written, to the letter."""

import random

import pytest

from rapport.criteria import CriteriaError, library, library_text, parse_criteria
from rapport.records import InputError
from rapport.work.criteria_editing.acts import act_on
from rapport.work.criteria_editing.check import check_text, scenario_choices, shares_in
from rapport.work.criteria_editing.document import Document
from rapport.work.criteria_editing.form import read_part
from rapport.work.criteria_editing.parts import outline
from rapport.work.criteria_editing.save import save_part

SMALL = """\
# Ours, by the team.
criteria: counter
version: 1

# Views
components: {warmth: [greeting, tone]}   # two of them
factors:
  timing:   # quick
    weight: 1
    elements:
      # The first words
      greeting:
        max: 10   # points
        text: |
          Says hello # not a comment

          and means it

        rules:
          # friendly
          - {id: said_hello, points: 6, text: "Says hello # really"}   # six
          - id: silence
            points: -5
            times: 2
            requires: [said_hello]
  connection:
    weight: 2
    elements:
      tone: {weight: 1, max: 4, not_applicable: true, rules: [{id: warm, points: 4}]}
weights_when:
  - {when: {channel: [call, chat]}, factors: {timing: 3}, elements: {tone: 2}}
# the end
"""


def edited(text, part, **typed):
    document = Document(text)
    save_part(document, part, {key.replace("__", "-"): value for key, value in typed.items()})
    return document.write()


def acted(text, part, act, **typed):
    document = Document(text)
    done = act_on(document, part, act, typed)
    return document.write(), done


def changed_lines(before, after):
    import difflib

    rows = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return [row for row in rows if row[:1] in "+-" and row[:3] not in ("+++", "---")]


@pytest.mark.parametrize("text", [SMALL, *map(library_text, library())])
def test_what_is_not_changed_comes_back_to_the_letter(text):
    document = Document(text)
    assert document.write() == text
    for item in outline(document):
        for one in (item, *item.items):
            form = read_part(document, one.part)
            save_part(document, one.part, {"name": one.name, **form.values})
    for part in ("general", "components", "weights"):
        save_part(document, part, read_part(document, part).values)
    assert document.write() == text


def test_one_field_changes_one_line_and_its_comment_stays():
    after = edited(SMALL, "e0.0", max="12")
    assert changed_lines(SMALL, after) == ["-        max: 10   # points", "+        max: 12   # points"]


def test_a_new_field_comes_where_files_have_it_and_an_emptied_one_goes():
    after = edited(SMALL, "e0.0", rule__1__text="Silence", rule__1__times="")
    assert changed_lines(SMALL, after) == ["-            times: 2", "+            text: Silence"]
    assert parse_criteria(after).element("greeting").rule("silence").text == "Silence"


@pytest.mark.parametrize(
    "typed",
    ["a: b # c", "- x", "yes", "1", "null", "two\nlines", "“quotes” 'and' \"more\"", "*x", "{a}", "é 🙂"],
)
def test_any_words_come_back_as_they_were_typed(typed):
    after = edited(SMALL, "e0.0", title=typed, rule__0__example=typed)
    element = parse_criteria(after).element("greeting")
    assert element.title == typed and element.rule("said_hello").example == typed
    assert read_part(Document(after), "e0.0").values["title"] == typed


def test_a_new_name_is_followed_by_all_that_refer_to_it():
    after = edited(SMALL, "e1.0", name="warm_tone")
    criteria = parse_criteria(edited(after, "f0", name="speed"))
    assert criteria.components == {"warmth": ("greeting", "warm_tone")}
    assert criteria.weights_when[0].elements == {"warm_tone": 2} and criteria.factors[0].name == "speed"
    assert criteria.weights_when[0].factors == {"speed": 3}
    after = edited(SMALL, "e0.0", rule__0__id="hello", rule__0__points="6")
    assert parse_criteria(after).element("greeting").rule("silence").requires == ("hello",)


def test_two_things_cannot_have_one_name_and_the_rest_of_the_form_is_kept():
    document = Document(SMALL)
    typed = {"name": "tone", "max": "12", "rule-0-id": "silence", "rule-0-points": "7"}
    refused = save_part(document, "e0.0", typed)
    assert [(one.field, one.what) for one in refused] == [
        ("rule-0-id", "There is another rule named silence"),
        ("name", "There is another element named tone"),
    ]
    element = parse_criteria(document.write()).element("greeting")
    assert element.max == 12 and element.rule("said_hello").points == 7


def test_what_moves_takes_its_comments_along():
    after, done = acted(SMALL, "e0.0", "rule-down-0")
    assert done.focus == "rule-down-1"
    assert "# friendly\n          - {id: said_hello" in after and after.count("# six") == 1
    assert [rule.id for rule in parse_criteria(after).element("greeting").rules] == ["silence", "said_hello"]
    moved, done = acted(SMALL, "e0.0", "element-move", factor="connection")
    assert done.part == "e1.1" and "# The first words" in moved
    assert [one.name for one in outline(Document(moved))[1].items] == [
        "tone",
        "greeting",
    ]


def test_what_is_deleted_is_named_nowhere_any_more():
    after, done = acted(SMALL, "e1.0", "element-delete")
    assert done.words == "deleted element tone" and "tone" not in after
    after, _ = acted(SMALL, "e0.0", "rule-delete-0")
    assert "requires" not in after and "# friendly" not in after


def test_criteria_are_built_from_nothing():
    text = "criteria: mine\nversion: 1\n"
    for part, act, typed in [
        ("general", "factor-add", {"new-factor": "Warm welcome"}),
        ("f0", "element-add", {"new-element": "2 seconds"}),
        ("e0.0", "rule-add", {}),
        ("components", "component-add", {"new-component": "Empathy"}),
        ("weights", "clause-add", {}),
    ]:
        document = Document(text)
        act_on(document, part, act, typed)
        text = document.write()
    problems = check_text(text).problems
    assert {one.part for one in problems} == {"components", "weights"}
    text = edited(text, "components", component__0__name="Empathy", component__0__has__element_2_seconds="on")
    text = edited(
        text,
        "weights",
        clause__0__when__0__name="channel",
        clause__0__when__0__value="call, chat",
        clause__0__weight__0__name="warm_welcome",
        clause__0__weight__0__value="2.5",
    )
    checked = check_text(text)
    assert checked.problems == () and checked.criteria.titles["element_2_seconds"] == "2 seconds"
    assert scenario_choices(checked.criteria) == {"channel": ("call", "chat")}


def test_problems_stand_beside_their_fields():
    text = edited(SMALL, "e0.0", max="ten", rule__1__points="", rule__0__kind="x")
    checked = check_text(text)
    beside = checked.beside("e0.0")
    assert checked.criteria is None and shares_in(checked, {}) is None
    assert "is not a number" in beside["max"][0].what and "no points" in beside["rule-1"][0].what
    assert "kind of rule" in beside["rule-0-kind"][0].what
    lines = text.split("\n")
    assert "max: ten" in lines[beside["max"][0].line - 1]
    broken = check_text(SMALL.replace("criteria: counter", "criteria: [counter"))
    assert broken.document is None and broken.problems[0].line >= 2


def test_shares_follow_the_scenario_and_add_up_to_one():
    checked = check_text(SMALL)
    plain, call = shares_in(checked, {}), shares_in(checked, {"channel": "call"})
    assert plain.elements == pytest.approx({"greeting": 1 / 3, "tone": 2 / 3})
    assert call.elements == pytest.approx({"greeting": 0.6, "tone": 0.4})
    for name in library():
        shares = shares_in(check_text(library_text(name)), {})
        assert sum(filter(None, shares.elements.values())) == pytest.approx(1)


@pytest.mark.parametrize("seed", range(8))
def test_any_row_of_acts_leaves_a_text_that_can_be_read(seed):
    draw = random.Random(seed)
    text = draw.choice([SMALL, library_text("retail-support")])
    for _ in range(15):
        document = Document(text)
        known = [one.part for item in outline(document) for one in (item, *item.items)] or ["general"]
        part = draw.choice(known)
        things = ["factor", "clause", "component", "element" if part[0] in "fe" else "factor"]
        thing = draw.choice([*things, "rule"] if part.startswith("e") else things)
        verb = draw.choice(["add", "up", "down", "delete"])
        place = f"-{draw.randrange(3)}" if thing in ("rule", "clause", "component") else ""
        try:
            act_on(document, part, f"{thing}-{verb}{place}", {f"new-{thing}": draw.choice(["A", "1 b", ""])})
        except InputError:
            continue
        text = document.write()
        assert Document(text).write() == text
        for one in check_text(text).problems:
            assert 1 <= one.line <= text.count("\n") + 1
    with pytest.raises(CriteriaError):
        Document("- no keys")


def test_only_what_was_touched_goes_on_top_of_anothers_save():
    from rapport.work.criteria_editing.edit import _on_top, only_changed

    theirs, _ = acted(SMALL, "e0.0", "rule-up-1")
    theirs = edited(theirs, "e0.0", title="Theirs", max="20")
    typed = {"was": "greeting", "title": "", "max": "10", "text": "Mine", "flags": "1"}
    typed |= {"rule-0-id": "said_hello", "rule-0-points": "7", "rule-1-id": "silence", "rule-1-points": "-5"}
    touched = only_changed(typed, ["text", "rule-0-points"])
    mine = parse_criteria(_on_top(theirs, "e0.0", touched)).element("greeting")
    assert (mine.title, mine.max, mine.text) == ("Theirs", 20, "Mine")
    assert [(rule.id, rule.points) for rule in mine.rules] == [("silence", -5), ("said_hello", 7)]
    assert only_changed(typed, []) == typed
    boxes = {"flags": "1", "not_applicable": "on", "component-warmth": "on", "max": "3"}
    assert set(only_changed(boxes, ["not_applicable"])) == {"flags", "not_applicable", "component-warmth"}
    assert _on_top(theirs, "e0.0", {"was": "nobody"}) is None

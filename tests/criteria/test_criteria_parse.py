"""Criteria files: what is read, and that every mistake names its line and what to do."""

from pathlib import Path

import pytest

from rapport.criteria import (
    CriteriaError,
    Decision,
    DecisionError,
    check_decisions,
    diff,
    library,
    library_text,
    load_library,
    parse_criteria,
)

GOOD = """\
criteria: shop
version: 2
components:
  warmth: [tone]
factors:
  contact:
    elements:
      tone:
        max: 4
        not_applicable: true
        rules:
          - {id: warm, points: 4}
          - {id: extra, points: 1, requires: [warm], times: 2}
      reply:
        max: 10
        not_applicable_when: {channel: [email, ticket], rushed: yes}
        rules:
          - {id: quick, points: 10, attributable_to: process}
weights_when:
  - {when: {concern: delivery}, elements: {tone: 2}}
"""


def problems_of(text):
    with pytest.raises(CriteriaError) as caught:
        parse_criteria(text, "mine.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_a_good_file_is_read_whole():
    found = parse_criteria(GOOD)
    assert found.definition == "shop@2"
    assert [element.name for element in found.elements] == ["tone", "reply"]
    assert found.element("tone").rule("extra").requires == ("warm",)
    assert found.element("reply").not_applicable_when == {"channel": ("email", "ticket"), "rushed": ("yes",)}
    assert found.factor_of == {"tone": "contact", "reply": "contact"}
    assert found.titles["warmth"] == "Warmth"
    assert len(found.sha256) == 64
    assert found.sha256 != parse_criteria(GOOD + "\n").sha256


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("version: 2", "version: two", 2, "version of the file is not a number"),
        ("version: 2", "version: 1.5", 2, "not a whole number"),
        ("version: 2\n", "", 1, "the file has no version"),
        ("criteria: shop", "criteria: my shop", 1, "not a name"),
        ("        max: 4\n", "        max: 4\n        maxx: 4\n", 10, "Unknown key 'maxx' in element tone"),
        ("        max: 4\n", "        max: 0\n", 9, "a number above 0"),
        ("        max: 4\n", "        max: '4'\n", 9, "a number above 0"),
        ("        max: 4\n", "        max: .inf\n", 9, "a number above 0"),
        ("        max: 4\n", "        max: 4\n        start: 5\n", 8, "starts at 5, above its max of 4"),
        ("        max: 4\n", "        max: 4\n        weight: -1\n", 10, "a number above 0"),
        ("        max: 4\n", "        max: 4\n        max: 5\n", 10, "'max' comes twice (first on line 9)"),
        ("        max: 10\n", "", 14, "element reply has no max"),
        ("not_applicable: true", "not_applicable: perhaps", 10, "not true or false"),
        ("      reply:", "      tone:", 14, "'tone' comes twice (first on line 8)"),
        ("id: warm, points: 4", "id: warm, points: many", 12, "points of rule tone.warm is not a number"),
        ("id: warm, points: 4", "id: warm", 12, "has no points"),
        ("id: extra", "id: warm", 13, "Rule warm comes twice in tone"),
        ("requires: [warm]", "requires: [worm]", 13, "requires an unknown rule 'worm'"),
        ("times: 2", "times: 0", 13, "a number of 1 or more"),
        ("attributable_to: process", "attributable_to: boss", 18, "one of agent, process, product, policy"),
        ("attributable_to: process", "critical: element", 18, "one of factor, interaction"),
        ("attributable_to: process", "critical: factor, kind: bad", 18, "one of customer, business"),
        ("warmth: [tone]", "warmth: [tone, smile]", 4, "Component warmth names an unknown element 'smile'"),
        ("elements: {tone: 2}}", "elements: {smile: 2}}", 20, "unknown element 'smile'"),
        ("elements: {tone: 2}}", "factors: {tone: 2}}", 20, "unknown factor 'tone'"),
        ("elements: {tone: 2}}", "elements: {tone: 0}}", 20, "a number above 0"),
        (", elements: {tone: 2}}", "}", 20, "changes no weight"),
        ("- {when: {concern: delivery}, ", "- {", 20, "has no when"),
        ("criteria: shop", "criteria: [shop", 2, "Not valid YAML"),
        ("criteria: shop", "\tcriteria: shop", 1, "Not valid YAML"),
        ("          - {id: quick, points: 10, attributable_to: process}", "          []", 14, "has no rules"),
    ],
)
def test_each_mistake_is_found_on_its_line(old, new, line, says):
    assert old in GOOD
    found = problems_of(GOOD.replace(old, new))
    assert any(f"mine.yaml, line {line} " in each and says in each for each in found), found


def test_all_mistakes_are_told_at_once_in_order():
    broken = (
        GOOD.replace("max: 4", "max: four").replace("version: 2", "version: x").replace("[tone]", "[tune]")
    )
    with pytest.raises(CriteriaError, match="3 problems") as caught:
        parse_criteria(broken, "mine.yaml")
    lines = [int(problem.where.rsplit(" ", 1)[1]) for problem in caught.value.problems]
    assert lines == sorted(lines)
    assert all(problem.todo for problem in caught.value.problems)


def test_circles_are_found():
    circle = GOOD.replace("id: warm, points: 4", "id: warm, points: 4, requires: [extra]")
    assert any("in a circle" in each for each in problems_of(circle))


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "- a\n- b\n", "just words", "a: 1\n---\nb: 2\n", "a: \x00"]
)
def test_what_is_no_criteria_file_at_all(text):
    assert problems_of(text)


def test_same_element_in_two_factors():
    twice = GOOD.replace(
        "weights_when:",
        "  more:\n    elements:\n      tone: {max: 1, rules: [{id: a, points: 1}]}\nweights_when:",
    )
    assert any("Element tone comes twice (first on line 8)" in each for each in problems_of(twice))


def test_growth_is_bounded():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True):
        bomb += f"{after}: &{after} [{', '.join(['*' + before] * 9)}]\n"
    assert any("aliases included" in each for each in problems_of(bomb))
    assert any("deep" in each for each in problems_of("a: " + "[" * 5000))
    assert any("characters" in each for each in problems_of("#" * 2_000_000))
    assert problems_of("a: &a {b: *a}\ncriteria: x\n")


def test_anchors_and_merges_work():
    text = GOOD.replace("- {id: warm, points: 4}", "- &warm {id: warm, points: 4}").replace(
        "- {id: quick, points: 10, attributable_to: process}",
        "- {<<: *warm, points: 10}",
    )
    assert parse_criteria(text).element("reply").rule("warm").points == 10


def test_evaluations_are_checked():
    criteria = parse_criteria(GOOD)
    good = {"tone": Decision({"warm": 1, "extra": 2}), "reply": Decision({"quick": 1})}
    check_decisions(criteria, good)
    check_decisions(criteria, {"tone": Decision()}, attributes={"channel": "email", "rushed": "yes"})
    bad = {
        "tone": Decision({"warm": 1}, not_applicable=True),
        "reply": Decision({"quik": 1, "quick": 2}),
        "tune": Decision(),
    }
    with pytest.raises(DecisionError) as caught:
        check_decisions(criteria, bad, "scores.csv, row 7")
    text = str(caught.value)
    for part in (
        "marked not applicable and has rules",
        "Did you mean quick?",
        "counted 2 times",
        "Did you mean tone?",
    ):
        assert part in text
    assert text.count("scores.csv, row 7") == 4
    with pytest.raises(DecisionError, match="reply is missing"):
        check_decisions(criteria, {"tone": Decision()}, attributes={"channel": "email", "rushed": "no"})
    with pytest.raises(DecisionError, match="cannot be marked not applicable"):
        check_decisions(load_library("banking"), {"accuracy": Decision(not_applicable=True)})


@pytest.mark.parametrize("name", library())
def test_shipped_criteria_are_complete(name):
    criteria = load_library(name)
    assert [factor.name for factor in criteria.factors] == [
        "timing",
        "information",
        "connection",
        "differentiation",
    ]
    assert set(criteria.components) == {"branding", "empathy", "competitive_edge", "customer_effort"}
    assert 14 <= len(criteria.elements) <= 18
    kinds = {rule.kind for element in criteria.elements for rule in element.rules if rule.critical}
    assert kinds == {"customer", "business", "compliance"}
    for factor in criteria.factors:
        assert factor.weight == pytest.approx(sum(element.weight for element in factor.elements))
    for element in criteria.elements:
        assert element.text
        assert element.model_answer
        assert element.start + sum(rule.points for rule in element.rules if rule.points > 0) == element.max
        assert all(rule.text and rule.example for rule in element.rules), element.name
    weights = {element.name: element.weight for element in criteria.elements}
    valued = {
        "accuracy": 4.1, "resolution": 4.0, "human_connection": 3.6, "empowerment": 3.6,
        "first_contact_resolution": 3.6, "transfers": 2.7, "known_history": 2.7, "channel_spanning": 2.5,
    }  # fmt: skip
    assert valued.items() <= weights.items()


def test_difference_tells_wording_from_scores():
    text = library_text("banking")
    changed = parse_criteria(
        text.replace("weight: 4.1", "weight: 4.4").replace("Right to the cent", "Right to the penny")
    )
    found = diff(load_library("banking"), changed)
    assert [(each.where, each.field, each.moves_scores) for each in found] == [
        ("factor information", "text", False),
        ("element accuracy", "weight", True),
    ]
    assert diff(changed, changed) == ()


def test_the_reference_shows_a_file_that_holds():
    page = (Path(__file__).parents[2] / "docs/reference/criteria-file.md").read_text()
    example = page.split("```yaml\n")[1].split("```")[0]
    criteria = parse_criteria(example)
    assert len(criteria.elements) == 4
    for key in (
        "weights_when",
        "not_applicable_when",
        "model_answer",
        "attributable_to",
        "times",
        "requires",
    ):
        assert f"`{key}`" in page

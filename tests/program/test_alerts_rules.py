"""A rule's file: what it may say, what is told of mistakes, in words; nothing typed is a pattern."""

import pytest

from rapport.program.alerts.definition.model import KINDS
from rapport.program.alerts.definition.parse import parse_rule
from rapport.program.alerts.definition.starters import STARTERS
from rapport.program.alerts.definition.told import only_told, rule_told
from rapport.program.alerts.definition.written import rule_text
from rapport.program.alerts.errors import RuleError
from rapport.program.alerts.quiet import Quiet

WHOLE = """\
rule: Refund failed and nobody called
kind: problem
all:
  - event: {kind: refund_failed, at_least: 20}
  - silence: {after: promise, business_days: 2}
  - answer: {item: nps, survey: after-contact, at_most: 6}
  - read: {of: effort, any_of: [high], at_least: 40}
  - noted: {of: emotion, any_of: [angry, worried]}
  - words: {said_by: customer, any_of: ["my money", "100 %"]}
only:
  channel: [call, chat]
  team: Billing
  value_at_least: 500
  attribute: {name: churn_risk, at_least: 0.7}
urgency: high
quiet_days: 0
most_a_day: 3
"""


def problems(text):
    with pytest.raises(RuleError) as told:
        parse_rule(text)
    return "\n".join(str(one) for one in told.value.problems)


def test_a_rule_is_read_written_and_read_again():
    rule = parse_rule(WHOLE)
    assert [one.what for one in rule.conditions] == ["event", "silence", "answer", "read", "noted", "words"]
    assert (rule.only.team, rule.only.attribute_at_least, rule.quiet_days) == (("Billing",), 0.7, 0)
    assert parse_rule(rule_text(rule)) == rule


@pytest.mark.parametrize("name", STARTERS)
def test_rules_to_begin_with_hold_and_say_what_they_do(name):
    rule = STARTERS[name]
    assert parse_rule(rule_text(rule)) == rule
    assert rule.kind in KINDS and rule_told(rule)[0].isupper()


def test_a_rule_says_itself_in_words():
    assert rule_told(STARTERS["low-nps"]) == "NPS at most 6"
    assert "nothing followed within 2 business days" in rule_told(STARTERS["promise-and-silence"])
    assert only_told(STARTERS["delighted-customer"]) == "customers worth 1000 or more"


def test_praise_opens_no_case_unless_it_says_so():
    praise = "rule: Wow\nkind: praise\nany:\n- answer: {item: nps, at_least: 9}\n"
    assert not parse_rule(praise).opens_case
    assert parse_rule(praise + "opens_case: true\n").opens_case


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        ("rule: x\n", "no condition"),
        ("rule: x\nall: []\nany: []\n", "both all and any"),
        ("rule: x\nall:\n- answer: {item: nps}\n", "no bound"),
        ("rule: x\nall:\n- answer: {item: nps, at_most: low}\n", "number"),
        ("rule: x\nall:\n- answer: {item: nps, at_least: 7, at_most: 6}\n", "no more than"),
        ("rule: x\nall:\n- read: {of: effort, any_of: [huge]}\n", "huge"),
        ("rule: x\nall:\n- read: {of: resolved, at_least: 3}\n", "any_of"),
        ("rule: x\nall:\n- read: {of: smell, any_of: [bad]}\n", "one of effort"),
        ("rule: x\nall:\n- silence: {after: promise}\n", "no length"),
        ("rule: x\nall:\n- silence: {after: promise, hours: 5, business_days: 2}\n", "no length"),
        ("rule: x\nall:\n- words: {said_by: cat, any_of: [a]}\n", "one of customer"),
        ("rule: x\nall:\n- words: {said_by: agent}\n", "no any_of"),
        ("rule: x\nall:\n- event: {kind: a, whose: b}\n", "whose"),
        ("rule: x\nall:\n- event: {kind: a}\n  answer: {item: b, at_most: 1}\n", "one thing"),
        ("rule: x\nkind: revenge\nall:\n- event: {kind: a}\n", "problem, opportunity, praise"),
        ("rule: x\nmost_a_day: 1000000\nall:\n- event: {kind: a}\n", "from 1 to 10000"),
        ("rule: x\nonly: {attribute: {name: a}}\nall:\n- event: {kind: a}\n", "at_least or any_of"),
        (f"rule: {'x' * 500}\nall:\n- event: {{kind: a}}\n", "of 1 to 120"),
        ("rule: x\nall:\n" + "- event: {kind: a}\n" * 7, "1 to 6"),
        ("rule: x\nall: &a [*a]\n", ""),
        ('rule: "a\\ud800"\nall:\n- event: {kind: a}\n', "Unicode"),
        ('rule: x\nall:\n- words: {any_of: ["\\0"]}\n', "cannot be shown"),
        ('rule: ""\nall:\n- event: {kind: a}\n', "a title"),
        ("rule: x\nall:\n- event: {kind: a}\n" + "#" * 30_000, "20,000"),
    ],
)
def test_what_is_wrong_is_told(text, told):
    assert told in problems(text)


def test_quiet_time_counts_from_what_it_fired_for():
    from datetime import UTC, datetime, timedelta

    day, start = timedelta(days=1), datetime(2026, 3, 1, tzinfo=UTC)
    quiet = Quiet(7, [("a", start - 3 * day)])
    fired = [quiet.passes("a", start), quiet.passes("a", start + 4 * day), quiet.passes("a", start + 5 * day)]
    assert fired == [False, True, False]
    assert quiet.passes(None, start) and quiet.passes(None, start)
    assert all(Quiet(0).passes("a", start) for _ in range(3))

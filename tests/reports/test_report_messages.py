"""A chart's sentence claims no more than the intervals carry."""

from dataclasses import replace

import report_factory as factory

from rapport.measures.estimate import Estimate, undefined
from rapport.reports import messages
from rapport.reports.blocks import Point
from rapport.reports.document import compose
from rapport.reports.scope import Scope


def point(name, value, low, high):
    return Point(name, Estimate(value, low, high, base=50))


def test_overlapping_marks_are_not_told_apart():
    close = messages.lowest([point("A", 50, 45, 55), point("B", 52, 47, 57)], "team")
    assert close.endswith("too close to B to tell apart")
    clear = messages.lowest([point("A", 50, 49, 51), point("B", 60, 58, 62)], "team")
    assert clear == "A is the lowest team, at 50.0"


def test_a_trend_is_claimed_only_when_the_ends_are_apart():
    up = messages.over_time([point("2026-01", 50, 48, 52), point("2026-02", 60, 58, 62)])
    assert up.startswith("Clearly up")
    assert "cannot tell" in messages.over_time([point("2026-01", 50, 45, 55), point("2026-02", 53, 48, 58)])


def test_the_target_is_missed_only_when_the_interval_says_so():
    assert messages.toward_target(Estimate(88, 86, 90), 91) == "3.0 points under the target of 91"
    assert messages.toward_target(Estimate(92, 91.5, 93), 91) == "1.0 points over the target of 91"
    assert "cannot be told apart" in messages.toward_target(Estimate(90, 88, 92), 91)


def test_no_score_is_said_with_its_reason(full):
    cut = Scope(replace(full, scores={"qci": undefined("nothing is scored")}), "executive")
    assert messages.opening(cut).endswith("cannot be told yet: nothing is scored.")


def test_no_group_apart_is_a_message(full):
    none = Scope(replace(full, findings=()), "manager")
    assert messages.apart(none, "team", "team") == "No team stands apart from the rest beyond chance"
    assert (
        messages.apart(Scope(full, "manager"), "team", "team")
        == "Billing scores below the rest of the company"
    )


def test_every_number_told_to_executives_has_an_interval():
    report = compose(factory.audit(200), "executive")
    told = [p.estimate for s in report.sections for b in s.blocks for p in getattr(b, "points", ())]
    assert told and all(e.value is None or e.low is not None for e in told)

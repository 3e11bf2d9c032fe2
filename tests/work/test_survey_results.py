"""Results of surveys: what is never pooled, how far one sees, whether those who answered stand for all."""

import random
from datetime import timedelta

import pytest

from rapport.measures import Scale, csat, nps
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError
from rapport.records import Answer, Customer
from rapport.warehouse import Warehouse
from rapport.work.results.view import View
from rapport.work.surveys.results import submissions
from rapport.work.surveys.results.overview import overview
from rapport.work.surveys.results.submissions import (
    Only,
    all_submissions,
    one_submission,
    submissions_page,
)
from rapport.work.surveys.results.survey import item_page, survey_page
from rapport.work.surveys.results.who import who_answered
from tests.work.conftest import START, conversation

CONTACTS = 1200
SCALES = {"csat": (1, 5), "nps": (0, 10), "ces": (1, 7)}


def answer(number, item, value, survey="care@1", **facts):
    """What the customer of one conversation answered to one item."""
    kind = facts.pop("item_type", item)
    low, high = SCALES.get(kind, (None, None))
    words = {"text": value} if isinstance(value, str) else {"number": float(value)}
    given = {
        "scale_min": low,
        "scale_max": high,
        "question": f"About {item}?",
        "survey": survey,
        "customer_id": f"c{number % 400}",
        "interaction_id": f"i{number:04d}",
        "channel": "email",
        "answered_at": START + timedelta(hours=number + 1),
    }
    submission = f"s{number}-{survey}"
    return Answer(f"{submission}:{item}", submission, item, kind, **{**given, **words, **facts})


def satisfied(number):
    """The truth: gold customers are content, others are not."""
    return (5 if number % 4 else 4) if is_gold(number) else (2 if number % 3 else 4)


def is_gold(number):
    return number % 400 < 120


@pytest.fixture
def home(make_home):
    """Twelve hundred contacts; gold customers answer four times as often as others."""
    made, chance = make_home(0), random.Random(4)
    told = []
    for number in range(CONTACTS):
        if chance.random() < (0.6 if is_gold(number) else 0.15):
            reasons = "bill;move" if number % 2 else "bill"
            told.append(answer(number, "csat", satisfied(number)))
            told.append(answer(number, "reason", reasons, item_type="multiple_choice"))
            if number % 5 == 0:
                told.append(answer(number, "why", "=2+5 because", item_type="text"))
    # Another survey asks the same item; a third on another scale; one about the relationship.
    told += [answer(number, "csat", 5, "chat@3") for number in range(40)]
    told += [answer(number, "csat", 7, "old", scale_min=1.0, scale_max=10.0) for number in range(30)]
    told += [answer(number, "csat", 1, "yearly@1", interaction_id=None) for number in range(20)]
    people = [Customer(f"c{n}", segment="gold" if is_gold(n) else "plain") for n in range(400)]
    with Warehouse(made.warehouse_path).write() as writer:
        writer.upsert(
            "interactions",
            (conversation(number, customer_id=f"c{number % 400}") for number in range(CONTACTS)),
        )
        writer.upsert("customers", people)
        writer.upsert("answers", told)
    return made


def values_of(home, survey):
    told = all_submissions(home, TERMINAL, View(), survey)
    place = told.columns.index("csat")
    return [row[place] for row in told.rows]


def test_the_same_item_is_told_through_all_surveys_but_never_across_scales_or_occasions(home):
    found = overview(home, TERMINAL, View())
    lines = [one for one in found.items if one.kind.item == "csat"]
    assert sorted((one.surveys, one.kind.high, one.kind.about) for one in lines) == [
        (("care", "chat"), 5.0, "transactional"),
        (("old",), 10.0, "transactional"),
        (("yearly",), 5.0, "relationship"),
    ]
    shared = next(one for one in lines if len(one.surveys) == 2)
    both = values_of(home, "care") + values_of(home, "chat")
    assert shared.estimate.value == csat(both).value and shared.estimate.base == len(both)
    assert found.surveys["care"].submissions == len(values_of(home, "care"))


def test_a_survey_has_its_number_spread_time_and_groups(home):
    page = survey_page(home, TERMINAL, View(), "care", "segment")
    (number,) = page.numbers
    expected = csat(values_of(home, "care"))
    assert (number.estimate.value, number.estimate.low) == (expected.value, expected.low)
    keys = {one.key for one in page.panels}
    assert {"by-csat-t-1-5", "shares-csat-t-1-5", "shares-reason-t"} <= keys
    shares = {point.label: point.estimate.value for point in page.panel("shares-reason-t").chart.points}
    assert shares["bill"] == 1.0 and 0 < shares["move"] < 1
    beside = {point.label: point.estimate.value for point in page.panel("by-csat-t-1-5").chart.points}
    assert beside["gold"] > 0.9 > beside["plain"]
    narrowed = survey_page(home, TERMINAL, View(segment="gold"), "care")
    assert narrowed.numbers[0].estimate.value == beside["gold"]


def test_an_item_is_told_through_its_surveys_with_these_beside_each_other(home):
    page = item_page(home, TERMINAL, View(), "csat")
    assert (page.lines[0].kind.high, page.lines[0].kind.about) == (5.0, "transactional")
    assert len(page.numbers) == 3 and len({one.key for one in page.panels}) == len(page.panels)
    beside = {point.label: point.estimate.value for point in page.panel("surveys-csat-t-1-5").chart.points}
    assert beside["chat"] == 1.0 > beside["care"] > 0
    assert any("never pooled" in one for one in page.words)


def test_a_team_manager_sees_own_teams_only_and_who_sees_aggregates_no_submission(home):
    manager = Actor("Tea", (Grant("team_manager", "north"),))
    whole = survey_page(home, TERMINAL, View(), "care").submissions
    own = survey_page(home, manager, View(), "care").submissions
    assert 0 < own < whole
    page = submissions_page(home, manager, View(), "care")
    assert {int(one.interaction_id[1:]) % 2 for one in page.rows} == {0}
    hidden = next(one for one in submissions_page(home, TERMINAL, View(), "care").rows
                  if int(one.interaction_id[1:]) % 2)  # fmt: skip
    assert one_submission(home, manager, "care", hidden.submission_id) is None
    for role in ("client_viewer", "associate", "case_owner"):
        with pytest.raises(NotAllowedError):
            submissions_page(home, Actor("V", (Grant(role),)), View(), "care")


def test_signs_of_forms_not_read_are_of_the_teams_one_sees_and_of_enough_forms(home):
    def form(number, survey):
        told = {"attributes": {"seconds": "9" if number % 2 else "60"}, "item_type": "csat"}
        return [answer(number, item, 3, survey, **told) for item in ("csat", "two", "three", "four")]

    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("answers", [one for number in range(40) for one in form(number, "signs@1")])
        writer.upsert("answers", [one for number in (0, 1, 3, 5) for one in form(number, "few@1")])
    everybody = who_answered(home, TERMINAL, "signs").haste
    assert (everybody.straight.base, everybody.median_s) == (40, 34.5)
    north = Actor("Tea", (Grant("team_manager", "north"),))
    own = who_answered(home, north, "signs").haste
    assert (own.straight.base, own.speeding.base, own.median_s) == (20, 20, 60)
    assert who_answered(home, TERMINAL, "few").haste.median_s == 9
    alone = who_answered(home, north, "few").haste
    assert alone.median_s is None and alone.straight.value is None and alone.straight.base == 1


def test_pages_of_submissions_leave_nobody_out_and_tell_nobody_twice(home):
    seen, after = [], None
    while True:
        page = submissions_page(home, TERMINAL, View(), "care", after=after)
        seen += [one.submission_id for one in page.rows]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == survey_page(home, TERMINAL, View(), "care").submissions
    low = submissions_page(home, TERMINAL, View(), "care", Only("csat", 1, 2))
    assert low.rows and all(one.value("csat") <= 2 for one in low.rows)


def test_a_file_has_the_newest_submissions_whole_and_says_when_older_ones_are_left_out(home, monkeypatch):
    whole = all_submissions(home, TERMINAL, View(), "care")
    rows = list(whole.rows)
    assert len(rows) == whole.count == whole.total and whole.name == "submissions"
    times = [row[whole.columns.index("answered_at")] for row in rows]
    assert times == sorted(times, reverse=True)
    monkeypatch.setattr(submissions, "MOST", 10)
    monkeypatch.setattr(submissions, "AT_ONCE", 3)
    cut = all_submissions(home, TERMINAL, View(), "care")
    assert list(cut.rows) == rows[:10] and any("bill;move" in row for row in rows[:10])
    assert cut.name == f"submissions-newest-10-of-{len(rows)}"


def test_the_bias_is_found_the_weights_move_toward_the_truth_and_their_cost_is_told(home):
    bias = who_answered(home, TERMINAL, "care").bias
    assert "segment" in bias.found.weight_by and bias.found.verdict == "serious"
    truth = csat([satisfied(number) for number in range(CONTACTS)]).value
    weighted = bias.weighted
    assert abs(weighted.weighted.value - truth) < 0.05 < weighted.plain.value - truth
    assert weighted.weighted.low < truth < weighted.weighted.high
    assert weighted.design_effect > 1 and weighted.effective_base < weighted.plain.base


def test_nobody_stands_for_a_group_that_is_silent(home):
    silent = range(0, CONTACTS, 7)
    with Warehouse(home.warehouse_path).write() as writer:
        apart = (conversation(n + CONTACTS, customer_id="x", channel="letter") for n in silent)
        writer.upsert("interactions", apart)
        writer.upsert("answers", [answer(2 * CONTACTS, "csat", 5)])
        writer.upsert("interactions", [conversation(2 * CONTACTS)])
    found = who_answered(home, TERMINAL, "care").bias
    assert "channel letter" in found.weighted.silent


def test_one_who_never_answers_is_no_fault(home):
    assert who_answered(home, TERMINAL, "nothing").bias is None
    assert survey_page(home, TERMINAL, View(), "nothing").submissions == 0
    assert overview(home, TERMINAL, View(team="north")).items


def test_nps_is_the_measures_own(home):
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("answers", [answer(n, "nps", n % 11, "care@1") for n in range(110)])
    page = survey_page(home, TERMINAL, View(), "care")
    (found,) = [one for one in page.numbers if one.label == "NPS"]
    assert found.estimate.value == nps([n % 11 for n in range(110)]).value
    assert Scale(0, 10) == next(one.kind.scale for one in page.lines if one.kind.item == "nps")

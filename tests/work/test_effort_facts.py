"""What a home knows beside the words enters how hard it was, and only looks back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from scipy.stats import spearmanr

from rapport.home import create_home
from rapport.language import ExperiencePredictor
from rapport.measures import assisted_mean
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect, disconnect
from rapport.records import Interaction, Turn
from rapport.story.company import Company
from rapport.story.outcomes import feelings
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.annotating.told import read_of
from rapport.work.understanding.sheet.ask import ask_sheet
from rapport.work.understanding.sheet.build import bring_sheet

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def contact(name, day, *, channel="phone", customer="ann", concern="bill", **known):
    at = AT + timedelta(days=day)
    turns = (Turn("customer", "My bill is too high", at), Turn("agent", "I have mended your bill now.", at))
    return Interaction(
        name, channel, at, customer_id=customer, concern=concern, turns=turns, attributes=known
    )  # fmt: skip


@pytest.fixture
def home(tmp_path):
    yield create_home(tmp_path / "home")
    disconnect()


def bring(home, *given):
    """Imports, reads what is due → how many interactions each reader read."""
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", given)
    found = annotate_home(home, processes=1)
    return {one.reader: one.interactions for one in found.readers}


def said(home):
    """Interaction → everything that was read of its effort."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql("SELECT * FROM readings WHERE reader = 'service'").to_pylist()
    return {row["interaction_id"]: row for row in rows}


def facts(row):
    return {one["label"]: one["value"] for one in row["annotations"] if one["kind"] == "effort_fact"}


def effort(row):
    return next(one["value"] for one in row["annotations"] if one["kind"] == "effort" and one["turn"] is None)


def test_contacts_before_count_and_later_ones_change_nothing(home):
    assert bring(home, contact("first", 0), contact("other", 0, customer="bo")) == {
        "feelings": 2,
        "service": 2,
    }
    before = said(home)
    more = (
        contact("second", 2, channel="chat"),
        contact("third", 5, concern="parcel"),
        contact("much later", 13),
    )
    assert bring(home, *more) == {"feelings": 3, "service": 3}, "none is read again"
    after = said(home)
    assert {name: after[name] for name in before} == before
    assert facts(after["first"]) == facts(after["other"]) == facts(after["much later"]) == {}
    assert facts(after["second"]) == {
        "contact_before": 1,
        "same_concern_before": 1,
        "other_channel_before": 1,
    }
    assert facts(after["third"]) == {"contact_before": 2, "other_channel_before": 1}
    assert effort(after["first"]) < effort(after["third"]) < effort(after["second"])


def test_the_same_contacts_give_the_same_readings_in_whatever_order_they_come(home, tmp_path):
    given = [
        contact(f"i{day}", day, channel=("phone", "chat")[day % 2], transfers=str(day)) for day in range(6)
    ]
    bring(home, *given)
    other = create_home(tmp_path / "other")
    bring(other, *given[3:])
    assert bring(other, *given[:3]) == {"feelings": 3, "service": 6}, "those that came after were read anew"
    assert [facts(row) for _, row in sorted(said(home).items())] == [
        facts(row) for _, row in sorted(said(other).items())
    ]
    assert facts(said(home)["i5"])["contact_before"] == 5
    assert bring(other) == {"feelings": 0, "service": 0}


def test_the_moment_itself_shops_and_people_without_a_name_are_no_contacts_before(home):
    bring(
        home,
        contact("a", 0), contact("b", 0), contact("shop:1", -1), contact("x", 0, customer=None),
        contact("y", 1, customer=None), contact("edge", 7), contact("over", 7 + 1e-6),
    )  # fmt: skip
    found = {name: facts(row) for name, row in said(home).items()}
    assert {name for name, one in found.items() if one} == {"edge", "over"}
    assert found["edge"]["contact_before"] == 2 and found["over"]["contact_before"] == 1


def test_a_person_sees_the_facts_in_words_and_the_sheet_counts_them(home):
    connect(home)
    bring(
        home,
        contact("one", 0),
        contact("two", 1),
        contact("three", 3, transfers="2", **{"Hold Time S": "90"}),
    )
    assert read_of(home, TERMINAL, "three").facts == (
        "transferred twice", "put on hold once", "third contact in a week",
        "came twice in the week before about the same",
    )  # fmt: skip
    assert read_of(home, TERMINAL, "one").facts == ()
    rows = ask_sheet(
        home,
        bring_sheet(home),
        "SELECT interaction_id AS id, effort_cues AS cues FROM sheet ORDER BY started_at",
    ).to_pylist()
    assert [set(row["cues"]) for row in rows] == [
        set(),
        {"contact_before", "same_concern_before"},
        {"contact_before", "same_concern_before", "transferred", "on_hold"},
    ]


@pytest.fixture(scope="module")
def legs():
    """The story's contacts as systems deliver them that record each leg of a call by itself: the words after
    the first half, beside them transfers and repeats. With what each would answer, and truly felt."""
    company, index = Company(size=40_000, seed=5), np.arange(10_000, 12_400)
    situations, again = company.situations(index)
    true = company.judging.truth(situations, again)
    felt = feelings(company, index)
    moved = true.counts[:, company.judging.place["transfers.transferred"]]
    here = np.flatnonzero(situations.eligible)
    records = list(company.writer.interactions(situations, true, again))
    given = [
        replace(
            records[row],
            turns=records[row].turns[len(records[row].turns) // 2 :],
            attributes={**records[row].attributes, "transfers": str(int(moved[row]))},
        )
        for row in here
    ]
    bare = [replace(one, attributes={}, ended_at=None) for one in given]
    hard = -(0.9 * felt.experience - 0.4 * again)[here]
    return given, bare, 8.0 - felt.ces[here], hard, ((moved > 0) | again)[here]


def test_the_story_knows_that_facts_make_the_reading_of_effort_better(legs):
    given, bare, _, hard, some = legs
    cold = [ExperiencePredictor("effort").predict(one) for one in (given, bare)]
    known = np.isfinite(cold[0]) & np.isfinite(cold[1])
    with_facts, without = (spearmanr(one[known], hard[known])[0] for one in cold)
    assert with_facts > without + 0.005
    gap = [one[known & some].mean() - one[known & ~some].mean() for one in cold]
    assert gap[0] > gap[1] + 2


def test_learned_with_facts_it_leans_less_and_assisted_intervals_hold(legs):
    given, bare, answered, hard, some = legs
    split = 900
    made = [ExperiencePredictor("effort").fit(one[:split], answered[:split]) for one in (given, bare)]
    every = [one.predict(own[split:]) for one, own in zip(made, (given, bare), strict=True)]
    told = np.isfinite(every[0])
    assert told.mean() > 0.9 and (told == np.isfinite(every[1])).all(), (
        "where the customer still says something"
    )
    found = [one[told] for one in every]
    left, where, felt = answered[split:][told], some[split:][told], hard[split:][told]
    lean = [abs(float((one - left)[where].mean())) for one in found]
    assert lean[0] < lean[1] and spearmanr(found[0], felt)[0] > spearmanr(found[1], felt)[0]
    rng, held, width = np.random.default_rng(7), 0, []
    for _ in range(300):
        drawn = np.zeros(len(left), dtype=bool)
        drawn[rng.choice(len(left), 120, replace=False)] = True
        one = assisted_mean(left[drawn], found[0][drawn], found[0][~drawn])
        held += one.low <= left.mean() <= one.high
        width.append(one.high - one.low)
    assert held / 300 > 0.93, held / 300
    assert np.mean(width) < 2 * 1.98 * left.std() / 120**0.5, "narrower than the sample by itself"

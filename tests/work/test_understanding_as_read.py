"""What machines read is told in one way everywhere: numbers, rows, words and files agree, and words are those
that were read."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from rapport.home import open_home
from rapport.language.concerns.emerging import emerging_concerns
from rapport.language.concerns.taxonomy import merge
from rapport.program.people.actor import Actor, Grant
from rapport.program.setup import connect, disconnect
from rapport.records.annotation import Annotation, Reading
from rapport.warehouse import Warehouse
from rapport.work.concerns.kept import KeptConcerns, keep_concerns, kept_concerns
from rapport.work.exploring.asked import Search
from rapport.work.exploring.search import find_interactions
from rapport.work.results.view import View
from rapport.work.understanding.concern import concern_page, make_concern
from rapport.work.understanding.counting import Counted, Whole
from rapport.work.understanding.edited import edited_tree
from rapport.work.understanding.emerging import every_week
from rapport.work.understanding.explorer import _moved, explorer_of
from rapport.work.understanding.quotes import Wanted, quoted
from rapport.work.understanding.reasons import reasons_of
from rapport.work.understanding.rows import conversations_behind
from rapport.work.understanding.seen import seen_of
from rapport.work.understanding.sheet.ask import ask_sheet, sheet_of
from rapport.work.understanding.sheet.build import bring_sheet
from rapport.work.understanding.sums import Sums
from rapport.work.understanding.tree import NO_CONCERN
from tests.work.understood_home import talk, understood_home

LEAD = Actor("Lea", (Grant("qa_lead"),))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return understood_home(tmp_path_factory.mktemp("as-read") / "home", rounds=2).root


@pytest.fixture
def home(made, tmp_path):
    shutil.copytree(made, tmp_path / "home")
    found = open_home(tmp_path / "home")
    connect(found)
    yield found
    disconnect()


def sheet_rows(home):
    return ask_sheet(home, sheet_of(home), "SELECT * FROM sheet ORDER BY interaction_id").to_pylist()


def told(home):
    return {row.place.id: row for row in explorer_of(home, LEAD, View()).rows}


def turned_out(home, labels):
    """Has the machine read that these conversations turned out to be about the labels."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql("SELECT * FROM readings WHERE reader = 'concerns'").to_pylist()
    changed = []
    for row in rows:
        name = row["interaction_id"]
        if name in labels:
            said = [
                {**one, "label": labels[name]} if one["kind"] == "concern_actual" else one
                for one in row["annotations"]
            ]
            notes = tuple(Annotation(name, **one) for one in said)
            changed.append(
                Reading(row["reading_id"], name, "concerns", tuple(row["models"]), row["read_from"], notes)
            )
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("readings", changed)
    bring_sheet(home)


def test_what_it_turned_out_to_be_about_comes_in_it(home):
    """In no number, list or choice can a concern be the matter of more conversations than it comes in."""
    known = set(kept_concerns(home).taxonomy.concerns)
    first, other = sorted({row["stated"] for row in sheet_rows(home)} & known)[:2]
    alone = [row["interaction_id"] for row in sheet_rows(home) if {row["stated"], *row["every"]} == {first}]
    assert len(alone) >= 10
    turned_out(home, dict.fromkeys(alone[:8], other) | {alone[8]: "other", alone[9]: "cannot_tell"})
    mine = {
        row["interaction_id"]
        for row in sheet_rows(home)
        if other in {row["stated"], row["actual"], *row["every"]}
    }
    assert set(alone[:8]) <= mine
    row = told(home)[other]
    assert row.any.value == pytest.approx(len(mine) / 90) and row.any.value >= row.about.estimate.value
    page = concern_page(home, LEAD, View(), other)
    assert page.any.value == pytest.approx(len(mine) / 90)
    behind = conversations_behind(home, LEAD, View(), other, most=90)
    assert {one["interaction_id"] for one in behind.rows} == mine
    assert edited_tree(home, LEAD, [other]).affected == len(mine)
    listed = find_interactions(home, LEAD, Search(concern_read=other), limit=90).rows
    assert {one["interaction_id"] for one in listed} == mine
    of_none = sum("other" in {one["stated"], *one["every"]} for one in sheet_rows(home))
    if "other" in told(home):
        assert told(home)["other"].any.value == pytest.approx(of_none / 90), "no answer is no concern"


def test_words_that_changed_since_are_not_quoted(home):
    ids = tuple(row["interaction_id"] for row in sheet_rows(home)[:4])
    asked = [Wanted(ids, "concerns", "concern_stated")]
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        assert [one.interaction_id for one in quoted(home, snapshot, asked)[0]] == list(ids)
    changed = talk(int(ids[1][1:]), "delivery", "Something else altogether is said here now")
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", [replace(changed, interaction_id=ids[1])])
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = quoted(home, snapshot, asked)[0]
    assert [one.interaction_id for one in found] == [one for one in ids if one != ids[1]]


def of(k):
    return Counted(Sums(400, 400.0, k, 400.0, k, k), Sums(400, 400.0, k, 400.0, k, k))


def test_what_is_new_and_what_comes_no_more_has_changed():
    whole = Whole(400, 400, 400.0)
    now, before = {"new": of(200.0), "same": of(40.0)}, {"gone": of(200.0), "same": of(40.0)}
    found = _moved((whole, now), (whole, before), 0.95, 5)
    assert set(found) == {"new", "gone", "same"}
    assert (found["new"].difference.value, found["gone"].difference.value) == (0.5, -0.5)
    assert found["new"].difference.low > 0.4 and found["gone"].difference.high < -0.4
    assert found["same"].difference.low < 0 < found["same"].difference.high
    assert found["new"].words != found["same"].words
    assert _moved((Whole(4, 4, 4.0), {"new": of(2.0)}), (whole, {}), 0.95, 5) == {}, "too few are told"


def test_weeks_without_conversations_went_by_as_well():
    """What was last heard in February does not grow because nobody wrote until June."""
    weeks = {date(2026, 1, 5): 200, date(2026, 2, 9): 200, date(2026, 2, 16): 200, date(2026, 6, 1): 200}
    every = every_week(weeks)
    assert len(every) == 22 and sum(every.values()) == 800 and every[date(2026, 3, 2)] == 0
    assert every_week({}) == {}
    texts = [f"my solar inverter blinks {word}" for word in ("red", "again", "today", "now")] * 10
    when = [date(2026, 2, 9), date(2026, 2, 16)] * 20
    assert not any(one.grows for one in emerging_concerns(texts, when, every))


def test_rows_name_concerns_as_they_are_called_today(home):
    kept = kept_concerns(home)
    gone, into = sorted({row["stated"] for row in sheet_rows(home)} & set(kept.taxonomy.concerns))[:2]
    keep_concerns(home, KeptConcerns(merge(kept.taxonomy, [gone], into), kept.model))
    behind = conversations_behind(home, LEAD, View(), into, most=90)
    assert {row["stated"] for row in behind.rows} <= {*kept_concerns(home).taxonomy.concerns, *NO_CONCERN}
    assert sum(row["stated"] == into for row in behind.rows) >= 40
    assert behind.names[into] == kept.taxonomy[into].name


def test_a_concern_that_is_merged_away_while_its_page_is_worked_out(home):
    kept, sheet = kept_concerns(home), sheet_of(home)
    gone, into = sorted(one for one in kept.model.concerns if one in kept.taxonomy.concerns)[:2]
    keep_concerns(home, KeptConcerns(merge(kept.taxonomy, [gone], into), kept.model))
    seen = seen_of(LEAD)
    assert make_concern(str(home.root), sheet, seen, View(), gone).place.id == into
    assert make_concern(str(home.root), sheet, seen, View(), "never-was") is None


def test_codes_of_one_agent_alone_are_held_to_nothing(home):
    """What a code means is learned on other agents: an associate sees none."""
    associate = Actor("Ada", (Grant("associate"),), agent_id="a1")
    found = reasons_of(home, associate, View())
    assert found.counted >= 15 and found.accuracy.value is None and found.beyond.value is None
    assert "one agent" in found.accuracy.undefined_because
    assert found.beyond.undefined_because == found.accuracy.undefined_because
    assert reasons_of(home, LEAD, View()).accuracy.value > 0.5

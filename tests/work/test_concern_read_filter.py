"""Interactions are found by the concern that machines read in them, but not those to be scored blind."""

from collections import Counter

import pytest

from rapport.language.concerns.taxonomy import rename
from rapport.program.people.actor import Actor, Grant
from rapport.program.setup import connect, disconnect
from rapport.records import InputError
from rapport.work.concerns import learn
from rapport.work.concerns.kept import KeptConcerns, keep_concerns, kept_concerns
from rapport.work.concerns.on_top import ModelChangedError
from rapport.work.exploring.asked import Scored, Search
from rapport.work.exploring.choices import concern_choices
from rapport.work.exploring.index.build import bring_up_to_date
from rapport.work.exploring.search import find_interactions
from rapport.work.understanding.sheet.ask import ask_sheet, sheet_of
from rapport.work.understanding.tree import labels_of
from tests.work.understood_home import understood_home

LEAD = Actor("Lea", (Grant("qa_lead"),))
SOUTH = Actor("Sue", (Grant("team_manager", "south"),))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    made = understood_home(tmp_path_factory.mktemp("filtered") / "home", rounds=2)
    connect(made)
    yield made
    disconnect()


def rows(home):
    return ask_sheet(home, sheet_of(home), "SELECT * FROM sheet").to_pylist()


@pytest.fixture
def concern(home):
    """The commonest."""
    known = set(kept_concerns(home).taxonomy.concerns)
    return Counter(one for row in rows(home) for one in row["every"] if one in known).most_common(1)[0][0]


def expected(home, concern, **narrow):
    kept = kept_concerns(home)
    labels = set(labels_of(kept.taxonomy, kept.model.concerns)[concern])
    return {
        row["interaction_id"]
        for row in rows(home)
        if labels & {row["stated"], row["actual"], *row["every"]}
        and all(row[name] == one for name, one in narrow.items())
    }


def found(home, actor=LEAD, **asked):
    return {row["interaction_id"] for row in find_interactions(home, actor, Search(**asked), limit=500).rows}


@pytest.mark.parametrize("indexed", [False, True])
def test_a_concern_read_narrows_as_every_other_filter(home, concern, indexed):
    if indexed:
        bring_up_to_date(home)
    every = expected(home, concern)
    assert 0 < len(every) < 90
    assert found(home, concern_read=concern) == every
    assert found(home, concern_read=concern, where={"channel": "call"}) == expected(
        home, concern, channel="call"
    )
    assert found(home, SOUTH, concern_read=concern) == expected(home, concern, team="south")
    assert found(home, concern_read=concern, segment="gold") == expected(home, concern, segment="gold")
    assert found(home, concern_read=concern, scored=Scored(evaluated=False)) == every
    assert found(home, concern_read=concern, scored=Scored(evaluated=True)) == set()


def test_what_is_still_to_be_scored_blind_is_not_told(home, concern, monkeypatch):
    every = expected(home, concern)
    hidden = sorted(every)[:3]
    monkeypatch.setattr(
        "rapport.program.judging.selectors.interactions_blind", lambda actor: frozenset(hidden)
    )
    assert found(home, concern_read=concern) == every - set(hidden)


def test_a_concern_that_is_not_there_is_said_so(home):
    with pytest.raises(InputError, match="There is no concern 'nonsense'"):
        found(home, concern_read="nonsense")


def test_concerns_are_offered_by_the_names_they_have_today(home, concern):
    kept = kept_concerns(home)
    keep_concerns(home, KeptConcerns(rename(kept.taxonomy, concern, "Where it is"), kept.model))
    assert dict(concern_choices(home))[concern].split(" › ")[-1] == "Where it is"


def test_concerns_found_anew_do_not_undo_what_others_taught_meanwhile(home, concern):
    before = kept_concerns(home)
    taught = before.model.anew().fit(
        ["where is my parcel", "I was charged twice"] * 9, [concern, "other"] * 9
    )
    keep_concerns(home, KeptConcerns(before.taxonomy, taught))
    with pytest.raises(ModelChangedError, match="Others taught the concerns meanwhile"):
        learn._keep(home, LEAD, before, before)
    learn._keep(home, LEAD, before, kept_concerns(home))
    assert kept_concerns(home).model.name == before.model.name

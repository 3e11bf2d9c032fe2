"""What was read of a handful of conversations is told to nobody in figures: whoever narrows the view until
one is left learns nothing of it."""

from datetime import date

import pytest

from rapport.program.people.actor import Actor, Grant
from rapport.program.setup import connect, disconnect
from rapport.work.concerns.kept import kept_concerns
from rapport.work.results.view import View
from rapport.work.understanding.concern import concern_page
from rapport.work.understanding.emerging import new_concerns
from rapport.work.understanding.explorer import explorer_of
from rapport.work.understanding.reasons import reasons_of
from rapport.work.understanding.tree import NO_CONCERN
from tests.work.understood_home import understood_home

CLIENT = Actor("Cleo", (Grant("client_viewer"),))
ONE = {"since": date(2026, 3, 10), "until": date(2026, 3, 10), "team": "north"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    made = understood_home(tmp_path_factory.mktemp("few") / "home", rounds=2)
    connect(made)
    yield made
    disconnect()


def concerns(home):
    return [*kept_concerns(home).taxonomy.concerns, *NO_CONCERN]


def without_place(row):
    return (row.any, row.first, row.moved, row.ending, row.hard, row.solved, row.lost, row.trend)


def test_every_concern_looks_alike_where_few_were_read(home):
    found = explorer_of(home, CLIENT, View(**ONE))
    assert 1 <= found.read < 5 and len(found.rows) == len(kept_concerns(home).taxonomy.concerns)
    assert len({repr(without_place(row)) for row in found.rows}) == 1
    assert found.rows[0].any.value is None and found.rows[0].any.base == found.read


def test_the_pages_of_all_concerns_are_alike_where_few_were_read(home):
    pages = [concern_page(home, CLIENT, View(**ONE), one) for one in concerns(home)]
    assert len({repr((p.any, p.first, p.hard, p.solved, p.trend, p.by, p.drivers)) for p in pages}) == 1
    assert not any(p.reasons or p.drivers.found or p.trend for p in pages) and pages[0].drivers.few
    assert new_concerns(home, CLIENT, View(**ONE)).other == 0


def test_a_small_count_of_many_stays_and_the_mean_of_few_goes(home):
    """The week that has only begun is not told; a rare concern of many conversations is."""
    whole = explorer_of(home, CLIENT, View())
    small = [one for row in whole.rows for one in (row.hard, row.solved, row.ending) if 0 < one.base < 5]
    assert all(one.value is None and not one.excluded for one in small)
    assert all(row.any.value is not None and row.any.base == 90 for row in whole.rows)
    begun = explorer_of(home, CLIENT, View(until=date(2026, 3, 9)))
    told = {one.base >= 5: one.value is not None for row in begun.rows for _, one in row.trend}
    assert told == {True: True, False: False}


def test_codes_of_few_conversations_stand_without_what_they_mean(home):
    few = reasons_of(home, CLIENT, View(**ONE))
    assert not few.rows and not few.apart and not few.concerns
    assert few.accuracy.value is None and few.guess is None and few.left_out == 0
    days = View(since=date(2026, 3, 10), until=date(2026, 3, 13))
    some = reasons_of(home, CLIENT, days)
    small = [row for row in some.rows if row.n < 5]
    assert some.counted >= 5 and small
    assert all(row.right.value is None and row.means == "–" and not any(row.cells) for row in small)
    assert not {one.code for one in some.apart} & {row.code for row in small}


def test_the_minimum_is_that_of_the_home(home, monkeypatch):
    from dataclasses import replace

    strict = replace(home, settings=replace(home.settings, minimum_base=60))
    monkeypatch.setattr("rapport.work.understanding.concern.open_home", lambda root: strict)
    page = concern_page(strict, CLIENT, View(team="north"), concerns(home)[0])
    assert page.any.value is None and page.any.base == 45 and page.drivers.few

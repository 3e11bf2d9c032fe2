"""Shares of concerns are what one counts by hand, intervals know that customers come back, and one above
others counts a conversation once."""

from datetime import date

import numpy as np
import pytest

from rapport.language.concerns.taxonomy import Concern, Taxonomy, merge, move, rename, taxonomy_of
from rapport.measures import design_proportion
from rapport.measures import mean as plain_mean
from rapport.program.people.actor import Actor, Grant
from rapport.program.people.errors import NotAllowedError
from rapport.program.setup import connect, disconnect
from rapport.work.concerns.kept import KeptConcerns, keep_concerns, kept_concerns
from rapport.work.results.view import View, ViewError
from rapport.work.understanding.concern import concern_page
from rapport.work.understanding.explorer import Explorer, NotYet, explorer_of
from rapport.work.understanding.periods import compared
from rapport.work.understanding.rows import conversations_behind
from rapport.work.understanding.sheet.ask import ask_sheet, sheet_of
from rapport.work.understanding.sums import Sums, mean, share
from rapport.work.understanding.tree import NO_CONCERN, belongs
from tests.work.understood_home import understood_home

LEAD = Actor("Lea", (Grant("qa_lead"),))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    made = understood_home(tmp_path_factory.mktemp("explored") / "home", rounds=3)
    connect(made)
    yield made
    disconnect()


def shown(home, actor=LEAD, **view):
    found = explorer_of(home, actor, View(**view))
    assert isinstance(found, Explorer)
    return {row.place.id: row for row in found.rows}


def rows(home):
    return ask_sheet(home, sheet_of(home), "SELECT * FROM sheet").to_pylist()


def sums_of(n, k):
    n, k = np.asarray(n, float), np.asarray(k, float)
    return Sums(len(n), n.sum(), k.sum(), (n * n).sum(), (k * n).sum(), (k * k).sum())


def test_a_share_with_customers_as_clusters_is_that_of_the_survey_library():
    rng = np.random.default_rng(3)
    customer = rng.integers(0, 60, 400)
    liking = rng.random(60)
    value = (rng.random(400) < liking[customer]).astype(float)
    expected = design_proportion(value, clusters=customer, method="wilson")
    n = np.bincount(customer, minlength=60)
    k = np.bincount(customer, value, minlength=60)
    found = share(sums_of(n[n > 0], k[n > 0]))
    assert found.value == pytest.approx(expected.value)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-9)
    expected = plain_mean(value * 10, clusters=customer)
    found = mean(sums_of(n[n > 0], 10 * k[n > 0]), "points")
    assert (found.value, found.low, found.high) == pytest.approx(
        (expected.value, expected.low, expected.high)
    )


def test_the_interval_covers_the_process_when_customers_come_back():
    """Customers who always come with the same thing: the share of the process stays inside as often as it
    says, where conversations taken one by one would be far too sure."""
    rng, held, naive, times = np.random.default_rng(5), 0, 0, 400
    for _ in range(times):
        n = rng.integers(1, 9, 80)
        k = n * (rng.random(80) < 0.3)
        found = share(sums_of(n, k))
        held += found.low <= 0.3 <= found.high
        alone = share(Sums(int(n.sum()), n.sum(), k.sum(), n.sum(), k.sum(), k.sum()))
        naive += alone.low <= 0.3 <= alone.high
    assert 0.92 <= held / times <= 0.99
    assert naive / times < 0.8


def test_a_share_of_none_or_all_is_no_surer_than_its_customers():
    """Whoever comes back brings the same thing: how often none of them bring it is held to the rate of
    customers, not to that of conversations."""
    n = np.array([1] * 9 + [30])
    none, every = share(sums_of(n, 0 * n)), share(sums_of(n, n))
    assert none.effective_base == pytest.approx(39**2 / (9 + 900)) and none.base == 39
    assert none.high == pytest.approx(1 - every.low) and none.high > share(sums_of([1] * 39, [0] * 39)).high
    alone = share(sums_of([30], [12]))
    assert alone.effective_base == pytest.approx(1.0), "one customer is one"


def test_every_share_is_counted_by_hand(home):
    found, every = shown(home), rows(home)
    assert len(every) == 135
    tree = kept_concerns(home).taxonomy
    for concern, row in found.items():
        mine = [
            one
            for one in every
            if concern
            in {
                two
                for label in {*one["every"], one["stated"], *({one["actual"]} - set(NO_CONCERN))}
                for _, two in belongs(tree, [label])
            }
        ]
        first = [one for one in every if concern in {two for _, two in belongs(tree, [one["stated"]])}]
        assert row.any.value == pytest.approx(len(mine) / 135) and row.any.base == 135
        assert row.first.value == pytest.approx(len(first) / 135)
        endings = [one["ending"] for one in mine if one["ending"] is not None]
        if endings:
            assert row.ending.value == pytest.approx(np.mean(endings)) and row.ending.base == len(endings)
        solved = [one["resolved"] for one in mine if one["resolved"] in ("solved", "not_solved")]
        assert row.solved.base == len(solved)
        assert sum(round(one.value * one.base) for _, one in row.trend) == len(mine)
        assert sum(one.base for _, one in row.trend) == 135
        assert 0 <= row.any.low <= row.any.value <= row.any.high <= 1
        assert "machine" in row.any.method and row.any.source == "machine"


def test_one_above_others_counts_a_conversation_once(home):
    kept = kept_concerns(home)
    ids = [one for one in kept.model.concerns if one in kept.taxonomy.concerns][:2]
    tree = kept.taxonomy
    try:
        both = taxonomy_of([*tree.concerns.values(), Concern("both", "Both of them")])
        grown = Taxonomy(both.concerns, tree.version + 1, tree.became)
        for one in ids:
            grown = move(grown, one, "both")
        keep_concerns(home, KeptConcerns(grown, kept.model))
        found, every = shown(home), rows(home)
        mine = [one for one in every if set(ids) & {*one["every"], one["stated"]}]
        assert found["both"].any.value == pytest.approx(len(mine) / 135)
        assert found["both"].any.value <= sum(found[one].any.value for one in ids)
        assert [found[one].place.depth for one in ("both", *ids)] == [0, 1, 1]
    finally:
        keep_concerns(home, kept)


def test_the_commonest_of_those_beside_each_other_comes_first(home):
    found = [one for one in shown(home).values() if one.place.id not in NO_CONCERN]
    for parent in {one.place.parent for one in found}:
        shares = [one.any.value for one in found if one.place.parent == parent]
        assert shares == sorted(shares, reverse=True)
    assert [one for one in shown(home) if one in NO_CONCERN] == list(shown(home))[len(found) :]


def test_numbers_follow_an_edit_at_once(home):
    kept = kept_concerns(home)
    one, other = [one for one in kept.model.concerns if one in kept.taxonomy.concerns][:2]
    before = shown(home)
    try:
        keep_concerns(home, KeptConcerns(rename(kept.taxonomy, one, "Parcels"), kept.model))
        assert shown(home)[one].place.name == "Parcels"
        keep_concerns(home, KeptConcerns(merge(kept.taxonomy, [other], one), kept.model))
        after = shown(home)
        assert other not in after
        assert after[one].first.value == pytest.approx(before[one].first.value + before[other].first.value)
        page = concern_page(home, LEAD, View(), other)
        assert page.place.id == one, "the old id leads to what it became"
    finally:
        keep_concerns(home, kept)


def test_teams_and_own_conversations_only(home):
    manager = Actor("Max", (Grant("team_manager", "north"),))
    whole, own = shown(home), shown(home, manager)
    north = sum(one["team"] == "north" for one in rows(home))
    assert {row.any.base for row in own.values()} == {north} != {row.any.base for row in whole.values()}
    with pytest.raises(ViewError):
        explorer_of(home, manager, View(team="south"))
    associate = Actor("Ada", (Grant("associate"),), agent_id="a1")
    mine = sum(one["agent_id"] == "a1" for one in rows(home))
    assert {row.any.base for row in shown(home, associate).values()} == {mine}
    nobody = Actor("Nora", (Grant("associate"),))
    assert isinstance(explorer_of(home, nobody, View()), NotYet)
    with pytest.raises(NotAllowedError):
        explorer_of(home, Actor("Sid", (Grant("shopper"),)), View())


def test_a_page_tells_words_only_to_who_may_read_them(home):
    concern = next(iter(shown(home)))
    page = concern_page(home, LEAD, View(), concern)
    assert 1 <= len(page.quotes) <= 3 and page.first.value > 0
    for quote in page.quotes:
        assert quote.text[quote.start : quote.end].strip()
    client = concern_page(home, Actor("Cleo", (Grant("client_viewer"),)), View(), concern)
    assert client.quotes == () and client.any == page.any
    assert all(not one.quotes and not one.ids for one in client.drivers.found)
    assert concern_page(home, LEAD, View(), "no such concern") is None


def test_what_goes_with_it_is_counted_and_clear(home):
    for concern in ("other", *shown(home)):
        page = concern_page(home, LEAD, View(), concern)
        for one in page.drivers.found:
            assert one.bad.value > one.rest.value and one.adjusted_p < 0.05
            assert (one.bad.base, one.rest.base) == (page.drivers.bad, page.drivers.rest)


def test_the_conversations_behind_are_all_there_page_by_page(home):
    concern = next(iter(shown(home)))
    found, after, pages = [], "", 0
    while True:
        page = conversations_behind(home, LEAD, View(), concern, after, 7)
        found += [row["interaction_id"] for row in page.rows]
        pages += 1
        if page.after is None:
            break
        after = page.after
    whole = conversations_behind(home, LEAD, View(), concern, "", 1000)
    assert found == [row["interaction_id"] for row in whole.rows] and len(set(found)) == len(found)
    assert len(found) == round(shown(home)[concern].any.value * 135) and pages > 1
    times = [row["started_at"] for row in whole.rows]
    assert times == sorted(times, reverse=True)
    with pytest.raises(NotAllowedError):
        conversations_behind(home, Actor("Cleo", (Grant("client_viewer"),)), View(), concern)


@pytest.mark.parametrize(
    ("view", "newest", "before", "title"),
    [
        ({"period": "2026-03"}, None, (date(2026, 2, 1), date(2026, 2, 28)), "the month before"),
        ({"period": "2026-Q1"}, None, (date(2025, 10, 1), date(2025, 12, 31)), "the 3 months before"),
        ({"since": date(2026, 3, 10), "until": date(2026, 3, 19)}, None,
         (date(2026, 2, 28), date(2026, 3, 9)), "as long before"),
        ({}, date(2026, 3, 28), (date(2026, 2, 1), date(2026, 2, 28)), "the four weeks before"),
        ({"since": date(2026, 3, 24)}, date(2026, 3, 28),
         (date(2026, 3, 19), date(2026, 3, 23)), "as long before"),
    ],
)  # fmt: skip
def test_what_a_period_is_compared_with(view, newest, before, title):
    found = compared(View(**view), newest)
    assert (found.before, found.title) == (before, title)


def test_nothing_to_compare_with():
    assert compared(View(), None) is None
    assert compared(View(until=date(2026, 1, 1)), None) is None
    assert compared(View(since=date(2026, 3, 1)), date(2026, 1, 1)) is None


def test_before_anything_was_learned_or_read(tmp_path):
    bare = understood_home(tmp_path / "bare", learned=False, read=False)
    assert explorer_of(bare, LEAD, View()).reason == "unlearned"
    unread = understood_home(tmp_path / "unread", read=False)
    found = explorer_of(unread, LEAD, View())
    assert (found.reason, found.conversations) == ("unread", 45)

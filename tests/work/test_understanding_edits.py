"""The tree is changed by whoever may, against the version they saw, with a line in the log and an undo;
numbers follow, and nothing is read anew but after a split."""

import pytest

from rapport.language.concerns.taxonomy import rename
from rapport.program.people.actor import Actor, Grant
from rapport.program.people.errors import NotAllowedError
from rapport.program.setup import connect, disconnect
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.annotating.home_readers import home_readers
from rapport.work.annotating.pool import made
from rapport.work.annotating.told import read_of
from rapport.work.annotating.waiting import count_waiting
from rapport.work.concerns import from_people, learn, splitting
from rapport.work.concerns.earlier import MOST, earlier
from rapport.work.concerns.editing import (
    TreeChangedError,
    merge_concerns,
    move_concerns,
    pin_concerns,
    rename_concern,
    tree_of,
    undo_edit,
)
from rapport.work.concerns.from_people import refit_concerns
from rapport.work.concerns.kept import KeptConcerns, concerns_path, keep_concerns, kept_concerns
from rapport.work.concerns.learn import learn_concerns
from rapport.work.concerns.splitting import ask_to_split, propose_parts, split_now
from rapport.work.progress import Silent
from rapport.work.results.view import View
from rapport.work.understanding.edited import edited_tree
from rapport.work.understanding.explorer import explorer_of
from tests.work.understood_home import understood_home

LEAD = Actor("Lea", (Grant("qa_lead"),))


@pytest.fixture
def home(tmp_path):
    found = understood_home(tmp_path / "home")
    connect(found)
    yield found
    disconnect()


def two(home):
    kept = kept_concerns(home)
    return [one for one in kept.model.concerns if one in kept.taxonomy.concerns][:2]


def version(home):
    return kept_concerns(home).taxonomy.version


def waiting(home):
    readers = list(made(home_readers(home, ["concerns"])).values())
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        return count_waiting(snapshot, readers)


def log():
    from rapport.program.people.models import LogEntry

    return [(one.who, one.action, one.object_id) for one in LogEntry.objects.order_by("id")]


def test_an_edit_is_kept_logged_and_makes_nothing_wait(home):
    one, other = two(home)
    first = version(home)
    assert waiting(home) == 0
    now = rename_concern(home, LEAD, first, one, "  Parcels   that are late ")
    now = pin_concerns(home, LEAD, now, [one], True)
    now = move_concerns(home, LEAD, now, [other], one)
    tree = tree_of(home, LEAD).taxonomy
    assert tree.version == now == first + 3
    assert (tree[one].name, tree[one].pinned, tree[other].parent) == ("Parcels that are late", True, one)
    now = move_concerns(home, LEAD, now, [other], None)
    merge_concerns(home, LEAD, now, [other, one], one)
    assert waiting(home) == 0, "not one conversation is read anew"
    assert log()[-5:] == [
        ("Lea", "concern.rename", one), ("Lea", "concern.pin", one), ("Lea", "concern.move", other),
        ("Lea", "concern.move", other), ("Lea", "concern.merge", one),
    ]  # fmt: skip
    labels = {each.label for name in ("i000", "i001") for each in read_of(home, LEAD, name).verdicts[:2]}
    assert not labels & {one, other}, "the page of an interaction tells the names of today"


def test_several_are_one_change_or_none(home):
    one, other = two(home)
    first = version(home)
    now = pin_concerns(home, LEAD, first, [one, other], True)
    assert now == first + 1 and [each[2] for each in log()[-2:]] == [one, other]
    kept, lines = kept_concerns(home).taxonomy, log()
    with pytest.raises(InputError, match="below itself"):
        move_concerns(home, LEAD, now, [other, one], one)
    assert kept_concerns(home).taxonomy == kept and log() == lines, "the first is not moved either"
    undo_edit(home, LEAD, now)
    tree = tree_of(home, LEAD).taxonomy
    assert not tree[one].pinned and not tree[other].pinned


def test_who_comes_second_is_told_and_changes_nothing(home):
    one, other = two(home)
    seen = version(home)
    rename_concern(home, LEAD, seen, one, "First")
    with pytest.raises(TreeChangedError):
        rename_concern(home, LEAD, seen, other, "Second")
    with pytest.raises(TreeChangedError):
        undo_edit(home, LEAD, seen)
    assert "Second" not in {each.name for each in tree_of(home, LEAD).taxonomy.concerns.values()}
    assert log()[-1][1] == "concern.rename"


def test_undo_goes_back_step_by_step_and_the_version_goes_on(home):
    one, other = two(home)
    start = kept_concerns(home).taxonomy
    now = rename_concern(home, LEAD, start.version, one, "Parcels")
    now = merge_concerns(home, LEAD, now, [other], one)
    now = undo_edit(home, LEAD, now)
    tree = tree_of(home, LEAD).taxonomy
    assert other in tree.concerns and tree[one].name == "Parcels" and tree.follow(other) == other
    now = undo_edit(home, LEAD, now)
    tree = tree_of(home, LEAD).taxonomy
    assert dict(tree.concerns) == dict(start.concerns) and tree.version == now == start.version + 4
    with pytest.raises(InputError, match="nothing to take back"):
        undo_edit(home, LEAD, now)
    assert waiting(home) == 0


def test_the_last_twenty_are_kept(home):
    one, now = two(home)[0], version(home)
    for number in range(MOST + 3):
        now = rename_concern(home, LEAD, now, one, f"Name {number}")
    assert len(earlier(concerns_path(home))) == MOST
    for number in reversed(range(4, MOST + 2)):
        now = undo_edit(home, LEAD, now)
        assert tree_of(home, LEAD).taxonomy[one].name == f"Name {number}"


@pytest.mark.parametrize("role", ["team_manager", "associate", "auditor", "client_viewer", "shopper"])
def test_others_may_not(home, role):
    actor, (one, other), now = Actor("X", (Grant(role, "north"),), agent_id="a1"), two(home), version(home)
    acts = (
        lambda: tree_of(home, actor),
        lambda: rename_concern(home, actor, now, one, "X"),
        lambda: move_concerns(home, actor, now, [one], other),
        lambda: pin_concerns(home, actor, now, [one], True),
        lambda: merge_concerns(home, actor, now, [one], other),
        lambda: undo_edit(home, actor, now),
        lambda: propose_parts(home, actor, one),
        lambda: ask_to_split(home, actor, now, one, [("a", ["x"]), ("b", ["y"])]),
        lambda: edited_tree(home, actor),
    )
    for act in acts:
        with pytest.raises(NotAllowedError):
            act()
    assert version(home) == now


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (lambda home, now, one, other: rename_concern(home, LEAD, now, one, "  "), "no name"),
        (lambda home, now, one, other: rename_concern(home, LEAD, now, one, "x" * 121), "letters"),
        (lambda home, now, one, other: move_concerns(home, LEAD, now, [one], one), "below itself"),
        (lambda home, now, one, other: move_concerns(home, LEAD, now, [one], "none"), "no concern"),
        (lambda home, now, one, other: merge_concerns(home, LEAD, now, [one], one), "nothing to merge"),
        (lambda home, now, one, other: merge_concerns(home, LEAD, now, [one], "other"), "no concern"),
    ],
)
def test_what_cannot_be_is_said_and_leaves_no_trace(home, act, what):
    now, before = version(home), log()
    with pytest.raises(InputError, match=what):
        act(home, now, *two(home))
    assert (version(home), log(), earlier(concerns_path(home))) == (now, before, [])


def test_what_a_change_would_touch_counts_each_conversation_once(home):
    one, other = two(home)
    found = edited_tree(home, LEAD, [one, other])
    shares = {row.place.id: row.any for row in explorer_of(home, LEAD, View()).rows}
    counts = {each.place.id: each.conversations for each in found.places}
    assert counts[one] == round(shares[one].value * 45)
    assert max(counts[one], counts[other]) <= found.affected <= counts[one] + counts[other]
    assert {each.id for each in found.marked} == {one, other}


def test_an_edit_made_while_concerns_are_learned_is_not_lost(home, monkeypatch):
    one, find = two(home)[0], learn._found_tree

    def meanwhile(*given):
        found, kept = find(*given), kept_concerns(home)
        keep_concerns(home, KeptConcerns(rename(kept.taxonomy, one, "Edited"), kept.model))
        return found

    monkeypatch.setattr(learn, "_found_tree", meanwhile)
    with pytest.raises(InputError, match="meanwhile"):
        learn_concerns(home)
    assert tree_of(home, LEAD).taxonomy[one].name == "Edited"


@pytest.fixture
def joined(tmp_path):
    """A home in which parcels and passwords are one concern, as if they had been found so."""
    home = understood_home(tmp_path / "home", read=False)
    connect(home)
    kept = kept_concerns(home)
    parcel, login = kept.model.predict(["where is the parcel I ordered", "I forgot my password"]).labels
    now = merge_concerns(home, LEAD, version(home), [login], parcel)
    rename_concern(home, LEAD, now, parcel, "Parcels and passwords")
    annotate_home(home, processes=1)
    yield home, parcel
    disconnect()


def test_a_split_finds_the_parts_learns_them_and_reads_with_them(joined):
    home, concern = joined
    before = {row.place.id: row for row in explorer_of(home, LEAD, View()).rows}[concern].first.value
    proposal = propose_parts(home, LEAD, concern)
    assert proposal.conversations >= 20 and len(proposal.parts) >= 2
    assert all(part.quote and part.conversations for part in proposal.parts)
    of = {
        part: "Passwords" if set(part.words) & {"password", "reset", "forgot"} else "Parcels"
        for part in proposal.parts
    }
    assert set(of.values()) == {"Passwords", "Parcels"}
    told = [{"name": name, "words": list(part.words)} for part, name in of.items()]
    split_now(home, LEAD, Silent(), name="x", concern=concern, version=proposal.version, parts=told)
    kept = kept_concerns(home)
    below = {one.name: one.id for one in kept.taxonomy.children(concern)}
    assert set(below) == {"Passwords", "Parcels"} and concern in kept.taxonomy.split
    assert waiting(home) == 45, "the model is another one: conversations are read anew"
    annotate_home(home, processes=1)
    found = {row.place.id: row for row in explorer_of(home, LEAD, View()).rows}
    assert found[below["Passwords"]].first.value == pytest.approx(15 / 45, abs=0.07)
    assert found[below["Parcels"]].first.value > 0.1
    assert found[concern].first.value == pytest.approx(before, abs=0.07)
    assert log()[-1] == ("Lea", "concern.split", concern)
    undo_edit(home, LEAD, version(home))
    found = {row.place.id: row for row in explorer_of(home, LEAD, View()).rows}
    assert not kept_concerns(home).taxonomy.children(concern)
    assert found[concern].first.value == pytest.approx(before, abs=0.07), "the parts' labels lead back"
    undo_edit(home, LEAD, version(home))
    assert kept_concerns(home).taxonomy[concern].name != "Parcels and passwords"
    found = {row.place.id: row for row in explorer_of(home, LEAD, View()).rows}
    assert found[concern].first.value == pytest.approx(before, abs=0.07), "also after an earlier undo"


def test_a_split_needs_two_names_and_enough_conversations(joined):
    home, concern = joined
    with pytest.raises(InputError, match="two parts"):
        ask_to_split(home, LEAD, version(home), concern, [("One", ["a"]), ("One", ["b"]), (" ", ["c"])])
    with pytest.raises(InputError, match="121 letters"):
        ask_to_split(home, LEAD, version(home), concern, [("One", ["a"]), ("x" * 121, ["b"])])
    small = next(one for one in kept_concerns(home).taxonomy.concerns if one != concern)
    with pytest.raises(InputError, match="begin with"):
        propose_parts(home, LEAD, small)


def taught(home, given):
    """What the worker does with people's answers."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        return refit_concerns(home, snapshot, given).model.name


def test_undo_takes_the_edit_back_and_not_what_people_taught(home):
    one, other = two(home)
    start = kept_concerns(home)
    now = rename_concern(home, LEAD, start.taxonomy.version, one, "Parcels")
    model = taught(home, {"i000": other, "i001": other, "i002": "other"})
    assert model != start.model.name and len(earlier(concerns_path(home))) == 1
    undo_edit(home, LEAD, now)
    kept = kept_concerns(home)
    assert kept.taxonomy[one].name == start.taxonomy[one].name
    assert kept.model.name == model, "the answers stay learned"


def test_undo_of_a_merge_brings_a_model_back_that_knows_both(home):
    one, other = two(home)
    start = kept_concerns(home)
    now = merge_concerns(home, LEAD, start.taxonomy.version, [other], one)
    taught(home, {"i000": one})
    assert other not in kept_concerns(home).model.concerns
    undo_edit(home, LEAD, now)
    assert other in kept_concerns(home).model.concerns


def first_time(monkeypatch, module, meanwhile):
    """Somebody does something else while this learns for the first time → the models it learned on top of."""
    fit, times = module.refitted, []

    def fitted(*given):
        found = fit(*given)
        times.append(given[1].model.name)
        if len(times) == 1:
            meanwhile()
        return found

    monkeypatch.setattr(module, "refitted", fitted)
    return times


def test_a_split_knows_what_people_taught_while_it_learned(joined, monkeypatch):
    home, concern = joined
    third = next(one for one in kept_concerns(home).model.concerns if one not in (concern, "other"))
    proposal = propose_parts(home, LEAD, concern)
    told = [{"name": f"Part {at}", "words": list(part.words)} for at, part in enumerate(proposal.parts)]
    new = kept_concerns(home)

    def teach():
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            found = from_people.refitted(snapshot, new, dict.fromkeys(("i000", "i003"), third))
        keep_concerns(home, KeptConcerns(new.taxonomy, found.model), aside=False)

    times = first_time(monkeypatch, splitting, teach)
    split_now(home, LEAD, Silent(), name="x", concern=concern, version=proposal.version, parts=told)
    assert len(times) == 2 and times[0] != times[1], "once on top of each"
    assert len(kept_concerns(home).taxonomy.children(concern)) == len(told)


def test_teaching_knows_the_parts_of_a_split_that_came_meanwhile(joined, monkeypatch):
    home, concern = joined
    proposal = propose_parts(home, LEAD, concern)
    told = [{"name": f"Part {at}", "words": list(part.words)} for at, part in enumerate(proposal.parts)]

    def divide():
        split_now(home, LEAD, Silent(), name="x", concern=concern, version=proposal.version, parts=told)

    times = first_time(monkeypatch, from_people, divide)
    taught(home, {"i001": concern})
    kept = kept_concerns(home)
    parts = {one.id for one in kept.taxonomy.children(concern)}
    assert len(times) == 2 and parts and parts <= set(kept.model.concerns)


def test_who_is_always_too_late_is_told(joined, monkeypatch):
    home, concern = joined
    fit, count = from_people.refitted, iter(range(9))

    def fitted(snapshot, before, given, apart=frozenset()):
        other = fit(snapshot, before, dict.fromkeys((f"i00{next(count)}", "i008"), concern))
        keep_concerns(home, KeptConcerns(before.taxonomy, other.model), aside=False)
        return fit(snapshot, before, given, apart)

    monkeypatch.setattr(from_people, "refitted", fitted)
    with pytest.raises(InputError, match="meanwhile"):
        taught(home, {"i001": concern})


def test_a_part_is_not_learned_from_what_shares_one_word_with_it(joined):
    home, concern = joined
    proposal = propose_parts(home, LEAD, concern)
    told = [
        {
            "name": f"Part {at}",
            "words": [part.words[0], "never", "said", "here", "at", "all", "by", "anybody"],
        }
        for at, part in enumerate(proposal.parts)
    ]
    with pytest.raises(InputError):
        split_now(home, LEAD, Silent(), name="x", concern=concern, version=proposal.version, parts=told)
    assert not kept_concerns(home).taxonomy.children(concern)

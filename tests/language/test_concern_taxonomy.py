"""Edits of the tree of concerns, and what becomes of labels given before."""

from dataclasses import replace

import pytest

from rapport.language.concerns.discover import discover_concerns
from rapport.language.concerns.ids import RESERVED
from rapport.language.concerns.rediscovery import rediscover, taxonomy_from
from rapport.language.concerns.taxonomy import (
    Concern,
    Taxonomy,
    merge,
    move,
    pin,
    rename,
    split,
    taxonomy_of,
)
from rapport.records.errors import InputError


@pytest.fixture
def tree():
    return taxonomy_of(
        [
            Concern("money", "Money"),
            Concern("bill", "Bill", "money", ("bill",), ("my bill is wrong", "explain my bill")),
            Concern("refund", "Refund", "money", ("refund",), ("I want a refund",)),
            Concern("parcel", "Parcel", None, ("parcel",), ("where is my parcel",)),
        ]
    )


def test_an_edit_is_a_new_version_and_leaves_the_old_one(tree):
    renamed = rename(tree, "bill", "Invoice")
    assert (renamed["bill"].name, renamed.version) == ("Invoice", 2)
    assert (tree["bill"].name, tree.version) == ("Bill", 1)
    assert renamed.mapping() == {}
    assert pin(tree, "bill")["bill"].pinned and not pin(pin(tree, "bill"), "bill", False)["bill"].pinned


def test_merged_labels_follow(tree):
    once = merge(tree, ["refund"], into="bill")
    twice = merge(once, ["bill"], into="parcel")
    assert once.mapping() == {"refund": "bill"}
    assert twice.mapping() == {"refund": "parcel", "bill": "parcel"}
    assert twice.follow("refund") == "parcel" and twice.follow("never seen") == "never seen"
    assert twice["parcel"].examples == (
        "where is my parcel",
        "my bill is wrong",
        "explain my bill",
        "I want a refund",
    )
    with pytest.raises(InputError, match="became"):
        twice["refund"]


def test_children_of_what_is_merged_move(tree):
    found = merge(tree, ["money"], into="parcel")
    assert [one.id for one in found.children("parcel")] == ["bill", "refund"]
    assert [one.id for one in found.children(None)] == ["parcel"]


def test_a_split_takes_examples_and_asks_to_read_again(tree):
    parts = [
        Concern("bill-wrong", "Wrong", examples=("my bill is wrong",)),
        Concern("bill-unclear", "Unclear"),
    ]
    found = split(tree, "bill", parts)
    assert found["bill"].examples == ("explain my bill",)
    assert [one.id for one in found.children("bill")] == ["bill-unclear", "bill-wrong"]
    assert found.split == {"bill"} and found.mapping() == {}


def test_what_breaks_the_tree_is_named(tree):
    with pytest.raises(InputError, match="below itself"):
        move(tree, "money", "bill")
    with pytest.raises(InputError, match="lies below"):
        merge(tree, ["money"], into="bill")
    with pytest.raises(InputError, match="nothing to merge"):
        merge(tree, ["bill"], into="bill")
    with pytest.raises(InputError, match="called 'Refund'"):
        rename(tree, "bill", "Refund")
    with pytest.raises(InputError, match="no name"):
        rename(tree, "bill", " ")
    with pytest.raises(InputError, match="no concern"):
        rename(tree, "nobody", "x")
    with pytest.raises(InputError, match="two parts"):
        split(tree, "bill", [Concern("a", "a")])
    with pytest.raises(InputError, match="taken"):
        split(merge(tree, ["refund"], into="bill"), "bill", [Concern("refund", "a"), Concern("b", "b")])
    with pytest.raises(InputError, match="unknown"):
        taxonomy_of([Concern("a", "a", "b")])
    with pytest.raises(InputError, match="the id"):
        taxonomy_of([Concern("a", "a"), Concern("a", "b")])
    assert taxonomy_of([]) == Taxonomy()


WAYS = ["I want to {}", "please {}", "can you {}?", "hello, how do I {}", "{} now", "is it possible to {}"]
TEXTS = [
    way.format(wish)
    for wish in ("cancel my contract", "find my parcel", "reset the password")
    for way in WAYS
]


def test_what_was_found_becomes_a_tree():
    found = discover_concerns([*TEXTS, "😀"])
    tree = taxonomy_from(found)
    leaves = [one for one in tree.concerns.values() if one.words]
    assert {one.name for one in leaves} == set(found.names) - {"cannot_tell"}
    assert all(one.examples for one in leaves)


def test_found_anew_the_same_keep_their_ids_and_names():
    found = discover_concerns(TEXTS)
    tree = taxonomy_from(found)
    by_name = {one.name: one.id for one in tree.concerns.values() if one.words}
    before = [by_name[found.names[label]] for label in found.labels]
    renamed = rename(tree, before[0], "Leaving us")
    again, labels = rediscover(renamed, discover_concerns(TEXTS, seed=3), before)
    assert labels == tuple(before) and again.version == renamed.version + 1
    assert again[before[0]].name == "Leaving us"


@pytest.mark.parametrize("name", ["edit", "reasons", "causes", "new", "other"])
def test_what_was_found_gets_no_id_that_is_a_page(name):
    found = replace(discover_concerns(TEXTS), names=(name, "find parcel", "reset password"))
    tree = taxonomy_from(found)
    again, _ = rediscover(taxonomy_of([Concern("kept", "Kept")]), found, [None] * len(TEXTS))
    for one in (tree, again):
        assert not RESERVED & set(one.concerns)
        assert [each.id for each in one.concerns.values() if each.name == name] == [f"{name}-2"]


def test_every_page_beside_the_concerns_is_reserved():
    from rapport.web.understand.urls import urlpatterns

    parts = [str(one.pattern).split("/") for one in urlpatterns]
    pages = {one[1] for one in parts if one[0] == "concerns" and len(one) > 2 and "<" not in one[1]}
    assert pages and pages <= RESERVED


def test_pinned_ones_stay_and_lost_ones_are_followed():
    found = discover_concerns(TEXTS)
    tree = taxonomy_of([Concern("kept", "Kept", pinned=True), Concern("odd", "Odd"), Concern("even", "Even")])
    before = ["kept"] * 6 + ["odd", "even"] * 6
    again, labels = rediscover(tree, found, before)
    assert labels[:6] == ("kept",) * 6 and again["kept"].pinned
    assert len(set(labels[6:])) == 2 and not {"odd", "even"} & set(again.concerns)
    assert set(again.mapping()) == {"odd", "even"}
    assert all(one in again.concerns for one in (*labels, *again.mapping().values()))

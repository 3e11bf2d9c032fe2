"""Nobody scores where they have a conflict of interest, and shares stay what they were designed to be."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.program.audits.errors import AuditError
from rapport.work.sampling.assign import assign

NAMES = ("Ann", "Bob", "Cy", "Di")
STRATA = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 30), min_size=1)


def frame(sizes):
    return {label: [f"{label}{number}" for number in range(size)] for label, size in sizes.items()}


@settings(max_examples=60, deadline=None)
@given(sizes=STRATA, seed=st.integers(0, 10**6), double=st.sampled_from([0, 0.2, 1]), data=st.data())
def test_a_conflict_is_never_assigned(sizes, seed, double, data):
    drawn = frame(sizes)
    ids = [name for names in drawn.values() for name in names]
    some = st.frozensets(st.sampled_from(NAMES), max_size=3)
    barred = {name: data.draw(some) for name in ids}
    found = assign(drawn, NAMES, double, seed, barred=barred)
    assert set(found) == set(ids)
    for name, hands in found.items():
        assert hands and not set(hands) & barred[name] and len(set(hands)) == len(hands)


@settings(max_examples=60, deadline=None)
@given(sizes=STRATA, seed=st.integers(0, 10**6))
def test_designed_shares_hold_in_every_stratum(sizes, seed):
    shares = {"Ann": 3.0, "Bob": 2.0, "Cy": 1.0}
    found = assign(frame(sizes), ("Ann", "Bob", "Cy"), 0, seed, shares=shares)
    for label, size in sizes.items():
        counts = Counter(found[f"{label}{number}"][0] for number in range(size))
        for name, share in shares.items():
            assert abs(counts[name] - size * share / 6) <= 2


def test_with_doubling_unequal_shares_hold_over_the_whole():
    shares = {"Ann": 2.0, "Bob": 1.0, "Cy": 1.0}
    for seed in range(5):
        found = assign({"a": [f"i{n}" for n in range(200)]}, tuple(shares), 0.2, seed, shares=shares)
        weight = Counter()
        for hands in found.values():
            for name in hands:
                weight[name] += 1 / len(hands)
        assert {name: round(weight[name] / 200, 2) for name in shares} == {
            "Ann": 0.5,
            "Bob": 0.25,
            "Cy": 0.25,
        }


def test_a_conflict_changes_places_and_no_share():
    drawn = {"a": [f"a{n}" for n in range(40)], "b": [f"b{n}" for n in range(40)]}
    barred = {f"a{n}": frozenset({"Ann"}) for n in range(10)}
    before = assign(drawn, NAMES, 0.25, 3)
    after = assign(drawn, NAMES, 0.25, 3, barred=barred)
    for label in drawn:
        loads = [Counter(name for one in drawn[label] for name in found[one]) for found in (before, after)]
        assert loads[0] == loads[1]


def test_chance_decides_among_those_who_may():
    """Over seeds each of the three who may score an interaction gets it about as often."""
    drawn = {"a": [f"i{n}" for n in range(20)]}
    barred = {"i0": frozenset({"Ann"})}
    seen = Counter(assign(drawn, NAMES, 0, seed, barred=barred)["i0"][0] for seed in range(900))
    assert set(seen) == {"Bob", "Cy", "Di"}
    # expected 300 each, standard deviation 14
    assert all(abs(count - 300) < 60 for count in seen.values())


def test_without_conflicts_the_draw_is_what_it_was():
    drawn = {"a": [f"i{n}" for n in range(50)]}
    nobody = {name: frozenset() for name in drawn["a"]}
    assert assign(drawn, NAMES, 0.2, 9) == assign(drawn, NAMES, 0.2, 9, barred=nobody)


def test_where_nobody_may_score_it_is_said():
    with pytest.raises(AuditError, match="all have a conflict"):
        assign({"a": ["i1"]}, ("Ann",), 0, 1, barred={"i1": frozenset({"Ann"})})

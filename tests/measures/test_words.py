"""Words that set groups apart: arrangements, tests and guards by hand and against scipy."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy import stats

from rapport.measures import keyness, log_odds, weighted_log_odds, word_counts, word_counts_by
from rapport.records.errors import InputError

A = {"late": 40, "card": 55, "thanks": 3, "bank": 2}
B = {"late": 10, "card": 88, "thanks": 1, "gone": 1}


def test_documents_long_columns_and_counts_give_the_same_counts():
    texts = [["late", "late", "card"], ["card"], []]
    long = (["x", "x", "x", "y"], ["late", "late", "card", "card"])
    times = (pl.Series(["x", "x", "y"]), pd.Series(["late", "card", "card"]), np.array([2, 1, 1]))
    for given in (texts, long, times, {"late": 2, "card": 2}, word_counts(texts)):
        found = word_counts(given)
        assert dict(zip(found.words, found.count, strict=True)) == {"late": 2, "card": 2}
    assert word_counts(texts).documents == 3
    assert word_counts(long).within.tolist() == [1, 2]


def test_deviation_of_proportions_on_five_parts():
    sizes, of_word = [9, 11, 10, 10, 10], [1, 2, 3, 4, 5]
    texts = [["a"] * k + [f"other {n}"] * (n - k) for n, k in zip(sizes, of_word, strict=True)]
    found = word_counts(texts)
    by_hand = np.abs(np.array(of_word) / 15 - np.array(sizes) / 50).sum() / 2
    assert found.deviation[list(found.words).index("a")] == pytest.approx(by_hand)


def test_groups_are_counted_apart_and_documents_without_one_left_out():
    found = word_counts_by([["a"], ["b"], ["c"]], ["x", None, "y"])
    assert {group: list(one.words) for group, one in found.items()} == {"x": ["a"], "y": ["c"]}


@pytest.mark.parametrize("given", [["a text"], [1, 2], {"a": -1}, (["x"], ["a"], [-1])])
def test_what_is_no_count_of_words(given):
    with pytest.raises(InputError):
        word_counts(given)


def test_a_missing_word_or_count_is_left_out_and_told():
    found = log_odds({"late": 3, "card": None}, {"late": 2, "card": 4})
    assert found["late"].excluded == {"no count": 1}
    columns = log_odds([3, np.nan, 2], [1, 1, 5], words=["late", "late", "card"])
    assert columns["late"].base == 4 and columns["late"].excluded == {"no count": 1}


def test_keyness_against_contingency_tables():
    found = keyness(A, B)
    words = list(found.log_ratio.names)
    for word in ("late", "card"):
        a, b = A[word], B[word]
        table = [[a, b], [100 - a, 100 - b]]
        place = words.index(word)
        g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        chi2 = stats.chi2_contingency(table, correction=False)
        assert abs(found.g2[place]) == pytest.approx(g2.statistic)
        assert abs(found.chi2[place]) == pytest.approx(chi2.statistic)
        assert found.log_ratio.p[place] == pytest.approx(g2.pvalue)
        assert found.log_ratio[word].value == pytest.approx(np.log2(a / b))
        assert found.percent_difference[place] == pytest.approx(100 * (a - b) / b)
    assert found.top() == ["late", "bank", "thanks"] and found.top(1, last=True) == ["card"]


def test_small_counts_are_tested_exactly():
    found = keyness(A, B)
    place = list(found.log_ratio.names).index("thanks")
    assert found.exact[place]
    binomial = stats.binom(4, 0.5)
    upper = binomial.sf(3) + binomial.pmf(3) / 2
    assert found.log_ratio.p[place] == pytest.approx(2 * upper)


def test_a_word_on_one_side_only_has_a_finite_ratio_and_interval():
    one = keyness(A, B).log_ratio["bank"]
    assert one.value == pytest.approx(2.0)
    assert one.low < one.value < one.high < np.inf
    assert np.isnan(keyness(A, B).percent_difference[list(keyness(A, B).log_ratio.names).index("bank")])


def test_one_long_text_does_not_make_a_word_key():
    rng = np.random.default_rng(3)
    plain = [[str(word) for word in rng.integers(0, 8, 30)] for _ in range(120)]
    odd = [["bot"] * 30, *plain[:60]]
    counts = word_counts(odd)
    place = list(counts.words).index("bot")
    assert counts.clumping()[place] > 20 > 2 > counts.clumping()[1 - place]
    by_word, by_document = (log_odds(odd, plain[60:], 5.0, units=units) for units in ("word", None))
    assert by_word["bot"].standard_error * 1.7 < by_document["bot"].standard_error
    found = keyness(odd, plain[60:])
    assert found.uneven[list(found.log_ratio.names).index("bot")] and "bot" not in found.top()


def test_documents_of_single_words_are_words():
    words = [["a"]] * 30 + [["b"]] * 70
    other = [["a"]] * 20 + [["b"]] * 80
    by_document, by_word = log_odds(words, other), log_odds(words, other, units="word")
    assert by_document["a"].standard_error == pytest.approx(by_word["a"].standard_error, rel=0.01)


def test_swapping_the_sides_turns_the_sign():
    first, second = log_odds(A, B, 0.5), log_odds(B, A, 0.5)
    for word, one in first.items():
        assert one.value == pytest.approx(-second[word].value)
        assert one.low == pytest.approx(-second[word].high)


@pytest.mark.parametrize("more", [{"prior": 0}, {"prior": -1}, {"prior": "big"}, {"units": "page"}])
def test_priors_and_units_that_cannot_be(more):
    with pytest.raises(InputError):
        log_odds(A, B, **more)


def test_documents_must_be_known_to_be_the_units():
    with pytest.raises(InputError, match="not known"):
        log_odds(A, B, units="document")


def test_an_empty_side_is_undefined():
    one = log_odds(A, {})["late"]
    assert one.value is None and "empty" in one.undefined_because
    assert keyness(A, {}).log_ratio["late"].value is None
    assert len(log_odds({}, {})) == 0


def test_a_prior_by_word_or_background_pulls_towards_nothing():
    plain = log_odds(A, B, 0.01)["late"].value
    pulled = log_odds(A, B, 500, background=word_counts({"late": 50, "card": 143, "gone": 1, "bank": 2}))
    assert 0 < pulled["late"].value < plain
    assert pulled["thanks"].value is not None
    assert log_odds(A, B, dict.fromkeys({**A, **B}, 0.01))["late"].value == pytest.approx(plain)


def test_groups_in_columns_or_by_name_are_the_same():
    rows = [(group, word, n) for group, one in (("a", A), ("b", B)) for word, n in one.items()]
    columns = weighted_log_odds(tuple(map(list, zip(*rows, strict=True))))
    named = weighted_log_odds({"b": B, "a": A})
    assert list(columns) == list(named) == ["a", "b"]
    assert columns["a"]["late"].value == pytest.approx(named["a"]["late"].value)
    with pytest.raises(InputError):
        weighted_log_odds({"a": A}, "strong")
    with pytest.raises(InputError):
        weighted_log_odds([A, B])


def test_a_million_words_are_columns():
    rng = np.random.default_rng(1)
    words = np.arange(1_000_000)
    found = log_odds(rng.poisson(3, 1_000_000), rng.poisson(3, 1_000_000), words=words)
    assert len(found) == 1_000_000 and len(found.top(5)) == 5
    assert (found.q < 0.05).mean() < 1e-3
    assert set(found.columns()) >= {"name", "value", "low", "high", "q"}

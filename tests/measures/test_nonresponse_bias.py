"""What those who answered tell of those who did not."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from rapport.measures import nonresponse_bias, representativeness
from rapport.records.errors import InputError


def asked(n, seed=0):
    rng = np.random.default_rng(seed)
    frame = pl.DataFrame(
        {
            "region": [("north", "south", None)[one] for one in rng.integers(0, 3, n)],
            "months": rng.gamma(2, 10, n),
            "code": rng.integers(0, 3, n),
        }
    )
    return frame, rng


def test_none_when_all_answer_alike():
    verdicts = []
    for seed in range(60):
        frame, rng = asked(800, seed)
        verdicts.append(nonresponse_bias(frame, rng.random(800) < 0.4).verdict)
    assert verdicts.count("none") >= 54


def test_mild_and_serious_by_the_size_of_the_difference():
    frame, rng = asked(20_000)
    south = (frame["region"] == "south").fill_null(False).to_numpy()
    mild = nonresponse_bias(frame, rng.random(20_000) < np.where(south, 0.38, 0.3))
    assert mild.verdict == "mild" and mild.weight_by == ("region",)
    assert "too many of region = south" in mild.words and mild.words.endswith("Weight by region.")
    strong = nonresponse_bias(frame, rng.random(20_000) < np.where(south, 0.6, 0.25))
    assert strong.verdict == "serious" and strong.representativeness.high < 0.75
    silent = nonresponse_bias(frame, south)
    assert silent.verdict == "serious" and "nobody answered among region = north" in silent.words


def test_weighting_takes_away_what_the_columns_explain():
    frame, rng = asked(6000, 5)
    south = (frame["region"] == "south").fill_null(False).to_numpy()
    truth = 6 + 2.0 * south + rng.normal(0, 1, 6000)
    answered = rng.random(6000) < np.where(south, 0.5, 0.25)
    found = nonresponse_bias(frame, answered, ["region"], outcome=np.where(answered, truth, np.nan))
    assert found.unweighted.low > truth.mean()
    assert found.weighted.low < truth.mean() < found.weighted.high
    assert found.verdict == "serious" and "Weighting moves the mean" in found.words
    assert found.largest_bias.high > found.unweighted.value - truth.mean() > 0
    assert found.weighted.base + sum(found.weighted.excluded.values()) == 6000


def test_late_answers_foretell_the_silent():
    frame, rng = asked(4000, 6)
    day = rng.random(4000) * 30
    truth = 9 - day / 10 + rng.normal(0, 1, 4000)
    answered = day < 12
    start = datetime(2026, 5, 1, tzinfo=UTC)
    moments = [start + timedelta(days=float(one)) for one in day]
    found = nonresponse_bias(frame, answered, outcome=truth, submitted_at=moments)
    assert found.late_minus_early.high < 0 and found.if_like_late.low > 0
    again = nonresponse_bias(frame, answered, outcome=truth, submitted_at=day)
    assert again.late_minus_early.value == pytest.approx(found.late_minus_early.value)
    for other in (
        np.array([one.replace(tzinfo=None) for one in moments], dtype="datetime64[us]"),
        pl.Series(moments),
        pl.Series(moments).to_pandas(),
    ):
        same = nonresponse_bias(frame, answered, outcome=truth, submitted_at=other)
        assert same.late_minus_early.value == pytest.approx(found.late_minus_early.value)
    with pytest.raises(InputError, match="submitted_at"):
        nonresponse_bias(frame, answered, outcome=truth, submitted_at=["yesterday"] * 4000)


def test_ends_that_say_so():
    frame, _ = asked(50)
    nobody, everybody = nonresponse_bias(frame, np.zeros(50)), nonresponse_bias(frame, np.ones(50))
    assert nobody.verdict == "cannot tell" and nobody.rate.value == 0
    assert everybody.verdict == "none" and everybody.representativeness.undefined_because == "all answered"
    assert nobody.columns["region"].size.undefined_because == "nobody answered"
    assert nonresponse_bias(frame.head(0), []).verdict == "cannot tell"


@pytest.mark.parametrize(
    ("columns", "answered", "message"),
    [
        (["shoe"], np.ones(50), "no column 'shoe'"),
        ([], np.ones(50), "no column was named"),
        (None, np.ones(49), "49 rows where 50"),
        (None, [None] * 50, "must say yes or no"),
    ],
)
def test_input_errors(columns, answered, message):
    with pytest.raises(InputError, match=message):
        nonresponse_bias(asked(50)[0], answered, columns)


def test_numbers_are_cut_at_their_fifths_and_missing_is_a_class():
    frame, rng = asked(1000)
    found = nonresponse_bias(
        frame.with_columns(months=pl.Series([None] * 200 + list(range(800)))), rng.random(1000) < 0.5
    )
    assert len(found.columns["months"].rates) == 6 and "(missing)" in found.columns["months"].rates
    assert len(found.columns["code"].rates) == 3
    assert sum(one.base for one in found.columns["months"].rates.values()) == 1000


def test_representativeness_finds_the_spread_it_was_given():
    found = []
    for seed in range(40):
        frame, rng = asked(3000, seed)
        rate = 0.2 + 0.15 * frame["code"].to_numpy()
        found.append(representativeness(frame, rng.random(3000) < rate).value)
    assert np.mean(found) == pytest.approx(1 - 2 * 0.15 * (2 / 3) ** 0.5, abs=0.01)

"""A pandas frame made of a matrix, whose columns are named 0, 1, 2…, is a frame like any other."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

import rapport.measures as m
from rapport.records.errors import InputError

DRAWN = np.random.default_rng(0)
SCORES = np.clip(np.round(3 + DRAWN.normal(size=(40, 1)) + 0.5 * DRAWN.normal(size=(40, 3))), 1, 5)
OUTCOME = SCORES @ [1.0, 2, 3] + DRAWN.normal(size=40)
FUNCTIONS = {
    "krippendorff_alpha": lambda table: m.krippendorff_alpha(table, "interval").value,
    "fleiss_kappa": lambda table: m.fleiss_kappa(table).value,
    "gwet_ac": lambda table: m.gwet_ac(table, "quadratic").value,
    "icc": lambda table: m.icc(table).value,
    "light_kappa": lambda table: m.light_kappa(table).value,
    "cronbach_alpha": lambda table: m.cronbach_alpha(table).value,
    "driver_importance": lambda table: [
        one.value for one in m.driver_importance(OUTCOME, table, draws=20).values()
    ],
    "linear_regression": lambda table: m.linear_regression(OUTCOME, table).r_squared,
    "factor_analysis": lambda table: m.factor_analysis(table, 1, draws=0).eigenvalues.tolist(),
    "control_chart": lambda table: m.control_chart(table, "xbar").points.tolist(),
    "cox": lambda table: m.cox(OUTCOME, np.ones(40), table).log_likelihood,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_names_that_are_numbers(name):
    assert FUNCTIONS[name](pd.DataFrame(SCORES)) == pytest.approx(FUNCTIONS[name](SCORES))


def test_words_in_such_a_frame():
    words = np.array(list("abc"))[DRAWN.integers(0, 3, (30, 3))]
    assert m.fleiss_kappa(pd.DataFrame(words)).value == pytest.approx(m.fleiss_kappa(words).value)


def test_margins_of_such_a_frame():
    frame = pd.DataFrame({0: [1, 2, 2], 1: ["a", "a", "b"]})
    margins = {0: {1: 10, 2: 30}, 1: {"a": 25, "b": 15}}
    assert m.rake(frame, margins) == pytest.approx([10, 15, 15])


def test_margins_and_strata_as_columns_with_labels():
    frame = pd.DataFrame({"kind": ["new", "old", "old"]})
    sizes = pd.Series({"new": 10, "old": 30})
    for weights in (m.post_stratify(frame, {"kind": sizes}), m.rake(frame, {"kind": sizes})):
        assert weights == pytest.approx([10, 15, 15])
    parts = m.allocate(8, sizes)
    assert parts.to_dict() == m.allocate(8, sizes.to_dict()) == {"new": 2, "old": 6}
    by_spread = m.allocate(8, sizes, pd.Series({"old": 1.0, "new": 3.0}))
    assert by_spread.to_dict() == {"new": 4, "old": 4}


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("ICC(2, 1)", "ICC(2,1)"),
        ("icc(3,k)", "ICC(3,k)"),
        ("ICC1", "ICC(1,1)"),
        ("ICC2k", "ICC(2,k)"),
        ("ICC(A,1)", "ICC(2,1)"),
        ("ICC(C,k)", "ICC(3,k)"),
    ],
)
def test_forms_as_other_programs_print_them(printed, form):
    assert m.icc(SCORES, printed) == m.icc(SCORES, form)


def test_an_unknown_form_is_refused():
    with pytest.raises(InputError, match="unknown"):
        m.icc(SCORES, "ICC(4,1)")


def test_drawing_from_columns_by_name_draws_the_same_rows():
    columns = {"id": np.arange(30), "team": ["a", "b", "c"] * 10, "size": [1.0, 2.0, 3.0] * 10}
    frame = pd.DataFrame(columns)
    pairs = [
        (m.draw(columns, 6, by="team", seed=1), m.draw(frame, 6, by="team", seed=1)),
        (m.draw_systematic(columns, 6, "id", "team", 1), m.draw_systematic(frame, 6, "id", "team", 1)),
        (m.draw_pps(columns, 6, "size", 1), m.draw_pps(frame, 6, "size", 1)),
    ]
    for ours, same in pairs:
        assert {name: list(column) for name, column in ours.items()} == same.to_dict("list")
    assert len(m.draw({"team": ["a", "a", "b"]}, 2)["team"]) == 2


@pytest.mark.parametrize(
    "frame", [{"id": [1, 2], "team": ["a"]}, [1, 2, 3], pl.DataFrame({"id": [1, 2]}).lazy(), None]
)
def test_what_is_no_frame_to_draw_from(frame):
    with pytest.raises(InputError, match=r"differ in length|data frame was expected"):
        m.draw(frame, 1)


def test_sizes_of_strata_counted_by_pandas():
    everybody = pd.Series(["a"] * 100 + ["b"] * 300)
    values, strata = [1.0, 2, 5, 9], ["a", "a", "b", "b"]
    for function in (m.mean, m.total, m.design_effect):
        found = function(values, strata=strata, population=everybody.value_counts())
        assert found == function(values, strata=strata, population={"a": 100, "b": 300})

"""Numbers, words and mappings that cannot be are refused by name in every public function."""

import inspect
import warnings
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import rapport.measures as m
from rapport.measures.checked import checked
from rapport.measures.registry import REGISTRY
from rapport.records.errors import InputError

NUMBERS = {"float", "int", "float | None", "int | None"}
PLAIN = [
    (name, one.name, one.annotation)
    for name, measure in REGISTRY.items()
    for one in inspect.signature(measure.function).parameters.values()
    if one.annotation in NUMBERS | {"str", "str | None"}
]


@pytest.mark.parametrize(("function", "name", "kind"), PLAIN)
def test_something_else_where_a_number_or_a_word_belongs(function, name, kind):
    bad = ["many", "", [1.0], [], {}, float("nan"), float("inf"), 1e308, 10**400, 1j]
    if kind not in NUMBERS:
        bad = [0, 2.5, ["nps"], [], {}]
    for value in bad + ([] if "None" in kind else [None]):
        with pytest.raises(InputError, match=name if name != "seed" else "seed"):
            REGISTRY[function].function(**{name: value})


@pytest.mark.parametrize("name", REGISTRY)
def test_every_public_function_looks_at_its_plain_arguments(name):
    assert inspect.unwrap(REGISTRY[name].function) is not REGISTRY[name].function


def test_numbers_of_any_kind_are_taken_as_they_are_meant():
    @checked
    def given(
        count: int, share: float, word: str | None = None, yes: bool = False, *, of: dict | None = None
    ):
        return count, share, word, yes, of

    assert given(12.0, Decimal("0.5")) == (12, 0.5, None, False, None)
    assert given(np.int8(3), np.float32(0.5), "a", np.True_) == (3, 0.5, "a", True, None)
    assert given(np.array(3), 10**30, yes=1) == (3, 1e30, None, True, None)
    assert given(1, 1, of=pd.Series({"a": 2}))[-1] == {"a": 2}
    for bad in [(2.5, 1), (1, 1, 3), (1, 1, None, 2), (None, 1), (10**17, 1)]:
        with pytest.raises(InputError, match=" — "):
            given(*bad)
    with pytest.raises(TypeError, match="missing"):
        given(1)


def test_a_result_of_another_measure_is_asked_for_by_its_kind():
    for call in (
        lambda: m.as_share(0.5),
        lambda: m.versus("72", 70.0),
        lambda: m.loyalty_group_scores([1, 2], [3, 4]),
        lambda: m.calibrated_mean([1, 2], [3, 4]),
        lambda: m.csat([5, 4], (1, 5)),
        lambda: m.best_quarter_gap([1.0, 2.0]),
    ):
        with pytest.raises(InputError, match="is expected"):
            call()


ASKED = {"kind": ["a", "a", "b"], "n": [1, 2, 3]}
CASES = {
    "no column": lambda: m.rake({"kind": 0}, {"kind": {"a": 10}}),
    "columns of two lengths": lambda: m.rake({"kind": [], "n": [1]}, {"kind": {"a": 10}}),
    "a matrix for a column": lambda: m.adjust_nonresponse({"kind": np.zeros((3, 2))}, [1, 0, 1], "kind"),
    "one bound": lambda: m.rake(ASKED, {"kind": {"a": 10, "b": 20}}, bounds=(2,)),
    "two names alike": lambda: m.draw(pd.DataFrame([[1, 2]], columns=["k", "k"]), 1),
    "ids that are lists": lambda: m.draw_rows([[1], [2]], 1),
    "sizes that are one number": lambda: m.allocate(5, 3),
    "deviations that are text": lambda: m.allocate(5, {"a": 9}, "many"),
    "a share that is text": lambda: m.domain_sample_sizes({"a": 9}, deviation=[None]),
    "a population that is missing": lambda: m.audit_design({"a": None}, 5),
    "a population without end": lambda: m.audit_design({"a": float("inf")}, 5),
    "a margin of nothing": lambda: m.cluster_sample_size(1e-300, icc=0.1, per_cluster=5),
    "shares that are lists": lambda: m.across_surveys({"a": [9, 10]}, {"a": []}, "relationship"),
    "no evaluator": lambda: m.severity([1.0, 2.0], ["u", "u"], [None, "x"]),
    "one name for two groups": lambda: m.means_of_groups([2, 2], [1, 2], [1, 1], ["a", "a"]),
    "teams without estimates": lambda: m.best_quarter_gap({"a": 0.5}),
    "two smoothings": lambda: m.holt_winters(list(range(40)), smoothing=(0.5, 0.5)),
    "no pair": lambda: m.at_risk_value(9, 0.1, 5.0, correlations={"value": 0.5}),
    "an empty separator": lambda: m.removal_effect(["a > b"], [1], separator=" "),
    "a scale of one end": lambda: m.driver_importance([1.0, 2, 3, 5], {"x": [1.0, 2, 4, 3]}, scales=[1]),
    "initiatives by name": lambda: m.goal_range(70.0, initiatives=["training"]),
    "a confidence of nothing": lambda: m.sample_size(500, confidence=1e-300),
    "weights next to nothing": lambda: m.design_effect([1.0, 2.0], [1e-300, 1e-300]),
    "order that is no list": lambda: m.ordinal_logit([1, 2, 3], {"x": [1, 2, 3]}, driver_levels={"x": 1}),
}


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_is_refused_in_words(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(InputError, match=" — "):
            CASES[name]()


def test_tables_of_pandas_serve_as_mappings():
    sizes = pd.Series({"a": 40, "b": 60})
    assert m.domain_sample_sizes(sizes) == m.domain_sample_sizes(sizes.to_dict())
    assert m.audit_design(sizes, 20) == m.audit_design(sizes.to_dict(), 20)
    surveys = {"a": [10, 9, 3], "b": [9, 9, 8]}
    assert m.across_surveys(surveys, sizes, "relationship").value == pytest.approx(0.4 * 100 / 3 + 40)
    outcomes = pd.Series({1: 5.0, 2: 3.0, 3: 4.0, 4: 1.0})
    events = [1, 1, 2, 3, 4, 4], list("xyxyxz"), [1, 2, 1, 1, 1, 2]
    assert m.step_friction(*events, outcomes=outcomes) == m.step_friction(*events, outcomes=dict(outcomes))


def test_differences_of_huge_amounts_keep_their_degrees_of_freedom():
    a, b = [1.0, 2, 4, 8], [3.0, 3, 7, 9]
    plain = m.compare(m.mean(a), m.mean(b))
    huge = m.compare(m.mean([1e80 * one for one in a]), m.mean([1e80 * one for one in b]))
    assert huge.degrees_of_freedom == pytest.approx(plain.degrees_of_freedom)
    assert huge.p == pytest.approx(plain.p) and huge.low == pytest.approx(1e80 * plain.low)

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


def quiet(call):
    """What the call gives; a warning is a failure."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return call()

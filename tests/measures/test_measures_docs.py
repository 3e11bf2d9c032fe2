"""The examples in the docstrings of the measures are true."""

import doctest
import importlib
import pkgutil

import pytest

import rapport.measures

MODULES = [
    info.name
    for info in pkgutil.walk_packages(rapport.measures.__path__, "rapport.measures.")
    if not info.ispkg
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_the_measures(name):
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.failed == 0

"""The examples in the docstrings of the measures are true."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import rapport.measures

MODULES = [
    info.name
    for info in pkgutil.walk_packages(rapport.measures.__path__, "rapport.measures.")
    if not info.ispkg
]


class Finder(doctest.DocTestFinder):
    """Finds examples under a decorator of another module too, where doctest by itself looks away."""

    def _from_module(self, module, thing):
        return super()._from_module(module, inspect.unwrap(thing))


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_the_measures(name):
    module = importlib.import_module(name)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for one in Finder(exclude_empty=True).find(module):
        runner.run(one)
    own = getattr(module, name.rpartition(".")[2], None)
    shown = own is not None and inspect.isfunction(own) and ">>>" in (own.__doc__ or "")
    assert runner.failures == 0 and (runner.tries or not shown)

"""Importing the measures stays light: what is heavy is imported by the measure that needs it."""

import subprocess
import sys

import pytest

HEAVY = ("scipy.stats", "scipy.optimize", "statsmodels", "pandas", "polars", "pyarrow")


@pytest.mark.parametrize("module", ["rapport.measures", "rapport.measures.registry"])
def test_import_takes_nothing_heavy_with_it(module):
    code = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

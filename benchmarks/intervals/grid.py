"""All cells of the coverage grid, found by the files beside this one."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import benchmarks.intervals
from benchmarks.intervals.case import Case

GRID: tuple[Case, ...] = tuple(
    case
    for found in sorted(pkgutil.iter_modules(benchmarks.intervals.__path__), key=lambda one: one.name)
    if found.name.startswith("cases_")
    for case in import_module(f"benchmarks.intervals.{found.name}").CASES
)

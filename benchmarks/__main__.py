"""Runs the benchmarks: `python -m benchmarks [NAME …]`. Each prints ratios measured in one run."""

from __future__ import annotations

import sys
from importlib import import_module

from benchmarks.machine import machine

NAMES = (
    "asking_month",
    "import_star",
    "company",
    "saving",
    "pages",
    "intake",
    "raking",
    "directly_follows",
    "nps_groups",
    "alpha",
    "lmg",
    "bootstrap",
    "bg_nbd",
    "annotation",
    "sentiment",
    "judged",
    "experience",
    "concern_discovery",
    "concern_recognition",
    "embedding",
)


def main(names: list[str]) -> None:
    """Runs the named benchmarks, or all."""
    print(machine())
    for name in names or NAMES:
        print(f"\n{name}")
        for figure in import_module(f"benchmarks.{name}").run():
            print("  " + figure.line())


if __name__ == "__main__":
    main(sys.argv[1:])

"""Both parts of the readings together: what was felt, and how hard it was, whether it was solved.

`python -m benchmarks judged`: by label the share that is right on the half of the conversations that set no
rule and no constant, with its interval and base, and beside it the mean probability that was promised there.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from benchmarks.judged.said import calibration
from benchmarks.judged.sources import DATA

PARTS = ("feelings", "service")


class Line(Protocol):
    """What is printed."""

    def line(self) -> str:
        """For people."""
        ...


def run() -> Iterator[Line]:
    """Each part's labels, then how far what was promised is from what came true over all of them."""
    if not DATA.is_dir():
        print("  skipped: the judged conversations are not beside the project")
        return
    every = []
    for name in PARTS:
        if find_spec(f"benchmarks.judged.{name}"):
            part = import_module(f"benchmarks.judged.{name}")
            yield from part.figures()
            every += part.said()
    yield calibration(every)

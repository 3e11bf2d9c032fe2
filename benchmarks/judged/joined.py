"""Both parts of the readings together: what was felt, and how hard it was, whether it was solved.

`python -m benchmarks judged`: by label the share that is right on the half of the conversations that set no
rule and no constant, with its interval and base, and beside it the mean probability that was promised there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Protocol

from benchmarks.judged.said import Said, calibration, near, told
from benchmarks.judged.sources import DATA

PARTS = ("feelings", "service")


class Line(Protocol):
    """What is printed."""

    def line(self) -> str:
        """For people."""
        ...


def parts() -> dict[str, Sequence[Said]]:
    """By part every label on the half that is held out, with what readers said of it."""
    return {name: import_module(f"benchmarks.judged.{name}").said() for name in PARTS}


def about_eight_in_ten(every: Sequence[Said]) -> str:
    """What became of labels that promise about 0.8, in words of the documentation."""
    labels, promised, right = near(every)
    about = f"{promised:.2f} in the mean (0.75 to 0.85)"
    return f"{labels} labels promised {about} and {right:.2f} of them were right"


def run() -> Iterator[Line]:
    """Each part's labels, then how far what was promised is from what came true over all of them."""
    if not DATA.is_dir():
        print("  skipped: the judged conversations are not beside the project")
        return
    found = parts()
    print(f"  {about_eight_in_ten([one for some in found.values() for one in some])}")
    for some in found.values():
        yield from told(some)
    yield calibration([one for some in found.values() for one in some])

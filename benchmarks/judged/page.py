"""The page of how often labels are right (`docs/reference/labels.md`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.judged.said import Said, calibration, told

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "labels.md"
ABOUT = """<!-- Made by `python -m benchmarks.judged`. -->

# How often labels are right

Two readings judged turns and whole conversations of four companies' chats and complaints without seeing any
label ([how](../../benchmarks/judged/instructions.md)). They were made by a large language model under written
instructions: no customer and no trained evaluator stands behind them. By one half of the conversations rules
were mended and probabilities fitted; every figure here is of the other half. What is installed for effort,
satisfaction, solution and behaviours was then fitted on both halves; the figures here are of one half's
constants. Labels were drawn so that rare ones are judged as often as common ones: over all labels of a home
the share that is right is another.

"Right" is the share of labels that the readings bear out, with Jeffreys' interval at 95 % on so many labels;
one that only one of the two readings bears out counts half. "Promised" is the mean probability that these
labels came with. What is `cannot_tell` claims nothing and is not counted.

Some labels have no figure of their own here: `sentiment` rests on tweets and reviews that people rated,
concerns on a home's own labels; `own_name`, `hold_permission`, `blame`, `channel_hop`, `displeasure`,
`threat`, `worsened` and `falling` come with a probability pooled over labels like them, or of a scale that
other answers set. `brand_wording` and `jargon` come at 1.0: the word stands there, which says
nothing of how it was meant.
"""
TITLES = {"feelings": "What was felt", "service": "Effort, satisfaction, solution and behaviours"}
HEAD = "| Label | Right | Interval | Promised | Labels |\n|---|---|---|---|---|"


def page(parts: dict[str, Sequence[Said]]) -> str:
    """All of it."""
    every = [one for some in parts.values() for one in some]
    tables = "\n".join(section(name, some) for name, some in parts.items())
    return f"{ABOUT}\n{tables}\n## All together\n{_error(every)}\n"


def section(name: str, some: Sequence[Said]) -> str:
    """The table of one part."""
    rows = [
        f"| `{one.right.label}` | {one.right.share:.2f} | {one.right.low:.2f}–{one.right.high:.2f} "
        f"| {one.promised:.2f} | {one.right.base} |"
        for one in told(some)
    ]
    return "\n".join([f"## {TITLES[name]}", HEAD, *rows, "", _error(some), ""])


def _error(some: Sequence[Said]) -> str:
    found = calibration(some)
    return (
        f"Promised and right differ by {100 * found.error:.1f} points in the mean over bins of probability, "
        f"{100 * found.gap:+.1f} points over all {found.base:,} labels."
    )


def write(parts: dict[str, Sequence[Said]]) -> None:
    """Puts it where it belongs."""
    PAGE.write_text(page(parts), encoding="utf-8")

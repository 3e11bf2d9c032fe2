"""How often the corrected share of a concern holds the truth, and how wide it is beside people's word alone:
`python -m benchmarks.checked_shares [REPEATS]`."""

from __future__ import annotations

import sys

import numpy as np

from rapport.measures import proportion
from rapport.work.understanding.checked import Checked, as_checked, is_checked

CONVERSATIONS = 20_000
CELLS = (
    (0.15, 0.8, 0.05, 300),
    (0.15, 0.8, 0.05, 1_000),
    (0.30, 0.6, 0.02, 150),
    (0.10, 1.0, 0.0, 400),
    (0.05, 0.9, 0.10, 400),
    (0.02, 0.7, 0.01, 2_000),
    (0.50, 0.9, 0.30, 60),
)
"""How common it is, the share of it that the machine names, of the others that it names wrongly, checks."""


def cell(
    often: float, found: float, wrong: float, checks: int, repeats: int
) -> tuple[int, float, float, float]:
    """Times told, share of intervals that hold the truth, their width, and that of people's word alone."""
    rng = np.random.default_rng(5)
    held, widths, alone = 0, [], []
    for _ in range(repeats):
        truth = rng.random(CONVERSATIONS) < often
        machine = np.where(
            truth, rng.random(CONVERSATIONS) < found, rng.random(CONVERSATIONS) < wrong
        ).astype(float)
        drawn = rng.choice(CONVERSATIONS, checks, replace=False)
        counted = proportion(int(machine.sum()), CONVERSATIONS)
        told = as_checked(counted, Checked(truth[drawn].astype(float), machine[drawn]))
        if not is_checked(told) or told.low is None or told.high is None:
            continue
        held += told.low <= truth.mean() <= told.high
        widths.append(told.high - told.low)
        people = proportion(int(truth[drawn].sum()), checks)
        alone.append((people.high or 0.0) - (people.low or 0.0))
    count = len(widths)
    return count, held / max(count, 1), float(np.mean(widths)), float(np.mean(alone))


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    print("share  named  wrongly  checks    told  holds   width  people alone")
    for often, found, wrong, checks in CELLS:
        told, held, width, alone = cell(often, found, wrong, checks, repeats)
        print(
            f"{often:5.2f}  {found:5.2f}  {wrong:7.2f}  {checks:6,}  {told:6,}  {held:.1%}  {width:.4f}  "
            f"{alone:.4f}"
        )


if __name__ == "__main__":
    main()

"""Recall and precision of redaction on the marked cases, with Wilson intervals, and its speed."""

from __future__ import annotations

import sys
import time
from math import sqrt
from pathlib import Path

from rapport.redaction import KINDS, Redactor

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "redaction"))

Z = 1.959963984540054


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    middle = (hits + Z * Z / 2) / (n + Z * Z)
    half = Z / (n + Z * Z) * sqrt(hits * (n - hits) / n + Z * Z / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def _share(hits: int, n: int) -> str:
    low, high = wilson(hits, n)
    return f"{hits}/{n} = {hits / n:.1%} ({low:.0%} to {high:.0%})"


def quality(split: str) -> list[str]:
    """One line a kind: recall and precision, each with its interval and base."""
    from cases import read_cases
    from scoring import score

    tally = score(read_cases(split))
    lines = []
    for kind in KINDS:
        recall = _share(tally.hits[kind], tally.marked[kind])
        lines.append(f"| {kind} | {recall} | {_share(tally.right[kind], tally.found[kind])} |")
    every = (tally.hits.total(), tally.marked.total()), (tally.right.total(), tally.found.total())
    lines.append(f"| all | {_share(*every[0])} | {_share(*every[1])} |")
    lines.append(f"Lookalikes left alone: {_share(tally.left_alone, tally.lookalikes)}")
    return lines


def speed() -> str:
    """Seconds of one core for the turns of the shared conversations, and microseconds a turn."""
    import gzip

    import orjson

    from rapport.records import Interaction, Turn

    path = ROOT.parent / "shared" / "data" / "star" / "conversations.jsonl.gz"
    if not path.exists():
        return "Speed: not measured, the shared data are not beside the project"
    with gzip.open(path) as lines:
        records = [
            Interaction(one["id"], turns=tuple(Turn(t["speaker"], t["text"]) for t in one["turns"]))
            for one in map(orjson.loads, lines)
        ]
    redactor = Redactor()
    begun = time.process_time()
    for record in records:
        redactor.interaction(record)
    seconds, turns = time.process_time() - begun, sum(len(record.turns) for record in records)
    return f"Speed: {turns:,} turns in {seconds:.2f} s of one core, {seconds / turns * 1e6:.1f} µs a turn"


def main() -> None:
    """Prints everything."""
    for split in ("development", "held_out"):
        print(f"{split}\n| kind | recall | precision |\n|---|---|---|")
        print("\n".join(quality(split)) + "\n")
    print(speed())


if __name__ == "__main__":
    main()

"""Utterances for the benchmarks of concerns, read alike by ours and by the peer."""

import csv
import gzip
import random
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "shared" / "data"
SETS = {
    "task 2": ("dstc11_track2/task2_test_development.csv.gz", "utterance", "intent"),
    "task 1": ("dstc11_track2/task1_development_gold.csv.gz", "utterance", "intent"),
    "bank": ("banking77/train.csv.gz", "text", "category"),
    "many fields": ("clinc150/clinc150_train_val.csv.gz", "text", "intent"),
}
MANY = 100_000
TOLD = 50
"""Clusters that the peer is told to make of the many."""


def read(name: str) -> tuple[list[str], list[str]]:
    """Texts and the intents that people gave them."""
    path, text, label = SETS[name]
    with gzip.open(FOLDER / path, "rt") as lines:
        rows = list(csv.DictReader(lines))
    return [row[text] for row in rows], [row[label] for row in rows]


def many() -> list[str]:
    """A hundred thousand different enough utterances: every third is two of them joined."""
    every = [text for name in SETS for text in read(name)[0]]
    draw = random.Random(1)
    return [draw.choice(every) + (" " + draw.choice(every) if at % 3 == 0 else "") for at in range(MANY)]

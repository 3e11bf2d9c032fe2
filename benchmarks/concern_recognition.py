"""Concerns recognised from examples: how often rightly, from how few, out of scope; and turns a second.

`python -m benchmarks concern_recognition` (some minutes, one thread). Intervals are of drawing texts anew
(95 %). Turns a second are of one processor, conversations read for the first time.
"""

from __future__ import annotations

import csv
import gzip
import json
import time

import numpy as np

from benchmarks.figure import Figure
from benchmarks.peers.concerns_input import FOLDER, read
from rapport.language.embedding.embed import Embed

FOLDS = 5
FEW = (1, 5, 10, 50)
TURNS = 30_000


def run() -> list[Figure]:
    """Cross-validated, from few examples, out of scope, and speed."""
    if not FOLDER.is_dir():
        print("  skipped: the folder of shared data sets is not beside the project")
        return []
    return [cross_validated(), *from_few(), *out_of_scope(), turns()]


def cross_validated(embed: Embed | None = None, wanted: str = "≥ 90 %") -> Figure:
    """Questions to a bank, 77 concerns, five folds; "other" counts as wrong."""
    from rapport.language.concerns.model import ConcernModel

    texts, truth = (np.array(one, object) for one in read("bank"))
    fold = np.random.default_rng(0).integers(0, FOLDS, len(texts))
    right, sure = np.zeros(len(texts)), np.zeros(len(texts))
    for one in range(FOLDS):
        out = fold == one
        found = ConcernModel(embed=embed).fit(texts[~out], truth[~out]).predict(texts[out])
        right[out], sure[out] = np.array(found.labels, object) == truth[out], found.probability
    print(f"  says it is right in {100 * np.nanmean(sure):.1f} % of cases")
    return share_right("77 concerns, cross-validated", right, wanted)


def from_few() -> list[Figure]:
    """The same from few examples of each."""
    from rapport.language.concerns.model import ConcernModel

    texts, truth = (np.array(one, object) for one in read("bank"))
    draw = np.random.default_rng(0).permutation(len(texts))
    order = draw[np.argsort(truth[draw], kind="stable")]
    starts = np.unique(truth[order], return_index=True)[1]
    found = []
    for few in FEW:
        known = np.concatenate([rows[:few] for rows in np.split(order, starts[1:])])
        rest = np.setdiff1d(order, known)
        labels = ConcernModel().fit(texts[known], truth[known]).predict(texts[rest]).labels
        right = np.array(labels, object) == truth[rest]
        found.append(share_right(f"77 concerns from {few} examples each", right))
    return found


def out_of_scope(embed: Embed | None = None) -> list[Figure]:
    """Learned from the training part of 150 intents, without any text out of scope."""
    from rapport.language.concerns.model import OTHER, ConcernModel

    with gzip.open(FOLDER / "clinc150/clinc150_train_val.csv.gz", "rt") as lines:
        rows = list(csv.DictReader(lines))
    known = [row for row in rows if row["split"] == "train" and row["intent"] != "oos"]
    asked = [row for row in rows if row["split"] == "val"]
    model = ConcernModel(embed=embed).fit([row["text"] for row in known], [row["intent"] for row in known])
    found = np.array(model.predict([row["text"] for row in asked]).labels)
    truth = np.array([row["intent"] for row in asked])
    out = truth == "oos"
    return [
        share_right("150 intents, accuracy in scope", found[~out] == truth[~out], "≥ 91 %"),
        share_right(
            "150 intents, recall out of scope", np.isin(found[out], (OTHER, "cannot_tell")), "≥ 47 %"
        ),
    ]


def turns() -> Figure:
    """Turns a second of the annotator, with a model of 77 concerns."""
    from rapport.language.concerns.annotator import ConcernAnnotator
    from rapport.language.concerns.model import ConcernModel
    from rapport.language.conversation import conversations

    annotator = ConcernAnnotator(ConcernModel().fit(*(one[::4] for one in read("bank"))))
    with gzip.open(FOLDER / "star/conversations.jsonl.gz") as lines:
        given = conversations(map(json.loads, lines))
    annotator.annotate(given[:50])
    used = given[50 : 50 + int(np.searchsorted(np.cumsum([len(one.turns) for one in given[50:]]), TURNS))]
    start = time.process_time()
    for at in range(0, len(used), 256):
        annotator.annotate(used[at : at + 256])
    seconds = time.process_time() - start
    speed = sum(len(one.turns) for one in used) / seconds
    return Figure("concerns of conversations", speed, "turns/s of one processor", wanted="≥ 25,000")


def share_right(what: str, right: np.ndarray, wanted: str | None = None) -> Figure:
    """The share that is right, with an interval (95 %) of drawing texts anew."""
    draw = np.random.default_rng(0)
    means = [right[draw.integers(0, len(right), len(right))].mean() for _ in range(500)]
    low, high = np.quantile(means, [0.025, 0.975])
    return Figure(f"{what} ({100 * low:.1f} to {100 * high:.1f})", 100 * right.mean(), "%", wanted=wanted)


if __name__ == "__main__":
    for figure in run():
        print(figure.line())

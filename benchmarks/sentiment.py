"""Sentiment of 7,908 short texts beside VADER: seconds, agreement with people's ratings; feelings a second.

`python -m benchmarks sentiment`. Agreement is on the half on which the rules were not set; its interval is
that of the difference to VADER on the same texts, by resampling reviews (tweets: tweets). Ours remembers
the words it met, so its first call, which also loads the lexicon, is timed apart; VADER's is loaded.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time

import numpy as np

from benchmarks.figure import Figure
from benchmarks.paired import PEERS, ROOT, paired
from benchmarks.peers.clock import measure
from benchmarks.peers.sentiment_input import FOLDER, PARTS, rated, texts

PEER = "benchmarks.peers.sentiment_peer"
DRAWS = 1_000


def run() -> list[Figure]:
    """Speed in turns, then agreement."""
    if not FOLDER.is_dir():
        print("  skipped: the rated texts are not beside the project")
        return []
    what = "sentiment of 7,908 texts"
    found = [
        *paired(what, _ours("time"), ["-m", PEER, "time"], peer_name="VADER", wanted="≥ 1"),
        *paired(f"{what}, first time", _ours("first"), ["-m", PEER, "time"], peer_name="VADER", wanted="≥ 1"),
    ]
    if PEERS.exists():
        found += [figure for part in PARTS for figure in agreement(part)]
    return [*found, turns()]


def _ours(how: str) -> list[str]:
    return ["-m", "benchmarks.sentiment", how]


def agreement(part: str) -> list[Figure]:
    """Pearson's and Spearman's correlation with people; the ratio is the difference to VADER."""
    from scipy.stats import rankdata

    from rapport.language import sentiment

    rows = rated(part)
    kept = np.array([aside for *_, aside in rows])
    people = np.array([rating for _, rating, _, _ in rows])[kept]
    ours = sentiment([text for _, _, text, _ in rows])[kept]
    done = subprocess.run(
        [str(PEERS), "-m", PEER, "scores", part], cwd=ROOT, capture_output=True, text=True, check=True
    )
    theirs = np.array(json.loads(done.stdout))[kept]
    _, review = np.unique([name.split("_")[0] for name, *_ in rows], return_inverse=True)
    found = []
    for name, of in (("Pearson", np.asarray), ("Spearman", rankdata)):
        low, high = _difference(ours, theirs, people, review[kept], of)
        r, peer = (_correlation(of(one), of(people)) for one in (ours, theirs))
        what = f"{part}, {name} with people (difference {r - peer:+.3f}, 95 % {low:+.3f} to {high:+.3f})"
        found.append(Figure(what, r, "", peer, "VADER", wanted="above VADER's"))
    return found


def turns() -> Figure:
    """Turns a second of all annotations of feelings, on real conversations, by processor time."""
    from rapport.language.conversation import conversations
    from rapport.language.feeling.course.annotator import FeelingsAnnotator

    with gzip.open(FOLDER.parent / "star" / "conversations.jsonl.gz", "rt", encoding="utf-8") as file:
        given = conversations(map(json.loads, file))
    annotator = FeelingsAnnotator()
    annotator.annotate(given[:1])
    start = time.process_time()
    annotator.annotate(given)
    seconds = time.process_time() - start
    count = sum(len(one.turns) for one in given)
    return Figure(f"feelings of {count:,} turns", count / seconds, "turns/s", wanted="≥ 25,000")


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def _difference(ours, theirs, people, review, of) -> tuple[float, float]:
    """The interval of how much more ours goes along with people, by resampled reviews."""
    members = [some for some in (np.flatnonzero(review == one) for one in np.unique(review)) if len(some)]
    rng = np.random.default_rng(1)
    found = []
    for _ in range(DRAWS):
        some = np.concatenate([members[one] for one in rng.integers(0, len(members), len(members))])
        truth = of(people[some])
        found.append(_correlation(of(ours[some]), truth) - _correlation(of(theirs[some]), truth))
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def _time(how: str) -> None:
    from rapport.language import sentiment

    given = texts()
    if how == "time":
        sentiment(given[:1])
    measure(lambda: sentiment(given), times=3 if how == "time" else 1)


if __name__ == "__main__":
    _time(sys.argv[1])

"""Concerns found without labels and without being told how many, beside TF-IDF, SVD and k-means told so.

`python -m benchmarks concern_discovery` (a minute). Accuracy is that of the best one-to-one mapping of found
concerns to the intents people gave, as the DSTC11 challenge counts; both sides are means of five seeds, the
lowest of ours is printed. Intervals are of drawing texts anew. Then 100,000 utterances, seconds and memory.
"""

from __future__ import annotations

import json
import subprocess

import numpy as np

from benchmarks.figure import Figure
from benchmarks.paired import PEERS, ROOT, paired
from benchmarks.peers.clock import measure
from benchmarks.peers.concerns_input import FOLDER, many, read

PEER = "benchmarks.peers.concerns_peer"
WANTED = {"task 2": ("≥ 62", "≥ 78"), "task 1": ("≥ 46.1", None)}
SEEDS, DRAWS = 5, 200


def run() -> list[Figure]:
    """Agreement with people, then speed."""
    if not FOLDER.is_dir():
        print("  skipped: the folder of shared data sets is not beside the project")
        return []
    found = [figure for name in WANTED for figure in agreement(name)]
    what = "concerns of 100,000 utterances"
    ours, peer = ["-m", "benchmarks.concern_discovery"], ["-m", PEER, "many"]
    timed = paired(what, ours, peer, peer_name="TF-IDF, SVD, mini-batch k-means told 50", wanted="< 60 s")
    return [*found, *timed]


def agreement(name: str, tier: str = "default", wanted: tuple[str | None, ...] = ()) -> list[Figure]:
    """Accuracy and normalised mutual information in per cent."""
    from rapport.language import discover_concerns

    texts, intents = read(name)
    ours = [discover_concerns(texts, seed=seed, tier=tier).labels for seed in range(SEEDS)]
    mine = np.array([scores(intents, one) for one in ours])
    theirs = np.array([scores(intents, one) for one in _peer(name)]) if PEERS.exists() else None
    many_found = ", ".join(str(len(set(one.tolist()))) for one in ours)
    low, high = _interval(intents, ours[0])
    print(f"  {name}: {many_found} concerns found, people have {len(set(intents))}")
    print(f"  {name}: accuracy at seed 0, drawing texts anew: {low:.1f} to {high:.1f}")
    figures = []
    for at, measured in enumerate(("accuracy", "NMI")):
        peer = None if theirs is None else float(theirs[:, at].mean())
        what = f"{name}, {measured} (lowest of five seeds {mine[:, at].min():.1f})"
        told = "k-means told the number"
        figures.append(
            Figure(what, float(mine[:, at].mean()), "%", peer, told, wanted=(wanted or WANTED[name])[at])
        )
    return figures


def scores(intents: list[str], labels: np.ndarray) -> tuple[float, float]:
    """Accuracy of the best one-to-one mapping, and normalised mutual information."""
    from scipy.optimize import linear_sum_assignment
    from sklearn.metrics import normalized_mutual_info_score

    _, row = np.unique(labels, return_inverse=True)
    _, column = np.unique(intents, return_inverse=True)
    table = np.zeros((row.max() + 1, column.max() + 1))
    np.add.at(table, (row, column), 1)
    best = table[linear_sum_assignment(-table)].sum() / len(intents)
    return 100 * float(best), 100 * float(normalized_mutual_info_score(intents, labels))


def _interval(intents: list[str], labels: np.ndarray) -> tuple[float, float]:
    draw = np.random.default_rng(0)
    rows = [draw.integers(0, len(intents), len(intents)) for _ in range(DRAWS)]
    found = [scores([intents[at] for at in some], labels[some])[0] for some in rows]
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def _peer(name: str) -> list[np.ndarray]:
    command = [str(PEERS), "-m", PEER, name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [np.array(one) for one in json.loads(done.stdout.splitlines()[-1])]


if __name__ == "__main__":
    from rapport.language import discover_concerns

    utterances = many()
    measure(lambda: discover_concerns(utterances))

"""How often the scores of experience are right on real conversations, and how fast they are read.

Agreement with what people said: AUC on chats, agents held apart in five folds as alike in their answers as
whole agents allow, over all of them and as the mean of the folds; Spearman's correlation on negotiations;
with intervals of drawing whole agents anew. Beside it TF-IDF of words and pairs with the same kind of model
on the same folds, choosing nothing. `python -m benchmarks experience` (some minutes, one thread); a part
alone: `python -m benchmarks.experience done|annoyed|not_calm|casino|turns`.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figure import Figure

SHARED = Path(__file__).parents[2] / "shared"
QUESTIONS = {
    "done": ("customer_says_task_done", True, "resolved", 1, "≥ 0.955, unlearned ≥ 0.65"),
    "annoyed": ("agent_says_customer_annoyed", True, "satisfaction", -1, "≥ 0.88, unlearned ≥ 0.78"),
    "not_calm": ("customer_rated_calm_and_helpful", False, "satisfaction", -1, "> 0.670"),
}
"""Of each question: the field, the answer that counts as 1, the unlearned score held against it and its
sign."""
TURNS = 30_000


def run() -> list[Figure]:
    """All parts."""
    if not SHARED.is_dir():
        print("  skipped: the folder of shared data sets is not beside the project")
        return []
    return [figure for part in PARTS for figure in PARTS[part]()]


def _chats() -> list[dict[str, Any]]:
    with gzip.open(SHARED / "data/star/conversations.jsonl.gz") as lines:
        return [one for one in map(json.loads, lines) if one["turns"]]


def _answered(question: str) -> tuple[list[dict[str, Any]], np.ndarray, list[str]]:
    field, wanted, *_ = QUESTIONS[question]
    with gzip.open(SHARED / "data/star/labels.jsonl.gz") as lines:
        said = {one["id"]: one[field] for one in map(json.loads, lines) if one[field] is not None}
    talks = [one for one in _chats() if one["id"] in said]
    values = np.array([float(said[one["id"]] == wanted) for one in talks])
    return talks, values, [one["agent_id"] for one in talks]


def _question(question: str) -> list[Figure]:
    from rapport.language import ExperiencePredictor

    talks, values, agents = _answered(question)
    *_, target, sign, wanted = QUESTIONS[question]
    predictor = ExperiencePredictor(target)
    report = predictor.report(talks, values, agents)
    words = _words_alone(talks, values, agents)
    scores = sign * predictor.predict(talks)
    unlearned = _interval(scores, values, agents)
    cold = _auc(scores, values)
    found = report.agreement
    print(f"  {question}: {report.sentence()}")
    what = f"{question}, {len(values):,} chats"
    folds = _of_folds(report.predicted, values, agents)
    return [
        Figure(
            f"{what}, {_between(found.low, found.high)}",
            found.value or 0,
            "AUC",
            words,
            "TF-IDF",
            None,
            wanted,
        ),
        Figure(f"{what}, mean of the folds", folds, "AUC", wanted=wanted),
        Figure(f"{what}, unlearned, {_between(*unlearned)}", cold, "AUC"),
    ]


def _of_folds(predicted: np.ndarray, values: np.ndarray, agents: list[str]) -> float:
    """The mean of each fold's own AUC: scores of different folds, each learned from other chats, are never
    held against each other, as they are in the figure of all."""
    from rapport.language.experience.folds import folds_of

    fold = folds_of(agents, 5, values)
    return float(np.mean([_auc(predicted[fold == part], values[fold == part]) for part in range(5)]))


def _casino() -> list[Figure]:
    from scipy import stats

    from rapport.language import ExperiencePredictor

    with gzip.open(SHARED / "data/casino/conversations.train.jsonl.gz") as lines:
        talks = list(map(json.loads, lines))
    values = np.array([one["labels"]["customer_satisfaction"] for one in talks], dtype=float)
    names = [one["id"] for one in talks]
    predictor = ExperiencePredictor("satisfaction")
    found = predictor.report(talks, values, names).agreement
    words = _words_alone(talks, values, names)
    cold = float(stats.spearmanr(predictor.predict(talks), values).statistic)
    what = f"satisfaction in {len(values)} negotiations"
    return [
        Figure(f"{what}, {_between(found.low, found.high)}", found.value or 0, "Spearman", words, "TF-IDF"),
        Figure(f"{what}, unlearned", cold, "Spearman"),
    ]


def _words_alone(talks: list[dict[str, Any]], values: np.ndarray, groups: list[str]) -> float:
    from scipy import stats
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.pipeline import make_pipeline

    from rapport.language.experience.folds import folds_of

    texts = [" ".join(turn["text"] for turn in one["turns"]) for one in talks]
    fold, binary = folds_of(groups, 5, values), len(np.unique(values)) == 2
    said = np.zeros(len(values))
    for part in range(5):
        own = np.flatnonzero(fold == part)
        others = np.flatnonzero(fold != part)
        model = LogisticRegression(C=4.0, solver="liblinear") if binary else Ridge(alpha=3.0)
        line = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True), model)
        line.fit([texts[one] for one in others], values[others])
        asked = [texts[one] for one in own]
        said[own] = line.decision_function(asked) if binary else line.predict(asked)
    return _auc(said, values) if binary else float(stats.spearmanr(said, values).statistic)


def _auc(scores: np.ndarray, values: np.ndarray) -> float:
    from rapport.measures import auc

    return float(auc(scores, values))


def _interval(scores: np.ndarray, values: np.ndarray, groups: list[str]) -> tuple[float, float]:
    names = np.array(groups)
    rows = [np.flatnonzero(names == one) for one in sorted(set(groups))]
    draw = np.random.default_rng(0)
    drawn = []
    for _ in range(400):
        own = np.concatenate([rows[one] for one in draw.integers(0, len(rows), len(rows))])
        drawn.append(_auc(scores[own], values[own]))
    low, high = np.nanquantile(drawn, (0.025, 0.975))
    return float(low), float(high)


def _between(low: float | None, high: float | None) -> str:
    return "no interval" if low is None or high is None else f"{low:.3f} to {high:.3f}"


def _turns() -> list[Figure]:
    from rapport.language.conversation import conversations
    from rapport.language.experience.together import ServiceAnnotator

    talks, count = [], 0
    for one in _chats():
        talks.append(one)
        count += len(one["turns"])
        if count >= TURNS:
            break
    given, annotator = conversations(talks), ServiceAnnotator()
    annotator.annotate(given[:50])
    seconds = []
    for _ in range(3):
        start = time.process_time()
        annotator.annotate(given)
        seconds.append(time.process_time() - start)
    what = "effort, satisfaction, resolution and behaviours"
    return [Figure(what, count / min(seconds), "turns/s of one processor", wanted="≥ 25,000")]


PARTS: dict[str, Callable[[], list[Figure]]] = {
    "turns": _turns,
    **{one: lambda one=one: _question(one) for one in QUESTIONS},
    "casino": _casino,
}


if __name__ == "__main__":
    for figure in PARTS[sys.argv[1]]():
        print(figure.line())

"""The fast tier: what was distilled from the embedding, beside it and beside words alone.

Part of `python -m benchmarks embedding`. It learns from 4,000 questions to a bank without their labels;
figures are of 2,500 others.
"""

from __future__ import annotations

import time

import numpy as np

from benchmarks.concern_recognition import share_right
from benchmarks.figure import Figure
from benchmarks.peers.concerns_input import read
from rapport.language.concerns.model import ConcernModel
from rapport.language.embedding.distilled import distilled
from rapport.language.embedding.embed import Embed, Vectors

OWN, ASKED, NEAREST = 4_000, 2_500, 10
FEW = (5, 20)


def fast(embed: Embed) -> list[Figure]:
    """Speed, whom it finds near, and concerns told from few examples."""
    texts, truth = (np.array(one, object) for one in read("bank"))
    order = np.random.default_rng(0).permutation(len(texts))
    own, asked = order[:OWN], order[OWN : OWN + ASKED]
    quick = distilled(embed, texts[own].tolist())
    begun = time.process_time()
    vectors = quick(texts[asked].tolist())
    rate = ASKED / (time.process_time() - begun)
    found = [
        Figure("distilled: vectors of sentences", rate, "sentences/s of one processor", wanted="≥ 10,000"),
        Figure(
            f"distilled: of the embedding's nearest {NEAREST}, found",
            100 * _shared_nearest(vectors, embed(texts[asked].tolist())),
            "%",
            wanted="≥ 60 %",
        ),
    ]
    for few in FEW:
        known = np.concatenate([own[truth[own] == label][:few] for label in sorted(set(truth))])
        for name, one in (("words", None), ("distilled", quick), ("embedding", embed)):
            model = ConcernModel(embed=one).fit(texts[known], truth[known])
            right = np.array(model.predict(texts[asked]).labels, object) == truth[asked]
            found.append(share_right(f"77 concerns from {few} examples each, {name}", right))
    return found


def _shared_nearest(ours: Vectors, theirs: Vectors) -> float:
    """Of the nearest to each text by `theirs`, the share that is among as many nearest by `ours`."""
    near = []
    for vectors in (ours, theirs):
        alike = vectors @ vectors.T
        np.fill_diagonal(alike, -2)
        near.append(np.argpartition(-alike, NEAREST, axis=1)[:, :NEAREST].tolist())
    return float(np.mean([len({*a} & {*b}) / NEAREST for a, b in zip(*near, strict=True)]))

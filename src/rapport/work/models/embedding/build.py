"""Make the embedding of this machine from the weights of MiniLM: once; from then on it is only read."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from rapport.language.embedding.embed import Vectors
from rapport.language.embedding.pooling import mean_of_tokens
from rapport.records.errors import InputError
from rapport.warehouse.disk import write_whole
from rapport.work.models.embedding.network import VERSION, Reach, network
from rapport.work.models.embedding.place import (
    MANIFEST,
    MODEL,
    TOKENIZER,
    Manifest,
    embedding_place,
    manifest_bytes,
)
from rapport.work.models.embedding.reach import reach
from rapport.work.models.embedding.runner import (
    LEAST_COSINE,
    REMEDY,
    Embedding,
    session,
    token_ids,
    tokenizer,
)
from rapport.work.models.embedding.safetensors import Tensors, read_tensors
from rapport.work.models.embedding.sentences import MEASURED, PROBE, SENTENCES
from rapport.work.models.embedding.source import Source, find_source
from rapport.work.progress import Progress, Silent

LONGEST = 256
"""Tokens of a text that count: as many as its authors trained the model on."""
LICENCE = "Apache-2.0 (sentence-transformers/all-MiniLM-L6-v2)"


@dataclass(frozen=True)
class EmbeddingBuilt:
    """What was made and where; `cosine` and `lowest_cosine` with the model in float, `megabytes` on the
    disk."""

    name: str
    folder: Path
    source: str
    cosine: float
    lowest_cosine: float
    megabytes: float


def build_embedding(
    progress: Progress | None = None, *, given: Path | None = None, into: Path | None = None
) -> EmbeddingBuilt:
    """Writes the embedding into the folder `into`, else that of this machine, from the weights in `given`,
    else in the installed package. Nothing is fetched from anywhere.

    Raises InputError where the weights or the extra `embed` are missing, or where this processor does not
    compute in bytes what the model says in float (cosine under 0.98): then nothing is written.
    """
    progress, place = progress or Silent(), into or embedding_place()
    progress.stage("Finding the weights", None)
    source = find_source(given)
    progress.stage("Writing the network", None)
    tensors = read_tensors(source.weights, source.told)
    words = tokenizer(source.tokenizer, LONGEST)
    exact = session(_written(tensors))
    model = _written(tensors, reach(exact, token_ids(words, MEASURED)[0]))
    progress.stage("Comparing it with the model in float", None)
    ids, _ = token_ids(words, SENTENCES)
    vectors = _vectors(session(model), ids)
    near = np.einsum("ij,ij->i", vectors, _vectors(exact, ids))
    if not near.min() >= LEAST_COSINE:
        what = f"Computed in bytes, a sentence is {near.min():.3f} near to itself in float on this machine"
        raise InputError(what, "embedding", "Use the default tier here; nothing was written.")
    manifest = _manifest(source, model, vectors, near)
    place.mkdir(parents=True, exist_ok=True)
    write_whole(place / MODEL, model)
    write_whole(place / TOKENIZER, source.tokenizer)
    write_whole(place / MANIFEST, manifest_bytes(manifest))
    Embedding(place)
    size = sum((place / name).stat().st_size for name in (MODEL, TOKENIZER, MANIFEST))
    return EmbeddingBuilt(
        manifest.name, place, source.told, manifest.cosine, manifest.lowest_cosine, size / 1e6
    )


def _written(tensors: Tensors, reach: Reach | None = None) -> bytes:
    try:
        found: bytes = network(tensors, reach).SerializeToString(deterministic=True)
    except ImportError as error:
        raise InputError("onnx is not installed", "embedding", REMEDY) from error
    return found


def _vectors(opened: Any, ids: list[list[int]]) -> Vectors:
    rows = [opened.run(["states"], {"ids": np.array([one], dtype=np.int64)})[0] for one in ids]
    return np.concatenate([mean_of_tokens(one) for one in rows])


def _manifest(source: Source, model: bytes, vectors: Vectors, near: Vectors) -> Manifest:
    return Manifest(
        name=f"minilm@{VERSION}.{source.fingerprint[:8]}",
        dimensions=vectors.shape[1],
        longest=LONGEST,
        files={
            MODEL: sha256(model).hexdigest(),
            TOKENIZER: sha256(source.tokenizer).hexdigest(),
        },
        source=source.told,
        weights=source.fingerprint,
        licence=LICENCE,
        cosine=float(near.mean()),
        lowest_cosine=float(near.min()),
        probe=PROBE,
        probe_vector=tuple(round(float(one), 6) for one in vectors[SENTENCES.index(PROBE)]),
    )

"""The embedding of this machine, opened: texts in, vectors out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.embedding.embed import Vectors
from rapport.language.embedding.pooling import mean_of_tokens
from rapport.records.errors import InputError
from rapport.work.models.embedding.place import MODEL, TOKENIZER, embedding_place, file_bytes, read_manifest

READ = 4_000
"""Characters of a text that are looked at: more than the tokens that count ever need."""
TOKENS_AT_ONCE = 256
"""What stays in the fast memory of a core: a tenth more sentences a second than with four times as many."""
LEAST_COSINE = 0.98
THREADS = "OMP_NUM_THREADS"
REMEDY = 'pip install "rapport-cx[embed]"'
KEPT_AS_IT_IS = ["SkipLayerNormFusion", "BiasGeluFusion"]
"""What the runtime would rewrite into something that takes longer."""


def open_embedding() -> Embedding:
    """The embedding of this machine. Raises InputError, saying what to do, where there is none."""
    return Embedding(embedding_place())


class Embedding:
    """Vectors of MiniLM. Texts of equally many tokens are computed together, so that nothing is padded and a
    text's vector is the same in any company; in `threads` at once, as many as there are cores when not given.

    Raises InputError where it is missing, damaged, of another version, does not compute what it did when it
    was built, or the extra `embed` is not installed.
    """

    def __init__(self, place: Path, threads: int | None = None) -> None:
        manifest = read_manifest(place)
        self.name, self.dimensions = manifest.name, manifest.dimensions
        self._threads = threads or int(os.environ.get(THREADS) or 0) or os.cpu_count() or 1
        self._tokenizer = tokenizer(file_bytes(place, manifest, TOKENIZER), manifest.longest)
        self._session = session(file_bytes(place, manifest, MODEL))
        near = float(self([manifest.probe])[0] @ np.array(manifest.probe_vector, dtype=np.float32))
        if not near >= LEAST_COSINE:
            what = f"The embedding computes something else here than where it was built (cosine {near:.3f})"
            raise InputError(what, str(place), "Build it on this machine: rapport models build")

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """One row a text, at length 1; zeros for a text without a word that is known."""
        place = {text: at for at, text in enumerate(dict.fromkeys(texts))}
        found = np.zeros((len(place), self.dimensions), dtype=np.float32)
        ids, lengths = token_ids(self._tokenizer, list(place))
        groups = list(_groups(lengths))

        def one(rows: NDArray[np.int64]) -> None:
            given = np.array([ids[row] for row in rows.tolist()], dtype=np.int64)
            found[rows] = mean_of_tokens(self._session.run(None, {"ids": given})[0])

        if self._threads > 1 and len(groups) > 1:
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(one, groups))
        else:
            for rows in groups:
                one(rows)
        return found if len(place) == len(texts) else found[[place[text] for text in texts]]


def token_ids(tokenizer: Any, texts: Sequence[str]) -> tuple[list[list[int]], NDArray[np.int64]]:
    """Numbers of the tokens of each text, and how many they are; 0 where none is known."""
    read = [str(text or "")[:READ].encode("utf-8", "replace").decode() for text in texts]
    ids = [one.ids for one in tokenizer.encode_batch_fast(read)]
    nothing = {tokenizer.token_to_id(one) for one in ("[CLS]", "[SEP]", "[UNK]")}
    return ids, np.array([0 if nothing.issuperset(one) else len(one) for one in ids], dtype=np.int64)


def _groups(lengths: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Rows of equally long texts, about as many at once as are quickest; the longest first."""
    for length in np.unique(lengths[lengths > 0])[::-1].tolist():
        rows = np.flatnonzero(lengths == length)
        yield from np.array_split(rows, max(1, round(len(rows) * length / TOKENS_AT_ONCE)))


def tokenizer(content: bytes, longest: int) -> Any:
    """Raises InputError without the library or for a file that it cannot read."""
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise InputError("tokenizers is not installed", "embedding", REMEDY) from error
    found = Tokenizer.from_str(content.decode())
    found.no_padding()
    found.enable_truncation(longest)
    return found


def session(content: bytes) -> Any:
    """Raises InputError without the runtime or for a model that it cannot open."""
    try:
        import onnxruntime
    except ImportError as error:
        raise InputError("onnxruntime is not installed", "embedding", REMEDY) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(
            content, options, providers=["CPUExecutionProvider"], disabled_optimizers=KEPT_AS_IT_IS
        )
    except Exception as error:  # the runtime raises a class of its own for each kind of fault
        raise InputError(
            f"The runtime {onnxruntime.__version__} cannot open the embedding ({type(error).__name__})",
            "embedding",
            "Build it again: rapport models build",
        ) from error

"""A quick embedding for one kind of texts: learned from the vectors that a slower one makes of such texts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.grams import COLUMNS, all_parts, counted, sublinear, unit_rows
from rapport.language.embedding.embed import Embed, Vectors
from rapport.language.embedding.pooling import at_length_one
from rapport.records.errors import InputError

VERSION = 1
MOST = 5_000
"""Texts that are learned from: they are all compared with each other."""
WIDE = 128
"""Directions that are kept of the slower embedding's."""
SHRINK = 0.1
"""The larger, the more texts have to agree on what their parts mean; up to .3 it makes no difference."""
_ARRAYS = {"columns": ("i", 1), "rarity": ("f", 1), "parts": ("f", 2), "middle": ("f", 1)}


@dataclass(frozen=True, eq=False)
class Distilled:
    """Words, pairs of words and letters in a row (`columns`), the rarer the heavier (`rarity`), each with a
    vector (`parts`), from the `middle` of all texts: their sum's direction is the text's vector.

    It has learned how the embedding it was made of, whose name its own ends with, sees texts like those
    given: of others it knows little.
    """

    of: str
    columns: NDArray[np.int32]
    rarity: NDArray[np.float32]
    parts: NDArray[np.float16]
    middle: NDArray[np.float32]

    @cached_property
    def name(self) -> str:
        """Name, version, fingerprint, and what it was made of."""
        told = sha256()
        for one in _ARRAYS:
            told.update(np.ascontiguousarray(getattr(self, one)).tobytes())
        return f"distilled@{VERSION}.{told.hexdigest()[:8]} of {self.of}"

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""
        return int(self.parts.shape[1])

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Texts × dimensions; zeros for a text without a part that is known."""
        rows = _rows([str(one or "") for one in texts], self._place, self.rarity)
        found = np.asarray(rows @ self._wide, dtype=np.float32)
        found[np.diff(rows.indptr) > 0] += self.middle
        return at_length_one(found)

    def to_bytes(self) -> bytes:
        """For a file; the same numbers give the same bytes."""
        file = io.BytesIO()
        of = np.frombuffer(self.of.encode(), dtype=np.uint8)
        np.savez(file, of=of, **{name: getattr(self, name) for name in _ARRAYS})
        return file.getvalue()

    @cached_property
    def _place(self) -> NDArray[np.int32]:
        return _places(self.columns)

    @cached_property
    def _wide(self) -> NDArray[np.float32]:
        return self.parts.astype(np.float32)


def distilled(embed: Embed, texts: Sequence[str], seed: int = 0) -> Distilled:
    """What `embed` makes of texts like these, of which MOST at most are read, drawn by the seed. Their order
    does not matter.

    Raises InputError where the texts have no words.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    every = sorted({one for one in texts if one})
    if len(every) > MOST:
        drawn = np.random.default_rng(seed).permutation(len(every))[:MOST]
        every = [every[at] for at in np.sort(drawn).tolist()]
    counts = sublinear(counted(every, all_parts))
    within = np.bincount(counts.indices, minlength=COLUMNS)
    columns = np.flatnonzero(within >= (2 if len(every) > 1 else 1)).astype(np.int32)
    if not len(columns):
        raise InputError("there are no words to learn from", "texts", "give texts that people wrote")
    rarity = (np.log((1 + len(every)) / (1 + within[columns])) + 1).astype(np.float32)
    rows = _rows(every, _places(columns), rarity)
    wanted = np.asarray(embed(every), dtype=np.float64)
    middle = wanted.mean(axis=0)
    with threadpool_limits(limits=1):  # sums in another order would differ in the last digit
        _, directions = np.linalg.eigh((wanted - middle).T @ (wanted - middle))
        kept = directions[:, ::-1][:, :WIDE]
        alike = (rows @ rows.T).toarray()
        alike[np.diag_indices_from(alike)] += SHRINK
        parts = rows.T @ np.linalg.solve(alike, (wanted - middle) @ kept)
    return Distilled(
        embed.name, columns, rarity, parts.astype(np.float16), (middle @ kept).astype(np.float32)
    )


def distilled_from(content: bytes) -> Distilled:
    """What `to_bytes` gave. Raises InputError for what it did not."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            found = Distilled(file["of"].tobytes().decode(), *(file[name] for name in _ARRAYS))
    except (ValueError, KeyError, OSError, EOFError, BadZipFile) as error:
        raise _unusable(str(error)) from error
    for name, (kind, dimensions) in _ARRAYS.items():
        one = getattr(found, name)
        if one.dtype.kind != kind or one.ndim != dimensions:
            raise _unusable(f"`{name}` has another shape than it should")
    if found.parts.shape != (len(found.columns), len(found.middle)) or len(found.rarity) != len(
        found.columns
    ):
        raise _unusable("its parts do not belong together")
    return found


def _places(columns: NDArray[np.int32]) -> NDArray[np.int32]:
    found = np.full(COLUMNS, -1, dtype=np.int32)
    found[columns] = np.arange(len(columns), dtype=np.int32)
    return found


def _rows(texts: Sequence[str], place: NDArray[np.int32], rarity: NDArray[np.float32]) -> Any:
    """The known parts of each text, rare ones heavier, at length 1."""
    from scipy.sparse import csr_array

    counts = sublinear(counted(texts, all_parts))
    at = place[counts.indices]
    known = at >= 0
    ends = np.concatenate([[0], np.cumsum(known)])[counts.indptr].astype(np.int32)
    values = counts.data[known] * rarity[at[known]]
    return unit_rows(csr_array((values, at[known], ends), shape=(counts.shape[0], len(rarity))))


def _unusable(what: str) -> InputError:
    return InputError(
        f"the distilled embedding cannot be read ({what})", "embedding", "learn the model again"
    )

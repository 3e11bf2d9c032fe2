"""What a concern model knows, as plain numbers; and those as bytes."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.records.errors import InputError

FORMAT = "rapport-concerns"
VERSION = 1
_ARRAYS = {"columns": ("i", 1), "weight": ("f", 1), "coefficients": ("f", 2), "offset": ("f", 1)}
_MARK = b"RAPPORT-CONCERNS\n"


@dataclass(frozen=True, eq=False)
class Weights:
    """`columns` are the parts of texts that are known, `weight` how rare each is, `unknown` that of others.

    A text's scores are its weighted parts, at length 1, times `coefficients` (parts × concerns) plus
    `offset`. `sharpness` turns scores into probabilities; a text whose scores all stay under `other_at` is of
    another concern. `examples` counts what each of `concerns` was learned from. Where the model also goes by
    vectors of the embedding named `embedding`, their `dimensions` follow the parts in `coefficients`;
    `distilled` is that embedding itself where it is a distilled one."""

    concerns: tuple[str, ...]
    examples: tuple[int, ...]
    columns: NDArray[np.int32]
    weight: NDArray[np.float32]
    coefficients: NDArray[np.float32]
    offset: NDArray[np.float32]
    unknown: float
    sharpness: float
    other_at: float
    embedding: str = ""
    dimensions: int = 0
    distilled: bytes = b""

    def to_bytes(self) -> bytes:
        """The same weights give the same bytes."""
        about = {
            "format": FORMAT,
            "version": VERSION,
            "concerns": self.concerns,
            "examples": self.examples,
            "unknown": self.unknown,
            "sharpness": self.sharpness,
            "other_at": self.other_at,
            **self._vectors,
        }
        said = np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), dtype=np.uint8)
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        if self.distilled:
            arrays["distilled"] = np.frombuffer(self.distilled, dtype=np.uint8)
        file = io.BytesIO()
        np.savez_compressed(file, about=said, **arrays)
        content = file.getvalue()
        return _MARK + sha256(content).digest() + content

    @property
    def fingerprint(self) -> str:
        """Eight signs that differ where the weights do."""
        numbers = [self.concerns, self.unknown, self.sharpness, self.other_at, *self._vectors.values()]
        told = sha256(json.dumps(numbers).encode())
        for name in _ARRAYS:
            told.update(np.ascontiguousarray(getattr(self, name)).tobytes())
        return told.hexdigest()[:8]

    @property
    def _vectors(self) -> dict[str, str | int]:
        return {"embedding": self.embedding, "dimensions": self.dimensions} if self.embedding else {}


def weights_from(content: bytes) -> Weights:
    """What `to_bytes` gave. Raises InputError for what is damaged, of another kind or version."""
    head = len(_MARK) + 32
    if not content.startswith(_MARK) or len(content) < head:
        raise _unusable("this is no concern model")
    if sha256(content[head:]).digest() != content[len(_MARK) : head]:
        raise _unusable("the concern model is damaged")
    try:
        with np.load(io.BytesIO(content[head:]), allow_pickle=False) as file:
            arrays = {name: file[name] for name in _ARRAYS}
            about = json.loads(file["about"].tobytes().decode())
            distilled = file["distilled"].tobytes() if "distilled" in file.files else b""
    except (ValueError, KeyError, OSError, EOFError) as error:
        raise _unusable(f"the concern model cannot be read ({error})") from error
    if about.get("version") != VERSION:
        raise _unusable(f"the concern model is of version {about.get('version')}, not {VERSION}")
    return _checked(about, arrays, distilled)


def _checked(about: dict[str, Any], arrays: dict[str, Any], distilled: bytes) -> Weights:
    parts, concerns = arrays["columns"].shape[0], len(about.get("concerns", ()))
    dimensions = int(about.get("dimensions", 0))
    shapes = {
        "columns": (parts,),
        "weight": (parts,),
        "coefficients": (parts + dimensions, concerns),
        "offset": (concerns,),
    }
    for name, (kind, _) in _ARRAYS.items():
        if arrays[name].shape != shapes[name] or arrays[name].dtype.kind != kind:
            raise _unusable(f"`{name}` of the concern model has another shape than it should")
    return Weights(
        tuple(map(str, about["concerns"])),
        tuple(map(int, about["examples"])),
        **arrays,
        unknown=float(about["unknown"]),
        sharpness=float(about["sharpness"]),
        other_at=float(about["other_at"]),
        embedding=str(about.get("embedding", "")),
        dimensions=dimensions,
        distilled=distilled,
    )


def _unusable(what: str) -> InputError:
    return InputError(what, "concern model", "fit it again from its examples")

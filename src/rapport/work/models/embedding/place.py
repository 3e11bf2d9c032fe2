"""Where the embedding of this machine is kept, and what is said of it there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from rapport.records.errors import InputError

FORMAT = 1
MODEL, TOKENIZER, MANIFEST = "model.onnx", "tokenizer.json", "manifest.json"
REMEDY = "Build it: rapport models build"


@dataclass(frozen=True)
class Manifest:
    """`name` tells version and fingerprint; `files` the hash of each; `cosine` and `lowest_cosine` with the
    float model on the sentences of the build; `probe` a sentence whose vector `probe_vector` is known."""

    name: str
    dimensions: int
    longest: int
    files: Mapping[str, str]
    source: str
    weights: str
    licence: str
    cosine: float
    lowest_cosine: float
    probe: str
    probe_vector: tuple[float, ...]


def embedding_place() -> Path:
    """The folder that RAPPORT_EMBEDDING names, else `rapport/embedding` among the user's data."""
    if named := os.environ.get("RAPPORT_EMBEDDING"):
        return Path(named)
    return Path.home() / ".local" / "share" / "rapport" / "embedding"


def manifest_bytes(manifest: Manifest) -> bytes:
    """What is written."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1, sort_keys=True).encode()


def read_manifest(place: Path) -> Manifest:
    """Raises InputError for one that is missing, damaged or of another format."""
    path = place / MANIFEST
    try:
        told: dict[str, Any] = json.loads(path.read_bytes())
        if told.pop("format") != FORMAT:
            raise InputError("The embedding was built by another version of Rapport", str(path), REMEDY)
        return Manifest(**{**told, "probe_vector": tuple(told["probe_vector"])})
    except FileNotFoundError:
        raise InputError("There is no embedding on this machine", str(place), REMEDY) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("What is known of the embedding is damaged", str(path), REMEDY) from error


def file_bytes(place: Path, manifest: Manifest, name: str) -> bytes:
    """A file of the embedding. Raises InputError where it is missing or not the one that was built."""
    path = place / name
    try:
        content = path.read_bytes()
    except OSError:
        raise InputError("A file of the embedding is missing", str(path), REMEDY) from None
    if sha256(content).hexdigest() != manifest.files.get(name):
        raise InputError("A file of the embedding is damaged", str(path), REMEDY)
    return content

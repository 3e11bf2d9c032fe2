"""Arrays and facts as bytes and back: nothing in them is ever run, damage is noticed."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from rapport.records.errors import InputError

Arrays = dict[str, NDArray[Any]]
_HEAD = "head"
_HASH = 32


def packed(name: str, version: int, facts: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """The same bytes for the same content: a hash, then a zip of arrays with the facts as JSON."""
    head = json.dumps({"name": name, "version": version, "facts": dict(facts)}, sort_keys=True)
    room = io.BytesIO()
    named: dict[str, Any] = {_HEAD: np.frombuffer(head.encode(), dtype=np.uint8), **arrays}
    np.savez(room, **named)
    return sha256(room.getvalue()).digest() + room.getvalue()


def unpacked(data: bytes, name: str, version: int) -> tuple[dict[str, Any], Arrays]:
    """The facts and the arrays.

    Raises InputError for bytes that are damaged, of something else, or of another version.
    """
    body = bytes(data[_HASH:])
    if len(data) <= _HASH or sha256(body).digest() != bytes(data[:_HASH]):
        raise InputError("the model is damaged", name, "take it from a backup, or train it again")
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as found:
            arrays: Arrays = {one: found[one] for one in found.files}
        head = json.loads(arrays.pop(_HEAD).tobytes())
    except (BadZipFile, OSError, ValueError, KeyError):
        raise InputError("the model is damaged", name, "take it from a backup, or train it again") from None
    if (head["name"], head["version"]) != (name, version):
        raise InputError(
            f"the model is {head['name']}@{head['version']}, not {name}@{version}", name, "train it again"
        )
    return head["facts"], arrays

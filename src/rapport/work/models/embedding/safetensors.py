"""Weights as they are published: the safetensors format, read without its library."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.records.errors import InputError

Tensors = Mapping[str, NDArray[Any]]
_KINDS = {"F32": np.float32, "F16": np.float16, "I64": np.int64, "I32": np.int32}


def read_tensors(content: bytes, where: str) -> Tensors:
    """Every tensor by its name. Raises InputError for what is no such file."""
    try:
        size = int.from_bytes(content[:8], "little")
        about = json.loads(content[8 : 8 + size])
        found = {}
        for name, one in about.items():
            if name != "__metadata__":
                start, end = one["data_offsets"]
                part = content[8 + size + start : 8 + size + end]
                found[name] = np.frombuffer(part, _KINDS[one["dtype"]]).reshape(one["shape"])
        return found
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "These weights cannot be read", where, "Get them again: they are damaged or of another format."
        ) from error

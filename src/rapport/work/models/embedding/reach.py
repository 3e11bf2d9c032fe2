"""How far numbers go in the network: measured in float, so that bytes can be laid out for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rapport.work.models.embedding.network import Reach


def reach(opened: Any, ids: Sequence[Sequence[int]]) -> Reach:
    """The largest absolute value of each channel over all tokens of the texts, by the name under which the
    float network tells it."""
    names = [one.name for one in opened.get_outputs()][1:]
    found = {name: np.zeros(1, dtype=np.float32) for name in names}
    for one in ids:
        for name, states in zip(
            names, opened.run(names, {"ids": np.array([one], dtype=np.int64)}), strict=True
        ):
            found[name] = np.maximum(found[name], np.abs(states).max(axis=(0, 1)))
    return found

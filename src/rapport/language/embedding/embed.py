"""What makes vectors of texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embed(Protocol):
    """Makes one vector of each text, at length 1; zeros where a text has nothing to go by. A text has the
    same vector, to the bit, whatever texts are beside it."""

    @property
    def name(self) -> str:
        """Name, version and fingerprint: vectors of different names are not comparable."""
        ...

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""
        ...

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Texts × dimensions."""
        ...

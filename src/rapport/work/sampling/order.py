"""Orders that look random, and are the same for the same seed on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def shuffled(items: Iterable[str], seed: int, purpose: str) -> list[str]:
    """The items in an order that depends on the seed, the purpose and nothing else."""

    def place(item: str) -> bytes:
        return hashlib.blake2b(f"{seed}\0{purpose}\0{item}".encode(), digest_size=16).digest()

    return sorted(items, key=place)

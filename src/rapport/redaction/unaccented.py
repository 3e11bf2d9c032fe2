"""Letters without their accents, one for one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isalpha() else character


def unaccented(text: str) -> str:
    """The text with every accented letter replaced by its plain one; no character is added or lost."""
    return text if text.isascii() else "".join(map(_plain, text))

"""Letters without their accents, one for one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FOREIGN = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=4096)
def _base(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isalpha() else character


def _plain(match: re.Match[str]) -> str:
    return _base(match[0])


def unaccented(text: str) -> str:
    """The text with every accented letter replaced by its plain one; no character is added or lost."""
    return text if text.isascii() else _FOREIGN.sub(_plain, text)

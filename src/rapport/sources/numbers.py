"""Numbers as people write them."""

from __future__ import annotations

import re
from typing import Any

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[, ’']\d{3})+(?:\.\d+)?")
_COMMA = re.compile(r"-?\d+,\d+")


def to_number(value: Any) -> float | None:
    """The number a cell holds, with a decimal point or comma, thousands parted or not; else None."""
    if isinstance(value, (int, float)):
        return None if value != value else float(value)
    text = str(value).strip() if value is not None else ""
    if _NUMBER.fullmatch(text):
        return float(text)
    if _THOUSANDS.fullmatch(text):
        return float(re.sub("[, ’']", "", text))
    return float(text.replace(",", ".")) if _COMMA.fullmatch(text) else None

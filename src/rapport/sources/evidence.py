"""What the values of a column say about the field its name suggests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapport.sources.date_formats import fitting
from rapport.sources.kinds import DATE_FIELDS
from rapport.sources.layout import EMPTY
from rapport.sources.numbers import to_number
from rapport.sources.speakers import ALIASES

_IDS = ("interaction_id", "customer_id", "submission_id", "answer_id", "event_id", "indicator_id")
_SPOKEN = re.compile(r"^\s*(?:\[[^\]\n]*\]\s*)?[^\s:\[\]][^:\n]{0,40}:\s", re.MULTILINE)


@dataclass(frozen=True)
class Column:
    """The first values of a column, without the empty ones."""

    filled: tuple[Any, ...]

    def share(self, fits: Any) -> float:
        """The share of values of which `fits` holds; 0 when there are none."""
        return sum(bool(fits(value)) for value in self.filled) / len(self.filled) if self.filled else 0.0

    @property
    def repeats(self) -> bool:
        """Whether any value comes twice."""
        return len(set(map(str, self.filled))) < len(self.filled)


def columns_of(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Column]:
    """The columns of the first rows."""
    return {
        name: Column(
            tuple(
                row[place] for row in rows if place < len(row) and str(row[place] or "").strip() not in EMPTY
            )
        )
        for place, name in enumerate(header)
    }


def judge(field: str, by_name: float, column: Column, kind: str) -> tuple[float, str]:
    """How sure the field is in the column, and why: its name's likeness, changed by its values."""
    named = "its name" if by_name >= 0.85 else "its name is like it"
    if not column.filled:
        return by_name * 0.9, f"{named}; it is empty in the first rows"
    if field in DATE_FIELDS:
        return _weigh(by_name, column.share(_is_date), named, "dates")
    if field in ("value", "number", "scale_min", "scale_max", "offset_s", "duration_s") and kind != "answers":
        return _weigh(by_name, column.share(lambda value: to_number(value) is not None), named, "numbers")
    if field == "speaker":
        return _speaker(by_name, column, named)
    if field == "turns":
        return _weigh(by_name, column.share(_is_transcript), named, "transcripts")
    if field in _IDS:
        long = column.share(lambda value: len(str(value)) > 80)
        return (by_name * 0.4, f"{named}; but its values are long texts") if long > 0.2 else (by_name, named)
    return by_name, named


def _speaker(by_name: float, column: Column, named: str) -> tuple[float, str]:
    words = dict.fromkeys(str(value).strip() for value in column.filled)
    strangers = [word for word in words if word.casefold() not in ALIASES]
    known = column.share(lambda value: str(value).strip().casefold() in ALIASES)
    if known < 0.3 and len(words) > 8:
        return by_name * 0.5, f"{named}; but its values name no roles"
    told = f"; say who {', '.join(strangers[:5])} is under speakers:" if strangers else ""
    return by_name, f"{named}; {known:.0%} of its values are known roles{told}"


def _weigh(by_name: float, share: float, named: str, what: str) -> tuple[float, str]:
    told = f"{named}; {share:.0%} of its values are {what}"
    if by_name == 1.0:
        return max(0.8, share), told
    return by_name * (1.0 if share >= 0.9 else 0.8 if share >= 0.5 else 0.4), told


def _is_date(value: Any) -> bool:
    if isinstance(value, (date, int, float)):
        return not isinstance(value, bool)
    return bool(fitting(str(value).strip())) or bool(re.match(r"\d{4}-\d{2}-\d{2}", str(value)))


def _is_transcript(value: Any) -> bool:
    if isinstance(value, list) or str(value).lstrip().startswith("[{"):
        return True
    return len(_SPOKEN.findall(str(value))) >= 1

"""The criteria that come with Rapport."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rapport.criteria.model import Criteria
from rapport.criteria.parse import parse_criteria
from rapport.records.errors import InputError


def library() -> tuple[str, ...]:
    """The ids of the criteria that come with Rapport."""
    folder = files("rapport.criteria") / "library"
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".yaml")))


def library_text(criteria_id: str) -> str:
    """The text of one of them, to start from. Raises InputError for an unknown id."""
    if criteria_id not in library():
        raise InputError(
            f"No criteria named {criteria_id!r} come with Rapport",
            None,
            f"There are: {', '.join(library())}.",
        )
    return (files("rapport.criteria") / "library" / f"{criteria_id}.yaml").read_text(encoding="utf-8")


@cache
def load_library(criteria_id: str) -> Criteria:
    """One of them, parsed. Raises InputError for an unknown id."""
    return parse_criteria(library_text(criteria_id), f"{criteria_id}.yaml")

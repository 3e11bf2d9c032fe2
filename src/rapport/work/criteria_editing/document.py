"""A criteria file as a tree that can be changed and written back."""

from __future__ import annotations

from rapport.criteria.errors import CriteriaError
from rapport.written import document


class Document(document.Document):
    """The tree of a text. Raises CriteriaError for a text that is no YAML of keys and values."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "criteria.yaml", CriteriaError)

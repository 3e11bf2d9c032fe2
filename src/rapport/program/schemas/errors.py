"""What can be wrong with the inventory."""

from __future__ import annotations

from rapport.records import InputError


class SchemaError(InputError):
    """A version, value, rule or code of the schema cannot be stored as asked."""


class FrozenError(SchemaError):
    """A published version is never changed."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Version {number} is published and stays as it is",
            f"version {number}",
            "Make a new version from it and change that.",
        )

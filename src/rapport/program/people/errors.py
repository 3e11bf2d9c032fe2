"""What can be wrong with people and what they may do."""

from __future__ import annotations

from rapport.records import InputError


class PeopleError(InputError):
    """A person, role, invitation or key cannot be stored as asked."""


class NotAllowedError(InputError):
    """The act is not among what this person may do."""

    def __init__(self, permission: str, name: str) -> None:
        self.permission = str(permission)
        super().__init__(
            f"{name} may not do this ({permission})", None, "Ask an administrator for a role that may."
        )

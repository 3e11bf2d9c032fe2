"""What can be wrong with webhooks."""

from __future__ import annotations

from rapport.records import InputError


class HookError(InputError):
    """A webhook cannot be stored, or cannot do what is asked."""


class AddressError(HookError):
    """An address that nothing is sent to."""

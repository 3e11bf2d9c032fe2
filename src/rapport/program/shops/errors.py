"""What can be wrong with mystery shops."""

from __future__ import annotations

from rapport.records import InputError


class ShopError(InputError):
    """A persona, plan, visit or report cannot be stored as asked."""

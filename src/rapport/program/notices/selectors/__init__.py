"""Reads notices."""

from rapport.program.notices.selectors.notices import notices, readers, taken, unread, wish

__all__ = ["notices", "readers", "taken", "unread", "wish"]

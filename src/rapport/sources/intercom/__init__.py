"""Intercom's conversations."""

from rapport.sources.intercom.reader import INTERCOM

__all__ = ["INTERCOM"]

"""Zendesk's ticket export with comments."""

from rapport.sources.zendesk.reader import ZENDESK

__all__ = ["ZENDESK"]

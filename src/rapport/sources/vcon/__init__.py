"""vCon, the IETF's container for conversations."""

from rapport.sources.vcon.reader import VCON

__all__ = ["VCON"]

"""WebVTT and SRT transcripts of calls."""

from rapport.sources.transcripts.reader import SRT, VTT

__all__ = ["SRT", "VTT"]

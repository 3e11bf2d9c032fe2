"""Exports of Qualtrics."""

from rapport.sources.qualtrics.reader import QUALTRICS

__all__ = ["QUALTRICS"]

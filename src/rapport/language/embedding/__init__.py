"""Texts as vectors that lie near each other when they mean about the same: an optional tier."""

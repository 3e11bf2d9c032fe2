"""Interviews: guides, recruiting, notes, codes."""

"""Rows of a table into records, through a layout."""

from rapport.sources.rows.read import read_rows

__all__ = ["read_rows"]

"""Audit: a folder a page of the entry."""

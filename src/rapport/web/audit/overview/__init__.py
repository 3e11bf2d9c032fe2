"""Audit: where it stands."""

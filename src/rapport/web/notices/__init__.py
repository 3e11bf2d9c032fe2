"""Notices in the pages: what waits, and how one wants to be told."""

"""Explore: interactions, found and read."""

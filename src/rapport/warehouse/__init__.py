"""Keeps what happened and answers questions about it."""

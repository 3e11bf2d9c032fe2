"""Means, shares and differences with their intervals."""

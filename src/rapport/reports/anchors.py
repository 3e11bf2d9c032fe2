"""The names of places inside a report, so that every number can lead to its rows."""

from __future__ import annotations

import hashlib
import re


def anchor(*parts: str) -> str:
    """`rows-team-billing`: readable where it can be, never the same for two different names."""
    plain = "-".join(parts)
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-")
    if name == plain:
        return name
    return f"{name}-{hashlib.sha256(plain.encode()).hexdigest()[:8]}"


def interaction_anchor(interaction_id: str) -> str:
    """Where an interaction's row stands."""
    return anchor("interaction", interaction_id)


def element_anchor(metric: str) -> str:
    """Where the rows of an element are listed, by its metric's name."""
    return rows_anchor("element", metric.removeprefix("element:"))


def rows_anchor(dimension: str, group: str) -> str:
    """Where the rows of a group, or of an element, are listed."""
    return anchor("rows", dimension, group)

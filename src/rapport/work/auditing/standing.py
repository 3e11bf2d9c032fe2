"""How long an answer about interactions stands."""

from __future__ import annotations

from rapport.home import Home
from rapport.warehouse.manifest import read_manifest


def state_of_interactions(home: Home) -> tuple[int, int]:
    """Changes whenever interactions or customers do. Evaluations that are published change it not: what is
    counted once stays counted while people score."""
    tables = read_manifest(home.warehouse_path).tables
    return tables["interactions"].version, tables["customers"].version

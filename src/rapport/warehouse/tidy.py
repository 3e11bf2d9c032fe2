"""Routine clean-up: files that left their table stay a day for readers that still use them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import time

from rapport.warehouse.manifest import Manifest

KEPT_S = 24 * 3600


def clean(root: Path, manifest: Manifest, older_than_s: float = KEPT_S) -> Manifest:
    """Deletes files retired longer ago than that; the manifest that no longer lists them."""
    limit = time() - older_than_s
    tables = {}
    for name, state in manifest.tables.items():
        for gone in state.retired:
            if gone.at <= limit:
                (root / name / gone.name).unlink(missing_ok=True)
        tables[name] = replace(state, retired=tuple(gone for gone in state.retired if gone.at > limit))
    return replace(manifest, tables=tables)

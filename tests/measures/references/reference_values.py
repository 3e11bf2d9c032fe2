"""Reference values of outside authorities, and the mark that ties a test to what it agrees with."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Reference:
    """One entry of the reference values: what is expected of which data, and how exactly."""

    name: str
    expected: Any
    tolerance: Any
    data: Path | None
    entry: dict[str, Any]


def load(folder: Path) -> dict[str, Reference]:
    """All entries by name."""
    entries = json.loads((folder / "references.json").read_text(encoding="utf-8"))
    return {
        one["name"]: Reference(
            one["name"],
            one["expected"],
            one["tolerance"],
            folder / "data" / one["data_file"] if one["data_file"] else None,
            one,
        )
        for one in entries
    }


def agrees(*measures: str, on: str, to: str, entry: str | None = None):
    """This test shows that `measures` agree with `to` on the data `on`.

    The table docs/reference/validated.md is made of these marks. `entry` names the reference values.
    """
    return pytest.mark.agrees(*measures, on=on, to=to, entry=entry)

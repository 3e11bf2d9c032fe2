"""One measured figure, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`ours` and `peer` in `unit`; `ratio` is what the promise is about; no figure decides a test."""

    what: str
    ours: float
    unit: str
    peer: float | None = None
    peer_name: str | None = None
    ratio: float | None = None
    wanted: str | None = None

    def line(self) -> str:
        """The figure in one line."""
        parts = [f"{self.what}: {self.ours:,.3g} {self.unit}"]
        if self.peer is not None:
            parts.append(f"{self.peer_name} {self.peer:,.3g} {self.unit}")
        if self.ratio is not None:
            parts.append(f"ratio {self.ratio:.2f}")
        if self.wanted:
            parts.append(f"wanted {self.wanted}")
        return ", ".join(parts)

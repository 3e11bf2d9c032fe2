"""The frame a sample was drawn from, as whoever drew it froze it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SampleFrame:
    """`sample` names the sample; `populations` maps each stratum to its number of interactions when
    the sample was drawn; `excluded` counts what the frame leaves out, by reason."""

    sample: str
    populations: Mapping[str, int]
    excluded: Mapping[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Interactions in the frame."""
        return sum(self.populations.values())

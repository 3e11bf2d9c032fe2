"""What a reader is told besides the file."""

from __future__ import annotations

from collections import abc
from dataclasses import dataclass, field
from datetime import tzinfo
from zoneinfo import ZoneInfo

from rapport.sources.kinds import CHANNELS
from rapport.sources.limits import DEFAULT_LIMITS, Limits
from rapport.sources.mapping import Mapping


@dataclass(frozen=True)
class Context:
    """How to read one file.

    `mapping` is what a person (or the proposal) decided about columns, speakers, dates; readers of
    systems use its `speakers`, `agents` and `defaults`. `defaults` fill fields the file leaves empty
    and beat the mapping's. `zone` is where clocks without a zone hang. `encoding` beats detection.
    """

    kind: str
    mapping: Mapping | None = None
    defaults: abc.Mapping[str, str] = field(default_factory=dict)
    limits: Limits = DEFAULT_LIMITS
    encoding: str | None = None
    zone: tzinfo = field(default_factory=lambda: ZoneInfo("UTC"))

    @property
    def channel(self) -> str | None:
        """The channel of rows that name none."""
        return self.filling.get("channel") or CHANNELS.get(self.kind)

    @property
    def filling(self) -> dict[str, str]:
        """The defaults of the mapping, overruled by those given for this import."""
        return {**(self.mapping.defaults if self.mapping else {}), **self.defaults}

    @property
    def speakers(self) -> abc.Mapping[str, str]:
        """This file's words for who speaks, to a role."""
        return self.mapping.speakers if self.mapping else {}

    @property
    def agents(self) -> tuple[str, ...]:
        """Addresses or domains of those who serve: the mapping's, and those of a default `agents`."""
        named = [name.strip() for name in self.filling.get("agents", "").split(",")]
        return (*(self.mapping.agents if self.mapping else ()), *filter(None, named))
